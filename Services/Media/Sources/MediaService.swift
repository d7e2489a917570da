// SPDX-License-Identifier: Apache-2.0
import Caching
import Core
import Crypto
import Database
import Endpoints
import Foundation
import MediaAPI
import Modules
import PostsAPI

/// What the verbs of Media share.
struct MediaService: Sendable {
    let database: any ServiceDatabase
    let peers: Peers
    let clock: any WallClock
    let files: PictureFiles
    let maker: PictureMaker
    let signer: AddressSigner
    let shelf: PictureShelf

    /// A picture as one viewer is shown it.
    func picture(_ record: PictureRecord, for viewer: UserID) throws -> Picture {
        let small = try signer.address(of: record.id, .small, for: viewer)
        let medium =
            record.largest == .small ? small : try signer.address(of: record.id, .medium, for: viewer)
        let large =
            record.largest == .large ? try signer.address(of: record.id, .large, for: viewer) : medium
        return Picture(
            id: record.id,
            urls: PictureURLs(small: small, medium: medium, large: large),
            width: record.width,
            height: record.height,
            blurHash: record.blurHash,
            alt: record.alt
        )
    }

    /// A picture that somebody may see. Whoever may not is told that there is none.
    func visible(_ id: MediaID, to viewer: UserID) async throws -> PictureRecord {
        guard let record = try await shelf.records([id])[id], record.isReady,
            try await maySee(record, viewer)
        else { throw MediaError.notFound(id) }
        return record
    }

    /// A picture is seen by its owner, and by whoever may see the post or comment that holds it. Posts is asked each
    /// time: what it needs for the answer it has in memory, and drops when it changes.
    private func maySee(_ record: PictureRecord, _ viewer: UserID) async throws -> Bool {
        if record.owner == viewer { return true }
        guard let holder = record.holder, holder.kind != .draft, let post = holder.post else { return false }
        let comment = holder.kind == .comment ? CommentID(high: holder.id.high, low: holder.id.low) : nil
        let question = CheckSight(of: viewer, on: PostID(high: post.high, low: post.low), comment: comment)
        return try await peers.ask(question)?.maySee ?? false
    }

    /// Loads the key that addresses are signed with; the first start makes it.
    func loadKey() async throws {
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
        let kept = try await database.write { db in
            try PortraitStore(db).keep(fresh)
            return try PortraitStore(db).key()
        }
        guard let key = kept.flatMap({ Data(base64Encoded: $0) }) else {
            throw Failure.unavailable("Pictures cannot be served.", internal: "the signing key is not base64")
        }
        signer.use(Array(key))
    }
}

/// Pictures as they are stored, those in demand kept in memory.
struct PictureShelf: Sendable {
    private let database: any ServiceDatabase
    private let cache: LocalCache<MediaID, PictureRecord>

    init(database: any ServiceDatabase, clock: any WallClock) {
        self.database = database
        cache = LocalCache(
            name: "media-pictures",
            capacity: MediaLimits.cachedPictures,
            lifetime: MediaLimits.cachedLifetime,
            clock: clock
        )
    }

    /// Some pictures; those that are gone are left out.
    func records(_ ids: [MediaID]) async throws -> [MediaID: PictureRecord] {
        var found: [MediaID: PictureRecord] = [:]
        var missing: [MediaID: LocalCache<MediaID, PictureRecord>.Ticket] = [:]
        for id in Set(ids) {
            if let record = cache.value(for: id) {
                found[id] = record
            } else {
                missing[id] = cache.ticket(for: id)
            }
        }
        guard !missing.isEmpty else { return found }
        let wanted = Array(missing.keys)
        for record in try await database.read({ db in try PictureStore(db).pictures(wanted) }) {
            if let ticket = missing[record.id] { cache.fill(record, for: record.id, ticket: ticket) }
            found[record.id] = record
        }
        return found
    }

    /// Drops pictures that changed.
    func invalidate(_ ids: some Sequence<MediaID>) { for id in ids { cache.invalidate(id) } }
}
