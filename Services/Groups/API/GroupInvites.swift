// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// An invitation of one person that is not answered yet.
public struct GroupInvitation: Codable, Sendable, Equatable {
    /// The group, as the one who is invited sees it.
    public var group: Group
    public var user: User
    public var invitedBy: User
    public var expiresAt: Timestamp
    public var createdAt: Timestamp

    /// An invitation.
    public init(
        group: Group,
        user: User,
        invitedBy: User,
        expiresAt: Timestamp,
        createdAt: Timestamp
    ) {
        self.group = group
        self.user = user
        self.invitedBy = invitedBy
        self.expiresAt = expiresAt
        self.createdAt = createdAt
    }
}

/// Invites somebody: they know of the group from then on, and may join at once. Again begins the time anew.
public struct InviteToGroup: Endpoint {
    public static let route: Route = .put("/groups/{id}/invitations/{user}")
    public static let summary =
        "Invite somebody to a group, as a moderator of it, or to a public one as a member"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .notFound(.userNotFound), .forbidden(.groupForbidden),
        .conflict(.groupAlreadyMember), .conflict(.groupBanned), .conflict(.groupIsFull),
    ]
    public typealias Reply = NoReply

    public var id: GroupID
    public var user: UserID

    /// Invites somebody.
    public init(_ user: UserID, to id: GroupID) { (self.id, self.user) = (id, user) }
}

/// Takes an invitation back: as the one who sent it, or as a moderator.
public struct WithdrawGroupInvitation: Endpoint {
    public static let route: Route = .delete("/groups/{id}/invitations/{user}")
    public static let summary = "Take an invitation to a group back, as its sender or a moderator"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .notFound(.groupInviteNotFound), .forbidden(.groupForbidden),
    ]
    public typealias Reply = NoReply

    public var id: GroupID
    public var user: UserID

    /// Takes an invitation back.
    public init(of user: UserID, to id: GroupID) { (self.id, self.user) = (id, user) }
}

/// Who is invited to a group and did not answer.
public struct ListGroupInvitations: Endpoint {
    public static let route: Route = .get("/groups/{id}/invitations")
    public static let summary = "List who is invited to a group, the latest first, as a moderator of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupNotFound), .forbidden(.groupForbidden)]
    public typealias Reply = Page<GroupInvitation>

    public var id: GroupID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: GroupID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// The groups one is invited to.
public struct ListMyGroupInvitations: Endpoint {
    public static let route: Route = .get("/groups/invitations")
    public static let summary = "List the groups one is invited to, the latest first"
    public static let access: Access = .member
    public typealias Reply = Page<GroupInvitation>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

// MARK: Links

/// The id of an invite link.
public typealias GroupInviteLinkID = ID<GroupInviteLink>

/// An invitation of whoever has its code.
public struct GroupInviteLink: Codable, Sendable, Equatable {
    public var id: GroupInviteLinkID
    public var code: GroupInviteCode
    /// How many have joined by it.
    public var useCount: Int
    /// How many may; nil for any number.
    public var maxUses: Int?
    /// When it ends; nil when it does not.
    public var expiresAt: Timestamp?
    public var createdBy: User
    public var createdAt: Timestamp

    /// A link.
    public init(
        id: GroupInviteLinkID,
        code: GroupInviteCode,
        useCount: Int,
        maxUses: Int?,
        expiresAt: Timestamp?,
        createdBy: User,
        createdAt: Timestamp
    ) {
        self.id = id
        self.code = code
        self.useCount = useCount
        self.maxUses = maxUses
        self.expiresAt = expiresAt
        self.createdBy = createdBy
        self.createdAt = createdAt
    }
}

/// The secret of an invite link: 22 characters.
public struct GroupInviteCode: TextValue {
    public static let length = 1...64
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// How many may join by a link: 1 to 10,000.
public struct GroupInviteUses: Codable, Sendable, Equatable, SchemaProviding {
    /// The fewest and the most uses.
    public static let bounds = 1...10_000
    /// The number.
    public let value: Int

    public static var schema: Schema { .integer(minimum: bounds.lowerBound, maximum: bounds.upperBound) }

    /// A number; nil when it is out of bounds.
    public init?(_ value: Int) {
        guard Self.bounds.contains(value) else { return nil }
        self.value = value
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let value = try container.decode(Int.self)
        guard Self.bounds.contains(value) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be from 1 to \(Self.bounds.upperBound)."
            )
        }
        self.value = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// Makes an invite link.
public struct CreateGroupInviteLink: Endpoint {
    public static let route: Route = .post("/groups/{id}/invite-links")
    public static let summary = "Make a link that invites whoever has it, as a moderator of the group"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .forbidden(.groupForbidden), .conflict(.groupIsFull),
    ]
    public static let success: SuccessStatus = .created
    public typealias Reply = GroupInviteLink

    public var id: GroupID
    public var body: Terms?

    /// How long and how often it holds.
    public struct Terms: Codable, Sendable {
        public var maxUses: GroupInviteUses?
        public var expiresAt: Timestamp?
    }

    /// Makes a link.
    public init(to id: GroupID, maxUses: GroupInviteUses? = nil, expiresAt: Timestamp? = nil) {
        self.id = id
        body = Terms(maxUses: maxUses, expiresAt: expiresAt)
    }
}

/// The invite links of a group.
public struct ListGroupInviteLinks: Endpoint {
    public static let route: Route = .get("/groups/{id}/invite-links")
    public static let summary = "List the invite links of a group, the latest first, as a moderator of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupNotFound), .forbidden(.groupForbidden)]
    public typealias Reply = Page<GroupInviteLink>

    public var id: GroupID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: GroupID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Makes a link worthless.
public struct RevokeGroupInviteLink: Endpoint {
    public static let route: Route = .delete("/groups/{id}/invite-links/{link}")
    public static let summary = "End an invite link, as a moderator of the group"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .notFound(.groupInviteNotFound), .forbidden(.groupForbidden),
    ]
    public typealias Reply = NoReply

    public var id: GroupID
    public var link: GroupInviteLinkID

    /// Ends a link.
    public init(_ link: GroupInviteLinkID, of id: GroupID) { (self.id, self.link) = (id, link) }
}

/// The group that a link invites to.
public struct GetGroupByInvite: Endpoint {
    public static let route: Route = .get("/group-invites/{code}")
    public static let summary = "Get the group that an invite link leads to"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupInviteNotFound)]
    public typealias Reply = Group

    public var code: GroupInviteCode

    /// Asks for the group.
    public init(_ code: GroupInviteCode) { self.code = code }
}

/// Joins a group by a link.
public struct JoinGroupByInvite: Endpoint {
    public static let route: Route = .put("/group-invites/{code}/membership")
    public static let summary = "Join a group by an invite link; who is in it already uses nothing up"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupInviteNotFound), .conflict(.groupIsFull), .conflict(.groupsTooMany),
    ]
    public typealias Reply = Group

    public var code: GroupInviteCode

    /// Joins by a link.
    public init(_ code: GroupInviteCode) { self.code = code }
}
