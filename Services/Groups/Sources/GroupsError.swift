// SPDX-License-Identifier: Apache-2.0
import Core
import GroupsAPI
import UsersAPI

/// Why a request about groups was refused. Codes are part of the API: add, never rename.
enum GroupsError: ServiceError, Equatable {
    case groupNotFound
    case memberNotFound
    case requestNotFound
    case inviteNotFound
    case userNotFound
    case notAllowed(String)
    case membersOnly
    case banned
    case isBanned
    case slugTaken
    case needsOwner
    case full(GroupTally)
    case tooManyGroups
    case alreadyMember
    case unfit(String, String)

    var failure: Failure {
        switch self {
        case .groupNotFound: .notFound(.groupNotFound, "There is no such group.")
        case .memberNotFound: .notFound(.groupMemberNotFound, "This person is not in the group.")
        case .requestNotFound: .notFound(.groupRequestNotFound, "There is no such request to join.")
        case .inviteNotFound: .notFound(.groupInviteNotFound, "There is no such invite, or it is over.")
        case .userNotFound: .notFound(.userNotFound, "There is no such person.")
        case .notAllowed(let what): .forbidden(.groupForbidden, what)
        case .membersOnly: .forbidden(.groupMembersOnly, "This is for members of the group.")
        case .banned: .forbidden(.groupBanned, "You are banned from this group.")
        case .isBanned: .conflict(.groupBanned, "This person is banned from the group; end the ban first.")
        case .slugTaken: .conflict(.groupSlugTaken, "Another group has this address.")
        case .needsOwner:
            .conflict(.groupNeedsOwner, "Hand the group over to another member, or delete it.")
        case .full(let tally): .conflict(.groupIsFull, tally.refusal)
        case .tooManyGroups:
            .conflict(
                .groupsTooMany,
                "Nobody may be in more than \(GroupsLimits.groupsOfOnePerson) groups."
            )
        case .alreadyMember: .conflict(.groupAlreadyMember, "This person is in the group already.")
        case .unfit(let field, let why): .invalid(field, why)
        }
    }
}
