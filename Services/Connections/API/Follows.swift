// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// Follows somebody; a private account gets a request instead. Doing it twice changes nothing.
public struct FollowUser: Endpoint {
    public static let route: Route = .put("/users/{id}/follow")
    public static let summary = "Follow a person, or ask to when their account is private"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.userNotFound), .conflict(.connectionsWithOneself), .conflict(.connectionsBlocking),
        .conflict(.connectionsTooMany),
    ]
    public typealias Reply = NoReply

    public var id: UserID

    /// Follows somebody.
    public init(_ id: UserID) { self.id = id }
}

/// No longer follows somebody, or takes back the request to.
public struct UnfollowUser: Endpoint {
    public static let route: Route = .delete("/users/{id}/follow")
    public static let summary = "Stop following a person, or withdraw the request to"
    public static let access: Access = .member
    public typealias Reply = NoReply

    public var id: UserID

    /// Unfollows somebody.
    public init(_ id: UserID) { self.id = id }
}

/// Takes a follower off, without telling them.
public struct RemoveFollower: Endpoint {
    public static let route: Route = .delete("/users/{id}/follower")
    public static let summary = "Make a person no longer follow oneself"
    public static let access: Access = .member
    public typealias Reply = NoReply

    public var id: UserID

    /// Takes a follower off.
    public init(_ id: UserID) { self.id = id }
}

/// Who follows somebody, the latest first.
public struct ListFollowers: Endpoint {
    public static let route: Route = .get("/users/{id}/followers")
    public static let summary = "List who follows a person, the latest first"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.userNotFound), .forbidden(.connectionsListHidden),
    ]
    public typealias Reply = Page<User>

    public var id: UserID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: UserID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Whom somebody follows, the latest first.
public struct ListFollowing: Endpoint {
    public static let route: Route = .get("/users/{id}/following")
    public static let summary = "List whom a person follows, the latest first"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.userNotFound), .forbidden(.connectionsListHidden),
    ]
    public typealias Reply = Page<User>

    public var id: UserID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: UserID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Those among whom one follows who follow somebody too, the latest first.
public struct ListMutuals: Endpoint {
    public static let route: Route = .get("/users/{id}/mutuals")
    public static let summary = "List the followers of a person whom one follows oneself"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.userNotFound), .forbidden(.connectionsListHidden),
    ]
    public typealias Reply = Page<User>

    public var id: UserID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(with id: UserID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// What was between oneself and somebody, the latest first.
public struct ListRelationshipHistory: Endpoint {
    public static let route: Route = .get("/users/{id}/relationship/history")
    public static let summary = "List what changed between oneself and a person, the latest first"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound)]
    public typealias Reply = Page<RelationshipEvent>

    public var id: UserID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(with id: UserID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// One change between oneself and somebody.
public struct RelationshipEvent: Codable, Sendable, Equatable {
    /// What changed.
    public var change: RelationshipChange
    /// Whose side changed: true when it is about oneself following, blocking or muting, false when about them.
    public var isMine: Bool
    /// When.
    public var at: Timestamp

    /// A change.
    public init(_ change: RelationshipChange, isMine: Bool, at: Timestamp) {
        (self.change, self.isMine, self.at) = (change, isMine, at)
    }
}

/// What may change between two people.
public enum RelationshipChange: String, Sendable, APIEnum {
    case followStarted = "FOLLOW_STARTED"
    case followEnded = "FOLLOW_ENDED"
    case requestSent = "REQUEST_SENT"
    case requestAccepted = "REQUEST_ACCEPTED"
    case requestEnded = "REQUEST_ENDED"
    case blockStarted = "BLOCK_STARTED"
    case blockEnded = "BLOCK_ENDED"
    case muteStarted = "MUTE_STARTED"
    case muteEnded = "MUTE_ENDED"
}
