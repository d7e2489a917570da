// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Events
import PostsAPI
import UsersAPI

// Whatever may be much is taken away in portions, each in a transaction of its own, so that nobody waits for a person
// with a hundred thousand likes. A job that is interrupted begins again and finds less to do.

/// Takes away what others left on a post that is gone.
struct SweepPost: Job {
    static let name: JobName = "posts.sweep"
    let post: PostID
}

/// Takes away everything of somebody whose account is gone.
struct ErasePerson: Job {
    static let name: JobName = "posts.erase-person"
    let user: UserID
}

/// Ends the reposts between two people, one of whom blocks the other.
struct EndReposts: Job {
    static let name: JobName = "posts.end-reposts"
    let one: UserID
    let other: UserID
}

/// Has everything of somebody whose account is gone taken away.
struct EraseDeletedUser: EventHandler {
    static let name: HandlerName = "posts.erase-deleted"  // Durable: never rename.

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.enqueue(ErasePerson(user: event.user))
    }
}

/// Has what one passed on of the other's taken back when one of them blocks the other.
struct EndRepostsOfBlocked: EventHandler {
    static let name: HandlerName = "posts.end-reposts-of-blocked"  // Durable: never rename.

    func handle(_ event: BlockStarted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.enqueue(EndReposts(one: event.blocker, other: event.blocked))
    }
}

extension PostsService {
    /// Repeats a portion until it says that there is no more.
    private func whileMore(_ portion: @escaping @Sendable (any SQLConnection) throws -> Bool) async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            isMore = try await database.write(portion)
        }
    }

    func sweep(_ job: SweepPost, _ context: JobContext) async throws {
        let limit = PostsLimits.sweep
        try await whileMore { db in try MarkStore(db).sweep(job.post, limit: limit) }
        try await whileMore { db in try CommentStore(db).sweep(job.post, limit: limit) }
        try await whileMore { db in try PollStore(db).sweep(job.post, limit: limit) }
    }

    func endReposts(_ job: EndReposts, _ context: JobContext) async throws {
        for (user, author) in [(job.one, job.other), (job.other, job.one)] {
            try await whileMore { db in
                let reposts = try MarkStore(db).reposts(by: user, of: author, limit: PostsLimits.sweep)
                for repost in reposts {
                    try Self.takeBackRepost(by: user, of: repost.post, writtenBy: author, db)
                }
                return reposts.count == PostsLimits.sweep
            }
        }
    }

    func erase(_ job: ErasePerson, _ context: JobContext) async throws {
        let (user, limit) = (job.user, PostsLimits.sweep)
        try await whileMore { db in
            let ids = try PostStore(db).ids(of: user, limit: 100)
            for record in try PostStore(db).posts(ids) { try Self.remove(record, db) }
            return ids.count == 100
        }
        try await whileMore { db in
            let comments = try CommentStore(db).comments(by: user, limit: limit)
            for comment in comments { try Self.removeIfThere(comment, db) }
            return comments.count == limit
        }
        for kind in MarkKind.allCases {
            try await whileMore { db in
                let marks = try MarkStore(db).posts(kind, by: user, before: nil, limit: limit)
                for mark in marks { try Self.forget(kind, mark, db) }
                return marks.count == limit
            }
        }
        try await whileMore { db in
            let liked = try CommentStore(db).likes(by: user, limit: limit)
            for id in liked { _ = try CommentStore(db).unlike(id, by: user) }
            return liked.count == limit
        }
        try await whileMore { db in try PollStore(db).forget(user, limit: limit) }
        try await database.write { db in
            try DraftStore(db).deleteAll(of: user)
            try HashtagStore(db).forgetUses(by: user)
        }
    }

    /// Removes a comment whose post may be gone and not be swept yet.
    private static func removeIfThere(_ comment: CommentRecord, _ db: any SQLConnection) throws {
        guard let post = try PostStore(db).post(comment.facts.post, forUpdate: true) else {
            return try CommentStore(db).delete(comment.id)
        }
        try remove(comment, in: post.facts.group, db)
    }

    private static func forget(_ kind: MarkKind, _ mark: UserMark, _ db: any SQLConnection) throws {
        guard let record = try PostStore(db).post(mark.post, forUpdate: true) else {
            _ = try MarkStore(db).delete(kind, by: mark.user, on: mark.post)
            return
        }
        switch kind {
        case .bookmark:
            guard try MarkStore(db).delete(kind, by: mark.user, on: mark.post) != nil else { return }
            try count(-1, .bookmarks, mark.post, db)
        case .repost:
            try takeBackRepost(by: mark.user, of: mark.post, writtenBy: record.author, db)
        case .like:
            guard try MarkStore(db).delete(kind, by: mark.user, on: mark.post) != nil else { return }
            try count(-1, .likes, mark.post, db)
            try db.publish(PostUnliked(post: mark.post, author: record.author, user: mark.user))
        }
    }
}
