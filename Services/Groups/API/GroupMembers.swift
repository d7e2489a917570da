// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// Joins a group, or asks to: at once when it is public or one is invited. Again changes nothing.
public struct JoinGroup: Endpoint {
    public static let route: Route = .put("/groups/{id}/membership")
    public static let summary = "Join a group, or ask to when it is private and one is not invited"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .forbidden(.groupBanned), .conflict(.groupIsFull),
        .conflict(.groupsTooMany),
    ]
    public typealias Reply = Group

    public var id: GroupID
    public var body: Application?

    /// What those who decide should know.
    public struct Application: Codable, Sendable {
        public var note: GroupNote?
    }

    /// Joins a group.
    public init(_ id: GroupID, note: GroupNote? = nil) {
        self.id = id
        body = note.map { Application(note: $0) }
    }
}

/// Leaves a group, takes back one's request to join, or declines an invitation.
public struct LeaveGroup: Endpoint {
    public static let route: Route = .delete("/groups/{id}/membership")
    public static let summary = "Leave a group, withdraw one's request to join, or decline an invitation"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupNotFound), .conflict(.groupNeedsOwner)]
    public typealias Reply = NoReply

    public var id: GroupID

    /// Leaves a group.
    public init(_ id: GroupID) { self.id = id }
}

/// Chooses whether what is posted in a group comes into one's home feed.
public struct UpdateGroupMembership: Endpoint {
    public static let route: Route = .patch("/groups/{id}/membership")
    public static let summary = "Choose whether a group's posts come into one's home feed"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .forbidden(.groupMembersOnly),
    ]
    public typealias Reply = Group

    public var id: GroupID
    public var body: Choice

    /// What one chooses.
    public struct Choice: Codable, Sendable {
        public var showsInHome: Bool
    }

    /// Chooses.
    public init(_ id: GroupID, showsInHome: Bool) {
        self.id = id
        body = Choice(showsInHome: showsInHome)
    }
}

/// The people of a group.
public struct ListGroupMembers: Endpoint {
    public static let route: Route = .get("/groups/{id}/members")
    public static let summary = "List a group's members in the order they joined, or those of a name or role"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .forbidden(.groupMembersOnly),
    ]
    public typealias Reply = Page<GroupMember>

    public var id: GroupID
    /// The beginning of a username or of a word of a name.
    public var q: NameQuery?
    public var role: GroupRole?
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(
        of id: GroupID,
        q: NameQuery? = nil,
        role: GroupRole? = nil,
        limit: PageLimit? = nil,
        cursor: Cursor? = nil
    ) {
        self.id = id
        self.q = q
        self.role = role
        self.limit = limit
        self.cursor = cursor
    }
}

/// Gives a member another role; naming an owner hands the group over.
public struct ChangeGroupRole: Endpoint {
    public static let route: Route = .patch("/groups/{id}/members/{user}")
    public static let summary = "Give a member another role, as the owner; OWNER hands the group over"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .notFound(.groupMemberNotFound), .forbidden(.groupForbidden),
        .conflict(.groupNeedsOwner), .conflict(.groupIsFull),
    ]
    public typealias Reply = NoReply

    public var id: GroupID
    public var user: UserID
    public var body: Assignment

    /// The role.
    public struct Assignment: Codable, Sendable {
        public var role: GroupRole
    }

    /// Gives a role.
    public init(_ role: GroupRole, to user: UserID, in id: GroupID) {
        (self.id, self.user) = (id, user)
        body = Assignment(role: role)
    }
}

/// Takes somebody out of a group, who may come back.
public struct RemoveGroupMember: Endpoint {
    public static let route: Route = .delete("/groups/{id}/members/{user}")
    public static let summary = "Take somebody out of a group, as a moderator of it; they may come back"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .notFound(.groupMemberNotFound), .forbidden(.groupForbidden),
    ]
    public typealias Reply = NoReply

    public var id: GroupID
    public var user: UserID

    /// Takes somebody out.
    public init(_ user: UserID, from id: GroupID) { (self.id, self.user) = (id, user) }
}

// MARK: Requests

