// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import MediaAPI

/// A picture as it is stored.
struct PictureRecord: Sendable {
    var id: MediaID
    var owner: UserID
    /// What holds it; nil when it is not used.
    var holder: MediaHolder?
    /// When it is looked at again; nil when that is not needed.
    var reviewAt: Timestamp?
    /// Whether its files are stored.
    var isReady: Bool
    var width: Int
    var height: Int
    var blurHash: String
    var alt: String
    var largest: PictureSize
    var bytes: Int64
    var createdAt: Timestamp

    /// The size to send for a size: a picture is not enlarged.
    func kept(_ size: PictureSize) -> PictureSize { size.pixels > largest.pixels ? largest : size }
}

/// SQL for `media.pictures` and `media.owners`. Lives only inside a `read` or `write` block.
struct PictureStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        id, owner_id, holder_kind, holder_id, post_id, review_at, is_ready, width, height, blur_hash, alt, largest, \
        bytes, created_at
        """

    func insert(_ picture: PictureRecord) throws {
        let holder = picture.holder
        try db.run(
            """
            INSERT INTO media.pictures (\(Self.columns)) VALUES (\(picture.id), \(picture.owner),
                \(holder?.kind.rawValue), \(holder?.id), \(holder?.post), \(picture.reviewAt), \(picture.isReady),
                \(picture.width), \(picture.height), \(picture.blurHash), \(picture.alt),
                \(picture.largest.rawValue), \(picture.bytes), \(picture.createdAt))
            """
        )
    }

    func pictures(_ ids: [MediaID], forUpdate: Bool = false) throws -> [PictureRecord] {
        guard !ids.isEmpty else { return [] }
        // In the order of the ids, so that two who lock the same ones do not wait for each other.
        let lock: SQLQuery = forUpdate ? .either(sqlite: "", postgres: "FOR UPDATE") : ""
        return try db.all(
            "SELECT \(Self.columns) FROM media.pictures WHERE id IN \(list: ids) ORDER BY id \(lock)",
            Self.record
        )
    }

    func picture(_ id: MediaID, forUpdate: Bool = false) throws -> PictureRecord? {
        try pictures([id], forUpdate: forUpdate).first
    }

    /// Says that the files are stored; false when the picture is gone.
    func setReady(_ id: MediaID, reviewAt: Timestamp) throws -> Bool {
        try db.run(
            "UPDATE media.pictures SET is_ready = \(true), review_at = \(reviewAt) WHERE id = \(id)"
        ) > 0
    }

    func setAlt(_ alt: String, of id: MediaID) throws {
        try db.run("UPDATE media.pictures SET alt = \(alt) WHERE id = \(id)")
    }

    /// Changes what holds a picture.
    func setHolder(_ holder: MediaHolder?, of id: MediaID, reviewAt: Timestamp?) throws {
        try db.run(
            """
            UPDATE media.pictures SET holder_kind = \(holder?.kind.rawValue), holder_id = \(holder?.id),
                post_id = \(holder?.post), review_at = \(reviewAt)
            WHERE id = \(id)
            """
        )
    }

    /// Has the pictures of a holder looked at.
    func review(heldBy holder: ID<HolderTag>, at time: Timestamp) throws {
        try db.run("UPDATE media.pictures SET review_at = \(time) WHERE holder_id = \(holder)")
    }

    /// Pictures whose time to be looked at has come, the longest waiting first.
    func due(at time: Timestamp, limit: Int) throws -> [PictureRecord] {
        try db.all(
            """
            SELECT \(Self.columns) FROM media.pictures WHERE review_at IS NOT NULL AND review_at <= \(time)
            ORDER BY review_at LIMIT \(limit)
            """,
            Self.record
        )
    }

    func pictures(of owner: UserID, limit: Int) throws -> [PictureRecord] {
        try db.all(
            "SELECT \(Self.columns) FROM media.pictures WHERE owner_id = \(owner) ORDER BY id LIMIT \(limit)",
            Self.record
        )
    }

    /// The pictures of a post and of the comments on it.
    func pictures(ofPost post: ID<HolderTag>, limit: Int) throws -> [PictureRecord] {
        try db.all(
            "SELECT \(Self.columns) FROM media.pictures WHERE post_id = \(post) ORDER BY id LIMIT \(limit)",
            Self.record
        )
    }

    func pictures(heldBy holder: ID<HolderTag>) throws -> [PictureRecord] {
        try db.all(
            """
            SELECT \(Self.columns) FROM media.pictures WHERE holder_id = \(holder)
            ORDER BY id LIMIT \(MediaLimits.batch)
            """,
            Self.record
        )
    }

    /// Removes a picture, and has its files deleted.
    func remove(_ picture: PictureRecord) throws {
        guard try db.run("DELETE FROM media.pictures WHERE id = \(picture.id)") > 0 else { return }
        try db.run(
            """
            UPDATE media.owners SET bytes = bytes - \(picture.bytes), pictures = pictures - 1
            WHERE owner_id = \(picture.owner)
            """
        )
        try db.enqueue(DeleteFiles(PictureFiles.keys(of: picture.id)))
    }

    // MARK: Space

    /// Takes space for a picture; false when there is not enough. The owner's row stays locked.
    func take(_ bytes: Int64, of owner: UserID) throws -> Bool {
        try db.run(
            """
            INSERT INTO media.owners (owner_id, bytes, pictures) VALUES (\(owner), \(bytes), 1)
            ON CONFLICT (owner_id) DO UPDATE
                SET bytes = owners.bytes + \(bytes), pictures = owners.pictures + 1
                WHERE owners.bytes + \(bytes) <= \(MediaLimits.bytes) AND owners.pictures < \(MediaLimits.pictures)
            """
        ) > 0
    }

    func usage(of owner: UserID) throws -> (bytes: Int64, pictures: Int) {
        try db.first("SELECT bytes, pictures FROM media.owners WHERE owner_id = \(owner)") {
            (try $0[0], try $0[1])
        } ?? (0, 0)
    }

    func forgetUsage(of owner: UserID) throws {
        try db.run("DELETE FROM media.owners WHERE owner_id = \(owner)")
    }

    /// Whether somebody has as many unused pictures as one may have.
    func hasTooManyUnused(_ owner: UserID) throws -> Bool {
        try db.exists(
            """
            SELECT 1 FROM media.pictures WHERE owner_id = \(owner) AND holder_id IS NULL
            ORDER BY id LIMIT 1 OFFSET \(MediaLimits.unused - 1)
            """
        )
    }

    private static func record(_ row: SQLRow) throws -> PictureRecord {
        let kind: String? = try row[2]
        let holder: ID<HolderTag>? = try row[3]
        let post: ID<HolderTag>? = try row[4]
        return PictureRecord(
            id: try row[0],
            owner: try row[1],
            holder: holder.flatMap { MediaHolder(kind, $0, of: post) },
            reviewAt: try row[5],
            isReady: try row[6],
            width: try row[7],
            height: try row[8],
            blurHash: try row[9],
            alt: try row[10],
            largest: PictureSize(rawValue: try row[11]) ?? .small,
            bytes: try row[12],
            createdAt: try row[13]
        )
    }
}

extension MediaHolder {
    /// A holder as it is stored.
    fileprivate init?(_ kind: String?, _ id: ID<HolderTag>, of post: ID<HolderTag>?) {
        guard let kind = kind.flatMap(Kind.init(rawValue:)) else { return nil }
        if let post { self.init(kind, id, of: post) } else { self.init(draft: id) }
    }
}
