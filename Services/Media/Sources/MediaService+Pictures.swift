// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import MediaAPI

extension MediaService {
    /// Takes in a picture. Its space is taken before its files are stored, so that what is stored is always counted;
    /// if this process dies in between, the review finds it.
    func upload(_ request: UploadPicture, from caller: Member) async throws -> Picture {
        try await requireSpace(caller.id)
        let made = try await maker.picture(of: request.body.file)
        let now = clock.now
        var record = PictureRecord(
            id: MediaID(at: now),
            owner: caller.id,
            holder: nil,
            reviewAt: now + MediaLimits.storing,
            isReady: false,
            width: made.width,
            height: made.height,
            blurHash: made.blurHash,
            alt: request.body.alt?.text ?? "",
            largest: made.largest,
            bytes: made.bytes,
            createdAt: now.wholeMilliseconds
        )
        try await reserve(record)
        try await store(made, of: record)
        record.isReady = true
        return try picture(record, for: caller.id)
    }

    /// Says no before a picture is made, which is the dear part.
    private func requireSpace(_ owner: UserID) async throws {
        let (usage, isCluttered) = try await database.read { db in
            (try PictureStore(db).usage(of: owner), try PictureStore(db).hasTooManyUnused(owner))
        }
        guard usage.bytes < MediaLimits.bytes, usage.pictures < MediaLimits.pictures else {
            throw MediaError.quotaExceeded
        }
        guard !isCluttered else { throw MediaError.tooManyUnused }
    }

    private func reserve(_ record: PictureRecord) async throws {
        try await database.write { db in
            let store = PictureStore(db)
            guard try store.take(record.bytes, of: record.owner) else { throw MediaError.quotaExceeded }
            guard try !store.hasTooManyUnused(record.owner) else { throw MediaError.tooManyUnused }
            try store.insert(record)
        }
    }

    private func store(_ made: MadePicture, of record: PictureRecord) async throws {
        do {
            for (size, bytes) in made.sizes {
                try await files.store(bytes, under: PictureFiles.key(of: record.id, size))
            }
            let reviewAt = clock.now + MediaLimits.unusedFor
            let isThere = try await database.write { db in
                try PictureStore(db).setReady(record.id, reviewAt: reviewAt)
            }
            // Its owner may have gone meanwhile; then its files were stored after they had been deleted.
            guard isThere else { throw MediaError.notFound(record.id) }
        } catch {
            try await database.write { db in
                try PictureStore(db).remove(record)
                try db.enqueue(DeleteFiles(PictureFiles.keys(of: record.id)))
            }
            throw error
        }
    }

    /// One picture.
    func picture(_ request: GetPicture, from caller: Member) async throws -> Picture {
        try picture(try await visible(request.id, to: caller.id), for: caller.id)
    }

    /// Changes what is said of a picture.
    func update(_ request: UpdatePicture, from caller: Member) async throws -> Picture {
        let record = try await database.write { db in
            var record = try Self.own(request.id, of: caller.id, db)
            if let alt = request.body.alt {
                record.alt = alt.text
                try PictureStore(db).setAlt(alt.text, of: record.id)
            }
            return record
        }
        shelf.invalidate(CollectionOfOne(record.id))
        return try picture(record, for: caller.id)
    }

    /// Throws a picture away that is not used.
    func delete(_ request: DeletePicture, from caller: Member) async throws -> NoReply {
        try await database.write { db in
            let record = try Self.own(request.id, of: caller.id, db)
            guard record.holder == nil else { throw MediaError.inUse }
            try PictureStore(db).remove(record)
        }
        shelf.invalidate(CollectionOfOne(request.id))
        return NoReply()
    }

    /// How much space somebody's pictures take.
    func usage(_ request: GetMediaUsage, from caller: Member) async throws -> MediaUsage {
        let usage = try await database.read { db in try PictureStore(db).usage(of: caller.id) }
        return MediaUsage(
            bytes: usage.bytes,
            byteLimit: MediaLimits.bytes,
            count: usage.pictures,
            countLimit: MediaLimits.pictures
        )
    }

    /// The bytes of a picture, for whom its key was made or who has a token.
    func file(_ request: GetPictureFile, from caller: Caller) async throws -> FileReply {
        var viewer = caller.member?.id
        if let key = request.key { viewer = try signer.viewer(of: key, for: request.id, request.size) }
        guard let viewer else { throw MediaError.notFound(request.id) }
        let record = try await visible(request.id, to: viewer)
        guard let file = try await files.reply(PictureFiles.key(of: record.id, record.kept(request.size)))
        else {
            throw MediaError.notFound(request.id)
        }
        return file
    }

    private static func own(_ id: MediaID, of user: UserID, _ db: any SQLConnection) throws -> PictureRecord {
        guard let record = try PictureStore(db).picture(id, forUpdate: true), record.owner == user,
            record.isReady
        else { throw MediaError.notFound(id) }
        return record
    }
}
