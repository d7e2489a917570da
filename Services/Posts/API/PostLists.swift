// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
import UsersAPI

/// What a post said before an edit.
public struct PostEdit: Codable, Sendable, Equatable {
    public var text: String
    public var contentWarning: String?
    /// When these words were replaced.
    public var replacedAt: Timestamp

    /// An earlier text.
    public init(text: String, contentWarning: String?, replacedAt: Timestamp) {
        (self.text, self.contentWarning, self.replacedAt) = (text, contentWarning, replacedAt)
    }
}

/// What a post said before, the latest first.
public struct ListPostEdits: Endpoint {
    public static let route: Route = .get("/posts/{id}/edits")
    public static let summary = "List what a post said before it was edited, the latest first"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound)]
    public typealias Reply = Page<PostEdit>

    public var id: PostID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: PostID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Somebody's posts.
public struct ListUserPosts: Endpoint {
    public static let route: Route = .get("/users/{id}/posts")
    public static let summary = "List a person's posts, the pinned one first, then the newest"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound)]
    public typealias Reply = Page<Post>

    public var id: UserID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: UserID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Several posts as one person sees them, for other services, in the order asked for. What is not there for that
/// person is left out.
public struct GetPosts: Endpoint {
    /// The most posts in one request.
    public static let most = 500
    public static let route: Route = .post("/internal/posts/posts")
    public static let summary = "Get several posts as one person sees them"
    public static let access: Access = .service
    public typealias Reply = [Post]

    public var body: Selection

    /// Which posts, for whom.
    public struct Selection: Codable, Sendable {
        public var viewer: UserID
        public var posts: [Wanted]
    }

    /// One post, and who passed it on.
    public struct Wanted: Codable, Sendable {
        public var id: PostID
        public var repostedBy: UserID?

        /// One post.
        public init(_ id: PostID, repostedBy: UserID? = nil) { (self.id, self.repostedBy) = (id, repostedBy) }
    }

    /// Asks for up to 500 posts.
    public init(_ posts: [Wanted], for viewer: UserID) { body = Selection(viewer: viewer, posts: posts) }
}
