// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Events
import GroupsAPI
import PostsAPI
import UsersAPI
import UsersClient

extension PostsService {
    /// Who may see a post: in a group nothing can be chosen, and nothing else is like a group.
    static func visibility(_ chosen: Visibility?, in group: GroupID?) throws -> Visibility {
        guard group != nil else {
            guard chosen != .group else {
                throw PostsError.unfit("visibility", "Can be GROUP only for a post in a group.")
            }
            return chosen ?? .everyone
        }
        guard chosen == nil || chosen == .group else {
            throw PostsError.unfit("visibility", "Must be GROUP, or left out, for a post in a group.")
        }
        return .group
    }

    /// Makes sure that somebody is a member of a group. A group that they may not know of is not there.
    func requireMember(_ user: UserID, of group: GroupID) async throws {
        let standing = try await ties.groups.standing(of: user, in: group)
        guard standing.knows else { throw PostsError.groupNotFound(group) }
        guard standing.takesPart else { throw PostsError.membersOnly }
    }

    /// What was posted in a group. A page may read on a few times, since the posts of people kept apart by a block are
    /// known only after they were read.
    func posts(_ request: ListGroupPosts, from caller: Member) async throws -> Page<Post> {
        let standing = try await ties.groups.standing(of: caller.id, in: request.id)
        guard standing.knows else { throw PostsError.groupNotFound(request.id) }
        guard standing.reads else { throw PostsError.membersOnly }
        let limit = request.limit ?? .standard
        var before = try request.cursor?.field(0, as: PostID.self)
        let isFirst = before == nil
        let pinned = try await database.read { db in try PostStore(db).pinned(in: request.id) }
        var items: [Post] = []
        // The pinned post leads the first page only, and makes it longer by one.
        if isFirst, let pinned, let post = try await rendering.post(pinned, for: caller.id) { items = [post] }
        let full = items.count + limit.value
        for _ in 0..<PostsLimits.rounds {
            let (place, wanted) = (before, full - items.count)
            let rows = try await database.read { db in
                try PostStore(db).page(in: request.id, before: place, without: pinned, limit: wanted + 1)
            }
            let page = rows.prefix(wanted)
            items += try await rendering.posts(page.map { GetPosts.Wanted($0) }, for: caller.id)
            before = rows.count > wanted ? page.last : nil
            if before == nil || items.count == full { break }
        }
        return Page(items: items, nextCursor: before.map { Cursor($0) })
    }

    /// Shows a post first in its group.
    func pin(_ request: PinPostInGroup, from caller: Member) async throws -> NoReply {
        try await setPinned(true, request.id, caller)
    }

    /// Shows a post in its place in its group again.
    func unpin(_ request: UnpinPostInGroup, from caller: Member) async throws -> NoReply {
        try await setPinned(false, request.id, caller)
    }

    private func setPinned(_ isPinned: Bool, _ id: PostID, _ caller: Member) async throws -> NoReply {
        let (post, sight) = try await visible(id, to: caller.id)
        guard let group = post.facts.group, sight.moderates(post) else {
            throw PostsError.notYours("Only moderators of a group may pin a post in it.")
        }
        do {
            let former = try await database.write { db in
                try Self.setPinned(isPinned, id, in: group, by: caller.id, db)
            }
            shelf.invalidate(id)
            if let former { shelf.invalidate(former) }
        } catch let error as DatabaseError where error.kind == .uniqueViolation {
            // Another moderator pinned another post at the same moment, which stays.
            throw Failure.conflict(.postsPinnedMeanwhile, "Another post was pinned at the same moment.")
        }
        return NoReply()
    }

    /// Pins a post or no longer does, and returns the post that was pinned before.
    private static func setPinned(
        _ isPinned: Bool,
        _ id: PostID,
        in group: GroupID,
        by moderator: UserID,
        _ db: any SQLConnection
    ) throws -> PostID? {
        let store = PostStore(db)
        guard let record = try store.post(id, forUpdate: true) else { throw PostsError.postNotFound(id) }
        guard record.isGroupPinned != isPinned else { return nil }
        let former = isPinned ? try store.pinned(in: group) : nil
        if let former { try store.setGroupPinned(false, former) }
        try store.setGroupPinned(isPinned, id)
        try db.publish(
            GroupPostPinned(
                group: group,
                post: id,
                author: record.author,
                isPinned: isPinned,
                by: moderator
            )
        )
        return former
    }

    /// Takes away everything that was posted in a group that is gone.
    func erase(_ job: EraseGroup, _ context: JobContext) async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            isMore = try await database.write { db in
                let ids = try PostStore(db).page(in: job.group, before: nil, without: nil, limit: 100)
                for record in try PostStore(db).posts(ids) { try Self.remove(record, db) }
                return ids.count == 100
            }
        }
    }
}

/// Takes away everything that was posted in a group that is gone.
struct EraseGroup: Job {
    static let name: JobName = "posts.erase-group"  // Durable: never rename.
    let group: GroupID
}

/// Has everything that was posted in a group taken away with it.
struct EndPostsOfDeletedGroup: EventHandler {
    static let name: HandlerName = "posts.end-posts-of-deleted-group"  // Durable: never rename.

    func handle(_ event: GroupDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try PostStore(db).noteGone(event.group)
        try db.enqueue(EraseGroup(group: event.group))
    }
}
