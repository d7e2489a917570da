// SPDX-License-Identifier: Apache-2.0
public import Core

extension ErrorCode {
    /// There is no such group, or one may not know of it.
    public static let groupNotFound: ErrorCode = "groups.not_found"
    /// The person is not in this group.
    public static let groupMemberNotFound: ErrorCode = "groups.member_not_found"
    /// There is no such request to join.
    public static let groupRequestNotFound: ErrorCode = "groups.request_not_found"
    /// There is no such invite, it is used up, or its time is over.
    public static let groupInviteNotFound: ErrorCode = "groups.invite_not_found"
    /// One's role in the group does not allow this.
    public static let groupForbidden: ErrorCode = "groups.forbidden"
    /// What the group holds is for its members.
    public static let groupMembersOnly: ErrorCode = "groups.members_only"
    /// One is banned from the group.
    public static let groupBanned: ErrorCode = "groups.banned"
    /// Another group has this address.
    public static let groupSlugTaken: ErrorCode = "groups.slug_taken"
    /// An owner hands the group over, or deletes it, before they leave.
    public static let groupNeedsOwner: ErrorCode = "groups.needs_owner"
    /// The group has as many members, or as much of something else, as a group may have.
    public static let groupIsFull: ErrorCode = "groups.full"
    /// One is in as many groups as one may be in.
    public static let groupsTooMany: ErrorCode = "groups.too_many"
    /// The person is in the group already.
    public static let groupAlreadyMember: ErrorCode = "groups.already_member"
}
