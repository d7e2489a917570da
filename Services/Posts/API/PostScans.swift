// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

// What other services ask besides `GetPosts`. Nothing here is for the people themselves.

/// Several comments as one person sees them, in the order asked for. What is not there for that person is left out.
public struct GetComments: Endpoint {
    /// The most comments in one request.
    public static let most = 500
    public static let route: Route = .post("/internal/posts/comments")
    public static let summary = "Get several comments as one person sees them"
    public static let access: Access = .service
    public typealias Reply = [Comment]

    public var body: Selection

    /// Which comments, for whom.
    public struct Selection: Codable, Sendable {
        public var viewer: UserID
        public var ids: [CommentID]
    }

    /// Asks for up to 500 comments.
    public init(_ ids: [CommentID], for viewer: UserID) { body = Selection(viewer: viewer, ids: ids) }
}

/// All posts by ascending id, for services that make something anew out of them.
public struct ScanPosts: Endpoint {
    /// The most posts in one reply.
    public static let most = 500
    public static let route: Route = .post("/internal/posts/scan")
    public static let summary = "Read all posts, a portion at a time"
    public static let access: Access = .service
    public typealias Reply = [PostFacts]

    public var body: Range

    /// Which part.
    public struct Range: Codable, Sendable {
        /// Only posts after this one.
        public var after: PostID?
        /// How many, 1 to 500.
        public var limit: Int
    }

    /// Asks for a portion.
    public init(after: PostID?, limit: Int = most) { body = Range(after: after, limit: limit) }
}

/// All comments that were not taken back by ascending id, for services that make something anew out of them.
public struct ScanComments: Endpoint {
    /// The most comments in one reply.
    public static let most = 500
    public static let route: Route = .post("/internal/posts/scan-comments")
    public static let summary = "Read all comments, a portion at a time"
    public static let access: Access = .service
    public typealias Reply = [CommentFacts]

    public var body: Range

    /// Which part.
    public struct Range: Codable, Sendable {
        /// Only comments after this one.
        public var after: CommentID?
        /// How many, 1 to 500.
        public var limit: Int
    }

    /// Asks for a portion.
    public init(after: CommentID?, limit: Int = most) { body = Range(after: after, limit: limit) }
}
