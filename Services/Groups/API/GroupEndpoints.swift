// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// Founds a group, whose owner one is.
public struct CreateGroup: Endpoint {
    public static let route: Route = .post("/groups")
    public static let summary = "Found a group, as its owner"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.conflict(.groupSlugTaken), .conflict(.groupsTooMany)]
    public static let success: SuccessStatus = .created
    public typealias Reply = Group

    public var body: Draft

    /// What to found.
    public struct Draft: Codable, Sendable {
        public var name: GroupName
        public var slug: GroupSlug
        public var description: GroupDescription?
        public var rules: GroupRules?
        public var kind: GroupKind
        public var avatarUrl: ImageAddress?
        /// Whether it has a chat from the start.
        public var hasChat: Bool?
    }

    /// Founds a group.
    public init(
        _ name: GroupName,
        slug: GroupSlug,
        kind: GroupKind,
        description: GroupDescription? = nil,
        rules: GroupRules? = nil,
        hasChat: Bool? = nil
    ) {
        body = Draft(
            name: name,
            slug: slug,
            description: description,
            rules: rules,
            kind: kind,
            avatarUrl: nil,
            hasChat: hasChat
        )
    }
}

/// One group.
public struct GetGroup: Endpoint {
    public static let route: Route = .get("/groups/{id}")
    public static let summary = "Get a group; a hidden one is there for its members and those invited"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupNotFound)]
    public typealias Reply = Group

    public var id: GroupID

    /// Asks for a group.
    public init(_ id: GroupID) { self.id = id }
}

/// One group by its name in addresses.
public struct GetGroupBySlug: Endpoint {
    public static let route: Route = .get("/groups/by-slug/{slug}")
    public static let summary = "Get a group by its name in addresses"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupNotFound)]
    public typealias Reply = Group

    public var slug: GroupSlug

    /// Asks for a group.
    public init(_ slug: GroupSlug) { self.slug = slug }
}

/// Changes a group: moderators what it says of itself, the owner also its kind and address.
public struct UpdateGroup: Endpoint {
    public static let route: Route = .patch("/groups/{id}")
    public static let summary = "Change a group as a moderator of it; its kind and address as its owner"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .forbidden(.groupForbidden), .conflict(.groupSlugTaken),
    ]
    public typealias Reply = Group

    public var id: GroupID
    public var body: Changes

    /// What to change; what is left out stays.
    public struct Changes: Codable, Sendable {
        public var name: GroupName?
        public var slug: GroupSlug?
        public var description: GroupDescription?
        public var rules: GroupRules?
        public var kind: GroupKind?
        public var avatarUrl: ImageAddress?

        /// Some changes.
        public init(
            name: GroupName? = nil,
            slug: GroupSlug? = nil,
            description: GroupDescription? = nil,
            rules: GroupRules? = nil,
            kind: GroupKind? = nil
        ) {
            self.name = name
            self.slug = slug
            self.description = description
            self.rules = rules
            self.kind = kind
        }
    }

    /// Changes a group.
    public init(_ id: GroupID, _ body: Changes) { (self.id, self.body) = (id, body) }
}

/// Deletes a group with all that was posted in it.
public struct DeleteGroup: Endpoint {
    public static let route: Route = .delete("/groups/{id}")
    public static let summary = "Delete a group and all that was posted in it, as its owner"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupNotFound), .forbidden(.groupForbidden)]
    public typealias Reply = NoReply

    public var id: GroupID

    /// Deletes a group.
    public init(_ id: GroupID) { self.id = id }
}

/// In which order groups are listed.
public enum GroupOrder: String, Sendable, APIEnum {
    /// The largest first.
    case size = "SIZE"
    /// The newest first.
    case newest = "NEW"
    /// By name.
    case name = "NAME"
}

/// The groups that everybody may find.
public struct ListGroups: Endpoint {
    public static let route: Route = .get("/groups")
    public static let summary = "List public and private groups; the largest first, or as asked"
    public static let access: Access = .member
    public typealias Reply = Page<Group>

    /// The beginning of a name, or of the address.
    public var prefix: NameQuery?
    /// PUBLIC or PRIVATE for groups of one kind; HIDDEN finds none.
    public var kind: GroupKind?
    public var order: GroupOrder?
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(
        prefix: NameQuery? = nil,
        kind: GroupKind? = nil,
        order: GroupOrder? = nil,
        limit: PageLimit? = nil,
        cursor: Cursor? = nil
    ) {
        self.prefix = prefix
        self.kind = kind
        self.order = order
        self.limit = limit
        self.cursor = cursor
    }
}

/// The groups one is in.
public struct ListMyGroups: Endpoint {
    public static let route: Route = .get("/groups/mine")
    public static let summary = "List the groups one is in, the latest joined first"
    public static let access: Access = .member
    public typealias Reply = Page<Group>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// Gives a group its chat; again changes nothing.
public struct OpenGroupChat: Endpoint {
    public static let route: Route = .put("/groups/{id}/chat")
    public static let summary = "Give a group a chat that all its members are in, as a moderator of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.groupNotFound), .forbidden(.groupForbidden), .conflict(.groupIsFull),
    ]
    public typealias Reply = Group

    public var id: GroupID

    /// Opens the chat of a group.
    public init(of id: GroupID) { self.id = id }
}

/// What was done in a group by those who look after it.
public struct ListGroupLog: Endpoint {
    public static let route: Route = .get("/groups/{id}/log")
    public static let summary = "List what moderators of a group did, the latest first, as one of them"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.groupNotFound), .forbidden(.groupForbidden)]
    public typealias Reply = Page<GroupLogEntry>

    public var id: GroupID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: GroupID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Something that somebody who looks after a group did.
public struct GroupLogEntry: Codable, Sendable, Equatable {
    public var id: ID<GroupLogEntry>
    public var action: GroupAction
    /// Who did it.
    public var actor: User
    /// To whom, or whose post or comment.
    public var person: User?
    /// Which post or comment.
    public var subjectId: ID<GroupSubject>?
    /// What more there is to say: a role, a reason, what changed.
    public var detail: String?
    public var at: Timestamp

    /// Something that was done.
    public init(
        id: ID<GroupLogEntry>,
        action: GroupAction,
        actor: User,
        person: User? = nil,
        subjectId: ID<GroupSubject>? = nil,
        detail: String? = nil,
        at: Timestamp
    ) {
        self.id = id
        self.action = action
        self.actor = actor
        self.person = person
        self.subjectId = subjectId
        self.detail = detail
        self.at = at
    }
}

/// The kind of thing that a line of a log may be about: a post or a comment.
public enum GroupSubject {}

/// What those who look after a group do.
public enum GroupAction: String, Sendable, APIEnum {
    case updated = "UPDATED"
    case chatOpened = "CHAT_OPENED"
    case roleChanged = "ROLE_CHANGED"
    case handedOver = "HANDED_OVER"
    case inherited = "INHERITED"
    case requestAccepted = "REQUEST_ACCEPTED"
    case requestRefused = "REQUEST_REFUSED"
    case personInvited = "PERSON_INVITED"
    case invitationWithdrawn = "INVITATION_WITHDRAWN"
    case linkCreated = "LINK_CREATED"
    case linkRevoked = "LINK_REVOKED"
    case memberRemoved = "MEMBER_REMOVED"
    case personBanned = "PERSON_BANNED"
    case personUnbanned = "PERSON_UNBANNED"
    case postDeleted = "POST_DELETED"
    case commentDeleted = "COMMENT_DELETED"
    case postPinned = "POST_PINNED"
    case postUnpinned = "POST_UNPINNED"
}