/// A request to join that is not answered yet.
public struct GroupJoinRequest: Codable, Sendable, Equatable {
    public var user: User
    /// What they say.
    public var note: String
    public var createdAt: Timestamp

    /// A request.
    public init(user: User, note: String, createdAt: Timestamp) {
        (self.user, self.note, self.createdAt) = (user, note, createdAt)
    }
}

/// Who asks to join a group.
public struct ListGroupRequests: Endpoint {
    public static let route: Route = .get("/groups/{id}/requests")
    public static let summary =
        "List who asks to join a group, the longest waiting first, as a moderator of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupNotFound), .forbidden(.groupForbidden)]
    public typealias Reply = Page<GroupJoinRequest>

    public var id: GroupID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: GroupID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Lets somebody in who asked to join.
public struct AcceptGroupRequest: Endpoint {
    public static let route: Route = .put("/groups/{id}/requests/{user}")
    public static let summary = "Let somebody in who asked to join, as a moderator of the group"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .notFound(.groupRequestNotFound), .forbidden(.groupForbidden),
        .conflict(.groupIsFull), .conflict(.groupsTooMany),
    ]
    public typealias Reply = NoReply

    public var id: GroupID
    public var user: UserID

    /// Accepts a request.
    public init(from user: UserID, in id: GroupID) { (self.id, self.user) = (id, user) }
}

/// Does not let somebody in who asked to join.
public struct RefuseGroupRequest: Endpoint {
    public static let route: Route = .delete("/groups/{id}/requests/{user}")
    public static let summary = "Refuse somebody's request to join, as a moderator of the group"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .notFound(.groupRequestNotFound), .forbidden(.groupForbidden),
    ]
    public typealias Reply = NoReply

    public var id: GroupID
    public var user: UserID

    /// Refuses a request.
    public init(from user: UserID, in id: GroupID) { (self.id, self.user) = (id, user) }
}

// MARK: Bans

/// Somebody who may not be in a group.
public struct GroupBan: Codable, Sendable, Equatable {
    public var user: User
    public var reason: String
    /// When it ends by itself; nil when it does not.
    public var until: Timestamp?
    /// Who banned them.
    public var by: User
    public var createdAt: Timestamp

    /// A ban.
    public init(user: User, reason: String, until: Timestamp?, by: User, createdAt: Timestamp) {
        self.user = user
        self.reason = reason
        self.until = until
        self.by = by
        self.createdAt = createdAt
    }
}

/// Keeps somebody out of a group, whether they are in it or not. Again replaces reason and end.
public struct BanFromGroup: Endpoint {
    public static let route: Route = .put("/groups/{id}/bans/{user}")
    public static let summary = "Ban somebody from a group, as a moderator of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .notFound(.userNotFound), .forbidden(.groupForbidden),
        .conflict(.groupIsFull),
    ]
    public typealias Reply = NoReply

    public var id: GroupID
    public var user: UserID
    public var body: Sentence?

    /// Why, and until when.
    public struct Sentence: Codable, Sendable {
        public var reason: GroupNote?
        public var until: Timestamp?
    }

    /// Bans somebody.
    public init(_ user: UserID, from id: GroupID, reason: GroupNote? = nil, until: Timestamp? = nil) {
        (self.id, self.user) = (id, user)
        body = Sentence(reason: reason, until: until)
    }
}

/// Lets somebody join again.
public struct UnbanFromGroup: Endpoint {
    public static let route: Route = .delete("/groups/{id}/bans/{user}")
    public static let summary = "End somebody's ban from a group, as a moderator of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupNotFound), .forbidden(.groupForbidden)]
    public typealias Reply = NoReply

    public var id: GroupID
    public var user: UserID

    /// Ends a ban.
    public init(_ user: UserID, from id: GroupID) { (self.id, self.user) = (id, user) }
}

/// Who is banned from a group.
public struct ListGroupBans: Endpoint {
    public static let route: Route = .get("/groups/{id}/bans")
    public static let summary = "List who is banned from a group, the latest first, as a moderator of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupNotFound), .forbidden(.groupForbidden)]
    public typealias Reply = Page<GroupBan>

    public var id: GroupID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: GroupID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}
