// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
import GroupsAPI
public import UsersAPI

/// Likes a post.
public struct LikePost: Endpoint {
    public static let route: Route = .put("/posts/{id}/like")
    public static let summary = "Like a post"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound), .forbidden(.groupMembersOnly)]
    public typealias Reply = NoReply

    public var id: PostID

    /// Likes a post.
    public init(_ id: PostID) { self.id = id }
}

/// Takes a like back.
public struct UnlikePost: Endpoint {
    public static let route: Route = .delete("/posts/{id}/like")
    public static let summary = "Take back one's like of a post"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound)]
    public typealias Reply = NoReply

    public var id: PostID

    /// Takes a like back.
    public init(_ id: PostID) { self.id = id }
}

/// Who likes a post, the latest first.
public struct ListLikes: Endpoint {
    public static let route: Route = .get("/posts/{id}/likes")
    public static let summary = "List who likes a post, the latest first"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound)]
    public typealias Reply = Page<User>

    public var id: PostID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: PostID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Passes a post on to one's followers.
public struct RepostPost: Endpoint {
    public static let route: Route = .put("/posts/{id}/repost")
    public static let summary = "Pass a public post on to one's followers"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.postNotFound), .forbidden(.postsNotShareable),
    ]
    public typealias Reply = NoReply

    public var id: PostID

    /// Passes a post on.
    public init(_ id: PostID) { self.id = id }
}

/// No longer passes a post on.
public struct UnrepostPost: Endpoint {
    public static let route: Route = .delete("/posts/{id}/repost")
    public static let summary = "Take back one's repost of a post"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound)]
    public typealias Reply = NoReply

    public var id: PostID

    /// Takes a repost back.
    public init(_ id: PostID) { self.id = id }
}

/// Keeps a post for later; nobody else learns of it.
public struct BookmarkPost: Endpoint {
    public static let route: Route = .put("/posts/{id}/bookmark")
    public static let summary = "Keep a post for later; nobody else learns of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound)]
    public typealias Reply = NoReply

    public var id: PostID

    /// Keeps a post.
    public init(_ id: PostID) { self.id = id }
}

/// No longer keeps a post.
public struct UnbookmarkPost: Endpoint {
    public static let route: Route = .delete("/posts/{id}/bookmark")
    public static let summary = "Take a post off one's bookmarks"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound)]
    public typealias Reply = NoReply

    public var id: PostID

    /// Takes a bookmark away.
    public init(_ id: PostID) { self.id = id }
}

/// The posts one keeps, the latest kept first.
public struct ListBookmarks: Endpoint {
    public static let route: Route = .get("/bookmarks")
    public static let summary = "List the posts one keeps, the latest kept first"
    public static let access: Access = .member
    public typealias Reply = Page<Post>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// Puts one's post before all others of one's own, in place of the one that stood there.
public struct PinPost: Endpoint {
    public static let route: Route = .put("/posts/{id}/pin")
    public static let summary = "Show one's post first on one's profile"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound), .forbidden(.postsForbidden)]
    public typealias Reply = NoReply

    public var id: PostID

    /// Pins a post.
    public init(_ id: PostID) { self.id = id }
}

/// Puts one's post back into its place.
public struct UnpinPost: Endpoint {
    public static let route: Route = .delete("/posts/{id}/pin")
    public static let summary = "Show one's post in its place again"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound), .forbidden(.postsForbidden)]
    public typealias Reply = NoReply

    public var id: PostID

    /// Unpins a post.
    public init(_ id: PostID) { self.id = id }
}
