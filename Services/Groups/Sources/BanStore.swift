// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI

/// A ban as it is stored.
struct BanRow: Sendable, Equatable {
    let user: UserID
    let reason: String
    let until: Timestamp?
    let by: UserID
    let at: Timestamp

    var cursor: Cursor { Cursor(at.microseconds, user) }

    func holds(at now: Timestamp) -> Bool { until.map { $0 > now } ?? true }
}

/// SQL for `groups.bans`. Lives only inside a `read` or `write` block.
struct BanStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = "user_id, reason, until, by_id, at"

    func insert(_ ban: BanRow, from group: GroupID) throws {
        try db.run(
            """
            INSERT INTO groups.bans (group_id, \(Self.columns)) VALUES (\(group), \(ban.user), \(ban.reason),
                \(ban.until), \(ban.by), \(ban.at))
            """
        )
    }

    /// A ban, also one whose time is over.
    func ban(of user: UserID, from group: GroupID) throws -> BanRow? {
        try db.first(
            "SELECT \(Self.columns) FROM groups.bans WHERE group_id = \(group) AND user_id = \(user)",
            Self.row
        )
    }

    /// Takes a ban away; false when there is none.
    func delete(of user: UserID, from group: GroupID) throws -> Bool {
        try db.run("DELETE FROM groups.bans WHERE group_id = \(group) AND user_id = \(user)") > 0
    }

    /// The bans that still hold, before a place, the latest first.
    func page(
        of group: GroupID,
        after cursor: Cursor?,
        limit: PageLimit,
        at now: Timestamp
    ) throws -> [BanRow] {
        var older: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            older = "AND (at, user_id) < (\(time), \(try cursor.field(1, as: UserID.self)))"
        }
        return try db.all(
            """
            SELECT \(Self.columns) FROM groups.bans
            WHERE group_id = \(group) AND (until IS NULL OR until > \(now)) \(older)
            ORDER BY at DESC, user_id DESC LIMIT \(limit.value + 1)
            """,
            Self.row
        )
    }

    /// Some groups that somebody is banned from.
    func groups(banning user: UserID, limit: Int) throws -> [GroupID] {
        try db.all("SELECT group_id FROM groups.bans WHERE user_id = \(user) LIMIT \(limit)") { try $0[0] }
    }

    /// Some bans whose time was over at a moment, by group and person.
    func overdue(at time: Timestamp, limit: Int) throws -> [(group: GroupID, user: UserID)] {
        try db.all(
            "SELECT group_id, user_id FROM groups.bans WHERE until <= \(time) LIMIT \(limit)"
        ) { (try $0[0], try $0[1]) }
    }

    /// Forgets who imposed the bans of somebody who is gone; the bans stay.
    func forgetModerator(_ user: UserID) throws {
        try db.run("UPDATE groups.bans SET by_id = \(UserID.nobody) WHERE by_id = \(user)")
    }

    private static func row(_ row: SQLRow) throws -> BanRow {
        BanRow(user: try row[0], reason: try row[1], until: try row[2], by: try row[3], at: try row[4])
    }
}

extension UserID {
    /// Stands for somebody who is gone, where a row outlives them.
    static let nobody = UserID(high: 0, low: 0)
}
