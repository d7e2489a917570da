// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

// Events about those who wait: for an answer to their request, or to be asked in.

/// Somebody asks to join a group.
public struct GroupJoinRequested: Event {
    public static let name: EventName = "group.join_requested"
    public let group: GroupFacts
    public let user: UserID
    /// The owner and the moderators, who may answer: up to 51 people.
    public let moderators: [UserID]
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { MembershipKey.of(group.id, user) }

    /// A request.
    public init(by user: UserID, in group: GroupFacts, moderators: [UserID], at: Timestamp, step: Int) {
        self.group = group
        self.user = user
        self.moderators = moderators
        self.at = at
        self.step = step
    }
}

/// A request to join is answered or taken back. When it was accepted, `group.member_joined` follows in the same commit.
public struct GroupJoinRequestEnded: Event {
    public static let name: EventName = "group.join_request_ended"
    public let group: GroupID
    public let user: UserID
    public let accepted: Bool
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { MembershipKey.of(group, user) }

    /// The end of a request.
    public init(of user: UserID, in group: GroupID, accepted: Bool, at: Timestamp, step: Int) {
        (self.group, self.user, self.accepted, self.at, self.step) = (group, user, accepted, at, step)
    }
}

/// Somebody is invited to a group.
public struct GroupPersonInvited: Event {
    public static let name: EventName = "group.person_invited"
    public let group: GroupFacts
    public let user: UserID
    public let by: UserID
    public let expiresAt: Timestamp
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { MembershipKey.of(group.id, user) }

    /// An invitation.
    public init(
        of user: UserID,
        to group: GroupFacts,
        by: UserID,
        expiresAt: Timestamp,
        at: Timestamp,
        step: Int
    ) {
        self.group = group
        self.user = user
        self.by = by
        self.expiresAt = expiresAt
        self.at = at
        self.step = step
    }
}

/// An invitation was accepted, declined or taken back. Of those whose time is over no event tells.
public struct GroupInvitationEnded: Event {
    public static let name: EventName = "group.invitation_ended"
    public let group: GroupID
    public let user: UserID
    public let accepted: Bool
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { MembershipKey.of(group, user) }

    /// The end of an invitation.
    public init(of user: UserID, to group: GroupID, accepted: Bool, at: Timestamp, step: Int) {
        (self.group, self.user, self.accepted, self.at, self.step) = (group, user, accepted, at, step)
    }
}
