// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

// Everything about one person in one group carries `step`: a number of the group that rises with each such change. As
// with ties, handlers of different events run side by side, so whoever keeps a copy of memberships stores the step with
// each and ignores what has a lower one.

/// What a group says of itself, as events carry it.
public struct GroupFacts: Codable, Sendable, Equatable {
    public var id: GroupID
    public var slug: GroupSlug
    public var name: String
    public var description: String
    public var kind: GroupKind
    public var createdAt: Timestamp

    /// What a group says of itself.
    public init(
        id: GroupID,
        slug: GroupSlug,
        name: String,
        description: String,
        kind: GroupKind,
        createdAt: Timestamp
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.description = description
        self.kind = kind
        self.createdAt = createdAt
    }
}

/// The key under which all about one person in one group stays in order.
enum MembershipKey {
    static func of(_ group: GroupID, _ user: UserID) -> String { "\(group):\(user)" }
}

/// Somebody founded a group. Their own `group.member_joined` follows in the same commit.
public struct GroupCreated: Event {
    public static let name: EventName = "group.created"
    public let group: GroupFacts
    public let owner: UserID
    public var orderingKey: String { group.id.description }

    /// A new group.
    public init(_ group: GroupFacts, owner: UserID) { (self.group, self.owner) = (group, owner) }
}

/// A group says something else of itself, or has another kind.
public struct GroupUpdated: Event {
    public static let name: EventName = "group.updated"
    /// The group as it is now.
    public let group: GroupFacts
    public let formerKind: GroupKind
    public let by: UserID
    public var orderingKey: String { group.id.description }

    /// A change of a group.
    public init(_ group: GroupFacts, formerKind: GroupKind, by: UserID) {
        (self.group, self.formerKind, self.by) = (group, formerKind, by)
    }
}

/// A group is gone, and with it memberships, requests, invites and bans, of which no events tell.
public struct GroupDeleted: Event {
    public static let name: EventName = "group.deleted"
    public let group: GroupID
    public var orderingKey: String { group.description }

    /// The end of a group.
    public init(_ group: GroupID) { self.group = group }
}

/// A group has a chat from now on; its members are those of the group.
public struct GroupChatOpened: Event {
    public static let name: EventName = "group.chat_opened"
    public let group: GroupFacts
    public let chat: GroupChatID
    public let at: Timestamp
    public var orderingKey: String { group.id.description }

    /// A new chat of a group.
    public init(_ chat: GroupChatID, of group: GroupFacts, at: Timestamp) {
        (self.chat, self.group, self.at) = (chat, group, at)
    }
}

// MARK: Memberships

/// How somebody came into a group.
public enum GroupEntrance: String, Sendable, APIEnum {
    case founded = "FOUNDED"
    case joined = "JOINED"
    case requestAccepted = "REQUEST_ACCEPTED"
    case invited = "INVITED"
    case link = "LINK"
}

/// How somebody came out of a group.
public enum GroupExit: String, Sendable, APIEnum {
    case left = "LEFT"
    case removed = "REMOVED"
    case banned = "BANNED"
    case accountDeleted = "ACCOUNT_DELETED"
}

/// Somebody is in a group from now on.
public struct GroupMemberJoined: Event {
    public static let name: EventName = "group.member_joined"
    public let group: GroupFacts
    public let user: UserID
    public let role: GroupRole
    /// Whether the group's posts come into their home feed.
    public let showsInHome: Bool
    public let entrance: GroupEntrance
    /// Who let them in: accepted the request, or invited them.
    public let by: UserID?
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { MembershipKey.of(group.id, user) }

    /// A new member.
    public init(
        _ user: UserID,
        in group: GroupFacts,
        role: GroupRole,
        showsInHome: Bool = true,
        entrance: GroupEntrance,
        by: UserID?,
        at: Timestamp,
        step: Int
    ) {
        self.group = group
        self.user = user
        self.role = role
        self.showsInHome = showsInHome
        self.entrance = entrance
        self.by = by
        self.at = at
        self.step = step
    }
}

/// Somebody is in a group no longer.
public struct GroupMemberLeft: Event {
    public static let name: EventName = "group.member_left"
    public let group: GroupID
    public let user: UserID
    public let exit: GroupExit
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { MembershipKey.of(group, user) }

    /// The end of a membership.
    public init(_ user: UserID, of group: GroupID, exit: GroupExit, at: Timestamp, step: Int) {
        self.group = group
        self.user = user
        self.exit = exit
        self.at = at
        self.step = step
    }
}

/// A member has another role.
public struct GroupRoleChanged: Event {
    public static let name: EventName = "group.role_changed"
    public let group: GroupFacts
    public let user: UserID
    public let role: GroupRole
    public let formerRole: GroupRole
    /// Who gave it; nil when a group passed to somebody because its owner is gone.
    public let by: UserID?
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { MembershipKey.of(group.id, user) }

    /// A change of role.
    public init(
        of user: UserID,
        in group: GroupFacts,
        role: GroupRole,
        formerRole: GroupRole,
        by: UserID?,
        at: Timestamp,
        step: Int
    ) {
        self.group = group
        self.user = user
        self.role = role
        self.formerRole = formerRole
        self.by = by
        self.at = at
        self.step = step
    }
}

/// A member wants a group's posts in their home feed from now on, or no longer.
public struct GroupHomeChoiceChanged: Event {
    public static let name: EventName = "group.home_choice_changed"
    public let group: GroupID
    public let user: UserID
    public let showsInHome: Bool
    public let step: Int
    public var orderingKey: String { MembershipKey.of(group, user) }

    /// A change of mind.
    public init(of user: UserID, in group: GroupID, showsInHome: Bool, step: Int) {
        (self.group, self.user, self.showsInHome, self.step) = (group, user, showsInHome, step)
    }
}

/// Somebody is banned from a group. If they were a member, their `group.member_left` stands before it in the commit.
public struct GroupMemberBanned: Event {
    public static let name: EventName = "group.member_banned"
    public let group: GroupFacts
    public let user: UserID
    public let reason: String
    public let until: Timestamp?
    public let by: UserID
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { MembershipKey.of(group.id, user) }

    /// A ban.
    public init(
        of user: UserID,
        from group: GroupFacts,
        reason: String,
        until: Timestamp?,
        by: UserID,
        at: Timestamp,
        step: Int
    ) {
        self.group = group
        self.user = user
        self.reason = reason
        self.until = until
        self.by = by
        self.at = at
        self.step = step
    }
}

/// Somebody's ban was lifted. Of bans whose time is over no event tells.
public struct GroupMemberUnbanned: Event {
    public static let name: EventName = "group.member_unbanned"
    public let group: GroupID
    public let user: UserID
    public let by: UserID
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { MembershipKey.of(group, user) }

    /// The end of a ban.
    public init(of user: UserID, from group: GroupID, by: UserID, at: Timestamp, step: Int) {
        (self.group, self.user, self.by, self.at, self.step) = (group, user, by, at, step)
    }
}
