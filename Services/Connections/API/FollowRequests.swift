// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// A request to follow that is not answered yet.
public struct FollowRequest: Codable, Sendable, Equatable {
    /// Who asks, or who is asked when it is one's own.
    public var user: User
    /// Since when.
    public var createdAt: Timestamp

    /// A request.
    public init(user: User, createdAt: Timestamp) { (self.user, self.createdAt) = (user, createdAt) }
}

/// Who asks to follow oneself, the latest first.
public struct ListFollowRequests: Endpoint {
    public static let route: Route = .get("/follow-requests")
    public static let summary = "List who asks to follow oneself, the latest first"
    public static let access: Access = .member
    public typealias Reply = Page<FollowRequest>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// Whom one asks to follow, the latest first.
public struct ListSentFollowRequests: Endpoint {
    public static let route: Route = .get("/follow-requests/sent")
    public static let summary =
        "List whom one has asked to follow and who did not answer yet, the latest first"
    public static let access: Access = .member
    public typealias Reply = Page<FollowRequest>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// Lets somebody follow who asked to.
public struct AcceptFollowRequest: Endpoint {
    public static let route: Route = .put("/follow-requests/{id}")
    public static let summary = "Let a person follow oneself who asked to"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.followRequestNotFound), .conflict(.connectionsTooMany),
    ]
    public typealias Reply = NoReply

    /// Who asked.
    public var id: UserID

    /// Accepts a request.
    public init(from id: UserID) { self.id = id }
}

/// Does not let somebody follow who asked to; they are not told.
public struct DeclineFollowRequest: Endpoint {
    public static let route: Route = .delete("/follow-requests/{id}")
    public static let summary = "Decline a person's request to follow oneself"
    public static let access: Access = .member
    public typealias Reply = NoReply

    /// Who asked.
    public var id: UserID

    /// Declines a request.
    public init(from id: UserID) { self.id = id }
}
