// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import UsersAPI

/// What is known of somebody and a group.
struct MembershipRecord: Sendable {
    /// Their role; nil when they are no member.
    var role: GroupRole?
    /// The change of the group that made it so, and the last ones about their request, their invitation and their
    /// leaving: what has a lower number comes too late.
    var roleStep = 0
    var asksStep = 0
    var invitedStep = 0
    var leftStep = 0
}

/// SQL for `notifications.memberships`. Lives only inside a `read` or `write` block.
struct MembershipStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    func membership(of user: UserID, in group: GroupID) throws -> MembershipRecord {
        try db.first(
            """
            SELECT role, role_step, asks_step, invited_step, left_step FROM notifications.memberships
            WHERE group_id = \(group) AND user_id = \(user)
            """
        ) { row in
            let role: String? = try row[0]
            return MembershipRecord(
                role: role.flatMap { GroupRole(rawValue: $0) },
                roleStep: try row[1],
                asksStep: try row[2],
                invitedStep: try row[3],
                leftStep: try row[4]
            )
        } ?? MembershipRecord()
    }

    func set(_ membership: MembershipRecord, of user: UserID, in group: GroupID) throws {
        try db.run(
            """
            INSERT INTO notifications.memberships (group_id, user_id, role, role_step, asks_step, invited_step,
                left_step)
            VALUES (\(group), \(user), \(membership.role?.rawValue), \(membership.roleStep),
                \(membership.asksStep), \(membership.invitedStep), \(membership.leftStep))
            ON CONFLICT (group_id, user_id) DO UPDATE SET role = excluded.role, role_step = excluded.role_step,
                asks_step = excluded.asks_step, invited_step = excluded.invited_step,
                left_step = excluded.left_step
            """
        )
    }

    /// Forgets up to `limit` people of a group; true when there may be more.
    func forget(_ group: GroupID, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM notifications.memberships WHERE group_id = \(group) AND user_id IN (
                SELECT user_id FROM notifications.memberships WHERE group_id = \(group) LIMIT \(limit)
            )
            """
        ) == limit
    }

    /// Forgets somebody; nobody is in more than some thousand groups.
    func forget(_ user: UserID) throws {
        try db.run("DELETE FROM notifications.memberships WHERE user_id = \(user)")
    }
}
