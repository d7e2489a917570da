// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import MediaAPI

// What Media asks: pictures belong to posts and comments, and whoever may not see those may not see them.

/// Whether somebody may see a post, or a comment on it.
public struct CheckSight: Endpoint {
    public static let route: Route = .post("/internal/posts/sight")
    public static let summary = "Tell whether somebody may see a post or a comment on it"
    public static let access: Access = .service
    public typealias Reply = SightAnswer

    public var body: Question

    /// Who, and what.
    public struct Question: Codable, Sendable {
        public var viewer: UserID
        public var post: PostID
        public var comment: CommentID?
    }

    /// Asks about a post, or about a comment on it.
    public init(of viewer: UserID, on post: PostID, comment: CommentID? = nil) {
        body = Question(viewer: viewer, post: post, comment: comment)
    }
}

/// Whether somebody may see something.
public struct SightAnswer: Codable, Sendable, Equatable {
    public var maySee: Bool

    /// Yes or no.
    public init(maySee: Bool) { self.maySee = maySee }
}

/// Which pictures some posts, comments and drafts hold; those that are gone hold none.
public struct GetHeldMedia: Endpoint {
    /// The most holders in one request.
    public static let most = 500
    public static let route: Route = .post("/internal/posts/held-media")
    public static let summary = "Tell which pictures some posts, comments and drafts hold"
    public static let access: Access = .service
    public typealias Reply = [HeldMedia]

    public var body: Selection

    /// Of what.
    public struct Selection: Codable, Sendable {
        public var holders: [MediaHolder]
    }

    /// Asks about up to 500 holders.
    public init(_ holders: [MediaHolder]) { body = Selection(holders: holders) }
}

/// A picture and what holds it.
public struct HeldMedia: Codable, Sendable, Hashable {
    public var holder: MediaHolder
    public var media: MediaID

    /// A picture and what holds it.
    public init(holder: MediaHolder, media: MediaID) { (self.holder, self.media) = (holder, media) }
}
