// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI

/// Takes away what belonged to a group that is gone, some at a time.
struct SweepGroup: Job {
    static let name: JobName = "groups.sweep"  // Durable: never rename.
    let group: GroupID
}

/// SQL for what is left of groups. Lives only inside a `write` block.
struct Sweep {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Takes a portion of a group that is gone away; true when there may be more.
    func sweep(_ group: GroupID) throws -> Bool {
        let limit = GroupsLimits.sweep
        let members = try MembershipStore(db).entries(of: group, after: nil, limit: limit - 1)
        // Others may be joining and leaving other groups meanwhile: always in the order of the ids.
        for member in members {
            try MembershipStore(db).delete(member.user, from: group)
            try PeopleStore(db).removeGroup(from: member.user)
        }
        var isMore = members.count == limit
        for table in ["requests", "invitations", "bans"] as [SQLQuery] {
            let deleted = try db.run(
                """
                DELETE FROM groups.\(table) WHERE group_id = \(group) AND user_id IN (
                    SELECT user_id FROM groups.\(table) WHERE group_id = \(group) LIMIT \(limit)
                )
                """
            )
            isMore = isMore || deleted == limit
        }
        let lines = try db.run(
            """
            DELETE FROM groups.log WHERE group_id = \(group) AND number IN (
                SELECT number FROM groups.log WHERE group_id = \(group) LIMIT \(limit)
            )
            """
        )
        try db.run("DELETE FROM groups.links WHERE group_id = \(group)")
        return isMore || lines == limit
    }
}

extension GroupsService {
    /// Takes away what is left of a group that is gone.
    func sweep(_ job: SweepGroup, _ context: JobContext) async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            isMore = try await database.write { db in try Sweep(db).sweep(job.group) }
        }
    }

    /// Forgets invitations and bans whose time is over, and cuts logs at their greatest length.
    func tidy() async throws {
        let now = clock.now
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            isMore = try await database.write { db in
                let invitations = try WaitingStore(db).overdue(at: now, limit: GroupsLimits.sweep)
                for row in invitations
                where try WaitingStore(db).deleteInvitation(of: row.user, to: row.group) {
                    try GroupStore(db).add(-1, to: .invitations, of: row.group)
                }
                let bans = try BanStore(db).overdue(at: now, limit: GroupsLimits.sweep)
                for ban in bans where try BanStore(db).delete(of: ban.user, from: ban.group) {
                    try GroupStore(db).add(-1, to: .bans, of: ban.group)
                }
                return invitations.count == GroupsLimits.sweep || bans.count == GroupsLimits.sweep
            }
        }
        var last: GroupID?
        repeat {
            try Task.checkCancellation()
            let after = last
            last = try await database.write { db in
                let next = try LogStore(db).next(after: after)
                if let next { try LogStore(db).trim(next) }
                return next
            }
        } while last != nil
    }
}
