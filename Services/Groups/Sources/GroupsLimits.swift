// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of Groups.
enum GroupsLimits {
    /// The most members of a group.
    static let members = 100_000
    /// The most members of a group with a chat: as many as a chat may have.
    static let membersWithChat = 10_000
    /// The most moderators of a group, beside its owner. Each is told of each request to join.
    static let moderators = 50
    /// The most groups one person may be in: a home feed reads from all of them.
    static let groupsOfOnePerson = 1000
    /// The most requests to join one group that wait for an answer.
    static let requests = 10_000
    /// The most invitations to one group that wait for an answer.
    static let invitations = 5000
    /// The most people banned from one group.
    static let bans = 10_000
    /// The most invite links of one group, the ones whose time is over among them.
    static let links = 100
    /// How long an invitation of one person holds.
    static let invitationLife: Duration = .days(30)
    /// The furthest end of an invite link.
    static let linkLife: Duration = .days(366)
    /// How many lines of its log a group keeps, the latest.
    static let log = 10_000
    /// How often the search for members asks for more people of the name before it gives out what it has.
    static let searchRounds = 10
    /// How many rows one transaction deletes of a group that is gone.
    static let sweep = 500
    /// How many wrong counters `roost doctor` names.
    static let findings = 20
}
