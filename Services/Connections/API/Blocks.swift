// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// Keeps somebody away: neither sees the other any more, and neither follows the other.
public struct BlockUser: Endpoint {
    public static let route: Route = .put("/users/{id}/block")
    public static let summary = "Block a person; follows and requests between the two end"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.userNotFound), .conflict(.connectionsWithOneself), .conflict(.connectionsTooMany),
    ]
    public typealias Reply = NoReply

    public var id: UserID

    /// Blocks somebody.
    public init(_ id: UserID) { self.id = id }
}

/// No longer keeps somebody away; follows that ended do not come back.
public struct UnblockUser: Endpoint {
    public static let route: Route = .delete("/users/{id}/block")
    public static let summary = "Unblock a person"
    public static let access: Access = .member
    public typealias Reply = NoReply

    public var id: UserID

    /// Unblocks somebody.
    public init(_ id: UserID) { self.id = id }
}

/// Hears nothing of somebody any more; they do not notice.
public struct MuteUser: Endpoint {
    public static let route: Route = .put("/users/{id}/mute")
    public static let summary = "Mute a person, who does not learn of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.userNotFound), .conflict(.connectionsWithOneself), .conflict(.connectionsTooMany),
    ]
    public typealias Reply = NoReply

    public var id: UserID

    /// Mutes somebody.
    public init(_ id: UserID) { self.id = id }
}

/// Hears of somebody again.
public struct UnmuteUser: Endpoint {
    public static let route: Route = .delete("/users/{id}/mute")
    public static let summary = "Unmute a person"
    public static let access: Access = .member
    public typealias Reply = NoReply

    public var id: UserID

    /// Unmutes somebody.
    public init(_ id: UserID) { self.id = id }
}

/// Whom one blocks, the latest first.
public struct ListBlocks: Endpoint {
    public static let route: Route = .get("/blocks")
    public static let summary = "List whom one blocks, the latest first"
    public static let access: Access = .member
    public typealias Reply = Page<User>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// Whom one mutes, the latest first.
public struct ListMutes: Endpoint {
    public static let route: Route = .get("/mutes")
    public static let summary = "List whom one mutes, the latest first"
    public static let access: Access = .member
    public typealias Reply = Page<User>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}
