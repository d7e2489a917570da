// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import GroupsAPI

// What Posts answers about groups. Groups itself knows nothing of posts but that moderators delete and pin them.

/// The group that a post stands in.
public struct PostGroup: Codable, Sendable, Equatable {
    public var id: GroupID
    public var slug: GroupSlug
    public var name: String

    /// A group.
    public init(id: GroupID, slug: GroupSlug, name: String) {
        (self.id, self.slug, self.name) = (id, slug, name)
    }
}

/// What was posted in a group.
public struct ListGroupPosts: Endpoint {
    public static let route: Route = .get("/groups/{id}/feed")
    public static let summary = "List what was posted in a group, the pinned post first, then the newest"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .forbidden(.groupMembersOnly),
    ]
    public typealias Reply = Page<Post>

    public var id: GroupID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: GroupID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Shows a post first in its group, instead of the one that was.
public struct PinPostInGroup: Endpoint {
    public static let route: Route = .put("/posts/{id}/group-pin")
    public static let summary = "Show a post first in its group, as a moderator of the group"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.postNotFound), .forbidden(.postsForbidden), .conflict(.postsPinnedMeanwhile),
    ]
    public typealias Reply = NoReply

    public var id: PostID

    /// Pins a post.
    public init(_ id: PostID) { self.id = id }
}

/// Shows a post in its place in its group again.
public struct UnpinPostInGroup: Endpoint {
    public static let route: Route = .delete("/posts/{id}/group-pin")
    public static let summary = "Show a post in its place in its group again, as a moderator of the group"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound), .forbidden(.postsForbidden)]
    public typealias Reply = NoReply

    public var id: PostID

    /// Unpins a post.
    public init(_ id: PostID) { self.id = id }
}

/// A moderator shows a post first in its group, or no longer does.
public struct GroupPostPinned: Event {
    public static let name: EventName = "group.post_pinned"
    public let group: GroupID
    public let post: PostID
    public let author: UserID
    public let isPinned: Bool
    public let by: UserID
    public var orderingKey: String { group.description }

    /// A pin, or its end.
    public init(group: GroupID, post: PostID, author: UserID, isPinned: Bool, by: UserID) {
        self.group = group
        self.post = post
        self.author = author
        self.isPinned = isPinned
        self.by = by
    }
}
