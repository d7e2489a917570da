// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// What is counted beside each group, in the transaction that changes it.
enum GroupTally: Sendable, Equatable, CaseIterable {
    case members, moderators, requests, invitations, bans, links

    var column: SQLQuery {
        switch self {
        case .members: "member_count"
        case .moderators: "moderator_count"
        case .requests: "request_count"
        case .invitations: "invitation_count"
        case .bans: "ban_count"
        case .links: "link_count"
        }
    }

    /// The most there may be.
    var most: Int {
        switch self {
        case .members: GroupsLimits.members
        case .moderators: GroupsLimits.moderators
        case .requests: GroupsLimits.requests
        case .invitations: GroupsLimits.invitations
        case .bans: GroupsLimits.bans
        case .links: GroupsLimits.links
        }
    }

    /// What the counter of the group `g` has to be equal to.
    var recount: SQLQuery {
        switch self {
        case .members: "(SELECT count(*) FROM groups.members t WHERE t.group_id = g.id)"
        case .moderators:
            "(SELECT count(*) FROM groups.members t WHERE t.group_id = g.id AND t.role = 'MODERATOR')"
        case .requests: "(SELECT count(*) FROM groups.requests t WHERE t.group_id = g.id)"
        case .invitations: "(SELECT count(*) FROM groups.invitations t WHERE t.group_id = g.id)"
        case .bans: "(SELECT count(*) FROM groups.bans t WHERE t.group_id = g.id)"
        case .links: "(SELECT count(*) FROM groups.links t WHERE t.group_id = g.id)"
        }
    }

    /// What the one is told who would make it one too many.
    var refusal: String {
        switch self {
        case .members: "The group has as many members as it may have."
        case .moderators: "The group has as many moderators as it may have."
        case .requests: "As many people wait for an answer of this group as may."
        case .invitations: "The group has as many open invitations as it may have."
        case .bans: "As many people are banned from this group as may be."
        case .links: "The group has as many invite links as it may have; end one first."
        }
    }
}
