// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

// What other services ask.

/// What one person may do in one group.
public struct GroupStanding: Codable, Sendable, Equatable {
    public var group: GroupID
    /// Nil when there is no such group, as are its names.
    public var kind: GroupKind?
    public var slug: GroupSlug?
    public var name: String?
    /// Nil when the person is not a member.
    public var role: GroupRole?
    public var isBanned: Bool
    /// Whether they are invited, and so know of a hidden group.
    public var isInvited: Bool

    /// What somebody may do in a group.
    public init(
        group: GroupID,
        kind: GroupKind? = nil,
        slug: GroupSlug? = nil,
        name: String? = nil,
        role: GroupRole? = nil,
        isBanned: Bool = false,
        isInvited: Bool = false
    ) {
        self.group = group
        self.kind = kind
        self.slug = slug
        self.name = name
        self.role = role
        self.isBanned = isBanned
        self.isInvited = isInvited
    }

    /// Whether they may know that it is there.
    public var knows: Bool {
        kind == .open || kind == .closed || kind == .hidden && (role != nil || isInvited)
    }
    /// Whether they may read what is posted there.
    public var reads: Bool { kind == .open || kind != nil && role != nil }
    /// Whether they may post, comment, like and vote there.
    public var takesPart: Bool { kind != nil && role != nil }
    /// Whether they look after it.
    public var moderates: Bool { takesPart && role?.moderates == true }
}

/// What one person may do in up to 500 groups: one standing for each, in the order asked, also for groups that are not.
public struct GetGroupStandings: Endpoint {
    /// The most groups in one request.
    public static let most = 500
    public static let route: Route = .post("/internal/groups/standings")
    public static let summary = "Tell what a person may do in some groups"
    public static let access: Access = .service
    public typealias Reply = [GroupStanding]

    public var body: Selection

    /// Of whom, in which groups.
    public struct Selection: Codable, Sendable {
        public var user: UserID
        public var groups: [GroupID]
    }

    /// Asks about a person and up to 500 groups.
    public init(of user: UserID, in groups: [GroupID]) { body = Selection(user: user, groups: groups) }
}

/// Several groups as one person sees them, in the order asked for. What is not there for that person is left out.
public struct GetGroups: Endpoint {
    /// The most groups in one request.
    public static let most = 500
    public static let route: Route = .post("/internal/groups/groups")
    public static let summary = "Get several groups as one person sees them"
    public static let access: Access = .service
    public typealias Reply = [Group]

    public var body: Selection

    /// Which groups, for whom.
    public struct Selection: Codable, Sendable {
        public var viewer: UserID
        public var groups: [GroupID]
    }

    /// Asks for up to 500 groups.
    public init(_ groups: [GroupID], for viewer: UserID) { body = Selection(viewer: viewer, groups: groups) }
}

/// One membership as services walk them.
public struct GroupMemberEntry: Codable, Sendable, Equatable {
    public var user: UserID
    public var role: GroupRole
    public var showsInHome: Bool
    public var joinedAt: Timestamp
    /// The number of the change that made it so, to compare with those of events.
    public var step: Int

    /// A membership.
    public init(user: UserID, role: GroupRole, showsInHome: Bool, joinedAt: Timestamp, step: Int) {
        self.user = user
        self.role = role
        self.showsInHome = showsInHome
        self.joinedAt = joinedAt
        self.step = step
    }
}

/// Up to 1,000 members by ascending id, and where to go on.
public struct GroupMemberEntries: Codable, Sendable, Equatable {
    public var members: [GroupMemberEntry]
    /// What to send as `after` for the next page; nil at the end.
    public var next: UserID?

    /// A page.
    public init(members: [GroupMemberEntry], next: UserID?) { (self.members, self.next) = (members, next) }
}

/// The members of a group by id. Who joins or leaves meanwhile is seen or not; nobody else is missed or met twice.
public struct ListGroupMemberEntries: Endpoint {
    /// The most members on a page.
    public static let most = 1000
    public static let route: Route = .post("/internal/groups/members")
    public static let summary = "List the members of a group by id"
    public static let access: Access = .service
    public typealias Reply = GroupMemberEntries

    public var body: Range

    /// Part of the list.
    public struct Range: Codable, Sendable {
        public var group: GroupID
        /// Only people after this one.
        public var after: UserID?
        /// How many, 1 to 1,000.
        public var limit: Int
    }

    /// Asks for a page.
    public init(of group: GroupID, after: UserID? = nil, limit: Int = Self.most) {
        body = Range(group: group, after: after, limit: limit)
    }
}
