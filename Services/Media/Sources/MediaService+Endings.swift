// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Events
import MediaAPI
import Modules
import PostsAPI
import UsersAPI

// Every picture that may have to go has a time at which it is looked at: a day after it was uploaded or given back, an
// hour after something took it, a minute after its post was edited. What is found then depends only on what Posts holds
// at that moment, so no order of events matters, and whatever was forgotten on the way is found out.
//
//   not used                       → removed
//   held, and Posts says so        → stays; a draft's is looked at again a day later
//   held, and Posts says no        → not used, for a day

/// Takes away the pictures of a post that is gone, and of the comments on it.
struct RemovePostMedia: Job {
    static let name: JobName = "media.remove-post"
    let post: ID<HolderTag>
}

/// Takes away everything of somebody whose account is gone.
struct EraseMedia: Job {
    static let name: JobName = "media.erase-person"
    let user: UserID
}

/// Has the pictures of a deleted post taken away.
struct RemoveMediaOfDeletedPost: EventHandler {
    static let name: HandlerName = "media.remove-of-deleted-post"  // Durable: never rename.

    func handle(_ event: PostDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.enqueue(RemovePostMedia(post: ID(high: event.post.high, low: event.post.low)))
    }
}

/// Takes away the picture of a deleted comment.
struct RemoveMediaOfDeletedComment: EventHandler {
    static let name: HandlerName = "media.remove-of-deleted-comment"  // Durable: never rename.

    func handle(_ event: CommentDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        let store = PictureStore(db)
        for picture in try store.pictures(heldBy: ID(high: event.comment.high, low: event.comment.low)) {
            try store.remove(picture)
        }
    }
}

/// Has it looked whether an edited post still holds its pictures.
struct ReviewMediaOfEditedPost: EventHandler {
    static let name: HandlerName = "media.review-of-edited-post"  // Durable: never rename.

    func handle(_ event: PostEdited, _ delivery: Delivery, in db: any SQLConnection) throws {
        let post = event.post.id
        try PictureStore(db).review(
            heldBy: ID(high: post.high, low: post.low),
            at: db.now + MediaLimits.afterEdit
        )
    }
}

/// Has everything of somebody whose account is gone taken away.
struct EraseMediaOfDeletedUser: EventHandler {
    static let name: HandlerName = "media.erase-deleted"  // Durable: never rename.

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.enqueue(EraseMedia(user: event.user))
    }
}

extension MediaService {
    func removePost(_ job: RemovePostMedia, _ context: JobContext) async throws {
        try await removeAll { db in try PictureStore(db).pictures(ofPost: job.post, limit: MediaLimits.batch)
        }
    }

    func erase(_ job: EraseMedia, _ context: JobContext) async throws {
        try await removeAll { db in try PictureStore(db).pictures(of: job.user, limit: MediaLimits.batch) }
        try await database.write { db in
            try PictureStore(db).forgetUsage(of: job.user)
            for id in try PortraitStore(db).all(of: job.user) {
                try PortraitStore(db).remove(id, filesAt: nil)
            }
        }
    }

    /// Removes pictures in portions until there are no more.
    private func removeAll(
        _ find: @escaping @Sendable (any SQLConnection) throws -> [PictureRecord]
    ) async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            let removed = try await database.write { db in
                let records = try find(db)
                for record in records { try PictureStore(db).remove(record) }
                return records.map(\.id)
            }
            shelf.invalidate(removed)
            isMore = removed.count == MediaLimits.batch
        }
    }

    /// Looks at the pictures whose time has come.
    func review() async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            let now = clock.now
            let due = try await database.read { db in
                try PictureStore(db).due(at: now, limit: MediaLimits.batch)
            }
            let held = try await held(due.compactMap(\.holder))
            try await database.write { db in
                let locked = try PictureStore(db).pictures(due.map(\.id), forUpdate: true)
                for record in locked {
                    // What changed meanwhile has another time.
                    guard let seen = due.first(where: { $0.id == record.id }), seen.holder == record.holder,
                        seen.reviewAt == record.reviewAt
                    else { continue }
                    try Self.settle(record, held, at: now, db)
                }
            }
            shelf.invalidate(due.map(\.id))
            isMore = due.count == MediaLimits.batch
        }
        let oldest = clock.now - MediaLimits.storing
        try await database.write { db in
            for id in try PortraitStore(db).unfinished(before: oldest) {
                try PortraitStore(db).remove(id, filesAt: nil)
            }
        }
    }

    /// What Posts says is held; nil where there is no Posts to ask.
    private func held(_ holders: [MediaHolder]) async throws -> Set<HeldMedia>? {
        guard !holders.isEmpty else { return [] }
        return try await peers.ask(GetHeldMedia(Array(Set(holders)))).map(Set.init)
    }

    private static func settle(
        _ record: PictureRecord,
        _ held: Set<HeldMedia>?,
        at now: Timestamp,
        _ db: any SQLConnection
    ) throws {
        let store = PictureStore(db)
        guard let holder = record.holder else { return try store.remove(record) }
        guard let held else {
            return try store.setHolder(holder, of: record.id, reviewAt: now + MediaLimits.unusedFor)
        }
        guard held.contains(HeldMedia(holder: holder, media: record.id)) else {
            return try store.setHolder(nil, of: record.id, reviewAt: now + MediaLimits.unusedFor)
        }
        // Nothing tells of the end of a draft.
        let again = holder.kind == .draft ? now + MediaLimits.unusedFor : nil
        try store.setHolder(holder, of: record.id, reviewAt: again)
    }

    /// What is wrong: programs that are missing, space that is counted wrongly.
    func findings() async throws -> [String] {
        guard !maker.isAvailable else { return [] }
        return [
            "media: vipsthumbnail is not installed, so no pictures can be uploaded (Debian: libvips-tools)."
        ]
    }
}
