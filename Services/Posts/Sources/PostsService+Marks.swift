// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import PostsAPI
import UsersAPI
import UsersClient

extension PostsService {
    /// Likes a post; again changes nothing.
    func like(_ request: LikePost, from caller: Member) async throws -> NoReply {
        let (post, sight) = try await visible(request.id, to: caller.id)
        try sight.requireTakingPart(in: post)
        let now = clock.now
        let id: ID<Mark> = ids.next(at: now)
        try await database.write { db in
            guard try MarkStore(db).insert(.like, by: caller.id, on: post.id, id: id) else { return }
            try Self.count(1, .likes, post.id, db)
            try db.publish(
                PostLiked(post: post.id, author: post.author, user: caller.id, at: now.wholeMilliseconds)
            )
        }
        return NoReply()
    }

    /// Takes a like back; again changes nothing.
    func unlike(_ request: UnlikePost, from caller: Member) async throws -> NoReply {
        let (post, _) = try await visible(request.id, to: caller.id)
        try await database.write { db in
            guard try MarkStore(db).delete(.like, by: caller.id, on: post.id) != nil else { return }
            try Self.count(-1, .likes, post.id, db)
            try db.publish(PostUnliked(post: post.id, author: post.author, user: caller.id))
        }
        return NoReply()
    }

    /// Who likes a post, without those the caller blocks or is blocked by.
    func likes(_ request: ListLikes, from caller: Member) async throws -> Page<User> {
        let (post, _) = try await visible(request.id, to: caller.id)
        let limit = request.limit ?? .standard
        let before = try request.cursor?.field(0, as: ID<Mark>.self)
        let rows = try await database.read { db in
            try MarkStore(db).users(.like, on: post.id, before: before, limit: limit.value + 1)
        }
        let page = RowPage(rows, limit: limit) { Cursor($0.id) }
        let sight = try await ties.sight(of: caller.id, on: page.rows.map(\.user))
        let shown = page.rows.map(\.user).filter(sight.reaches)
        let profiles = try await directory.profiles(shown)
        return Page(items: shown.map { profiles[$0] ?? .deleted($0) }, nextCursor: page.next)
    }

    /// Passes a post on to one's followers; again changes nothing.
    func repost(_ request: RepostPost, from caller: Member) async throws -> NoReply {
        let (post, sight) = try await visible(request.id, to: caller.id)
        guard sight.mayShare(post) else { throw PostsError.notShareable }
        let now = clock.now
        let id: ID<Mark> = ids.next(at: now)
        try await database.write { db in
            guard try MarkStore(db).insert(.repost, by: caller.id, on: post.id, id: id) else { return }
            try Self.count(1, .reposts, post.id, db)
            try db.publish(
                PostReposted(
                    repost: RepostID(id),
                    post: post.id,
                    author: post.author,
                    user: caller.id,
                    at: now.wholeMilliseconds
                )
            )
        }
        return NoReply()
    }

    /// Takes a repost back; again changes nothing.
    func unrepost(_ request: UnrepostPost, from caller: Member) async throws -> NoReply {
        let (post, _) = try await visible(request.id, to: caller.id)
        try await database.write { db in
            try Self.takeBackRepost(by: caller.id, of: post.id, writtenBy: post.author, db)
        }
        return NoReply()
    }

    static func takeBackRepost(
        by user: UserID,
        of post: PostID,
        writtenBy author: UserID,
        _ db: any SQLConnection
    ) throws {
        guard let id = try MarkStore(db).delete(.repost, by: user, on: post) else { return }
        try count(-1, .reposts, post, db)
        try db.publish(PostUnreposted(repost: RepostID(id), post: post, author: author, user: user))
    }

    /// Keeps a post for later; again changes nothing. No event tells of it: it is nobody's business.
    func bookmark(_ request: BookmarkPost, from caller: Member) async throws -> NoReply {
        let (post, _) = try await visible(request.id, to: caller.id)
        let id: ID<Mark> = ids.next(at: clock.now)
        try await database.write { db in
            guard try MarkStore(db).insert(.bookmark, by: caller.id, on: post.id, id: id) else { return }
            try Self.count(1, .bookmarks, post.id, db)
        }
        shelf.invalidate(post.id)
        return NoReply()
    }

    /// No longer keeps a post; again changes nothing.
    func unbookmark(_ request: UnbookmarkPost, from caller: Member) async throws -> NoReply {
        _ = try await visible(request.id, to: caller.id)
        try await database.write { db in
            guard try MarkStore(db).delete(.bookmark, by: caller.id, on: request.id) != nil else { return }
            try Self.count(-1, .bookmarks, request.id, db)
        }
        shelf.invalidate(request.id)
        return NoReply()
    }

    /// The posts one keeps, without those that are gone or that one may no longer see.
    func bookmarks(_ request: ListBookmarks, from caller: Member) async throws -> Page<Post> {
        let limit = request.limit ?? .standard
        let before = try request.cursor?.field(0, as: ID<Mark>.self)
        let rows = try await database.read { db in
            try MarkStore(db).posts(.bookmark, by: caller.id, before: before, limit: limit.value + 1)
        }
        let page = RowPage(rows, limit: limit) { Cursor($0.id) }
        let wanted = page.rows.map { GetPosts.Wanted($0.post) }
        return Page(items: try await rendering.posts(wanted, for: caller.id), nextCursor: page.next)
    }

    /// Shows a post first on one's profile.
    func pin(_ request: PinPost, from caller: Member) async throws -> NoReply {
        _ = try await visible(request.id, to: caller.id)
        let former = try await database.write { db in
            guard try Self.own(request.id, of: caller.id, db).facts.group == nil else {
                throw PostsError.notYours("In a group its moderators pin posts.")
            }
            let store = PostStore(db)
            let former = try store.pinned(of: caller.id)
            if let former { try store.setPinned(false, former) }
            try store.setPinned(true, request.id)
            return former
        }
        shelf.invalidate(request.id)
        if let former { shelf.invalidate(former) }
        return NoReply()
    }

    /// Shows a post in its place again.
    func unpin(_ request: UnpinPost, from caller: Member) async throws -> NoReply {
        _ = try await visible(request.id, to: caller.id)
        try await database.write { db in
            _ = try Self.own(request.id, of: caller.id, db)
            try PostStore(db).setPinned(false, request.id)
        }
        shelf.invalidate(request.id)
        return NoReply()
    }

    /// Changes a counter in the transaction of what it counts. The post may have been deleted meanwhile.
    static func count(_ change: Int, _ counter: PostCounter, _ id: PostID, _ db: any SQLConnection) throws {
        guard try PostStore(db).add(change, to: counter, of: id) else { throw PostsError.postNotFound(id) }
    }
}

extension RepostID {
    /// The id of the mark that is the repost.
    init(_ mark: ID<Mark>) { self.init(high: mark.high, low: mark.low) }
}
