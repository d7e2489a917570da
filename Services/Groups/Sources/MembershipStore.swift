// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI

/// A membership as it is stored.
struct MemberRow: Sendable, Equatable {
    let user: UserID
    let role: GroupRole
    let showsInHome: Bool
    let joinedAt: Timestamp
    let step: Int

    var cursor: Cursor { Cursor(joinedAt.microseconds, user) }
}

/// SQL for `groups.members`. Lives only inside a `read` or `write` block.
struct MembershipStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = "user_id, role, shows_in_home, joined_at, step"

    func insert(_ row: MemberRow, into group: GroupID) throws {
        try db.run(
            """
            INSERT INTO groups.members (group_id, \(Self.columns)) VALUES (\(group), \(row.user),
                \(row.role.rawValue), \(row.showsInHome), \(row.joinedAt), \(row.step))
            """
        )
    }

    func delete(_ user: UserID, from group: GroupID) throws {
        try db.run("DELETE FROM groups.members WHERE group_id = \(group) AND user_id = \(user)")
    }

    func setRole(_ role: GroupRole, of user: UserID, in group: GroupID, step: Int) throws {
        try db.run(
            """
            UPDATE groups.members SET role = \(role.rawValue), step = \(step)
            WHERE group_id = \(group) AND user_id = \(user)
            """
        )
    }

    func setShowsInHome(_ shows: Bool, for user: UserID, in group: GroupID, step: Int) throws {
        try db.run(
            """
            UPDATE groups.members SET shows_in_home = \(shows), step = \(step)
            WHERE group_id = \(group) AND user_id = \(user)
            """
        )
    }

    func member(_ user: UserID, of group: GroupID) throws -> MemberRow? {
        try db.first(
            "SELECT \(Self.columns) FROM groups.members WHERE group_id = \(group) AND user_id = \(user)",
            Self.row
        )
    }

    /// Those of some people who are members, in the order asked for.
    func members(_ users: [UserID], of group: GroupID) throws -> [MemberRow] {
        guard !users.isEmpty else { return [] }
        let found = try db.all(
            """
            SELECT \(Self.columns) FROM groups.members WHERE group_id = \(group) AND user_id IN \(list: users)
            """,
            Self.row
        )
        let byUser = Dictionary(found.map { ($0.user, $0) }) { first, _ in first }
        return users.compactMap { byUser[$0] }
    }

    /// The members after a place, in the order they joined.
    func page(
        of group: GroupID,
        role: GroupRole?,
        after cursor: Cursor?,
        limit: PageLimit
    ) throws -> [MemberRow] {
        let ofRole: SQLQuery = role.map { "AND role = \($0.rawValue)" } ?? ""
        var later: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            later = "AND (joined_at, user_id) > (\(time), \(try cursor.field(1, as: UserID.self)))"
        }
        return try db.all(
            """
            SELECT \(Self.columns) FROM groups.members WHERE group_id = \(group) \(ofRole) \(later)
            ORDER BY joined_at, user_id LIMIT \(limit.value + 1)
            """,
            Self.row
        )
    }

    /// The members by ascending id, one more than asked for when there is a next page.
    func entries(of group: GroupID, after user: UserID?, limit: Int) throws -> [MemberRow] {
        let later: SQLQuery = user.map { "AND user_id > \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM groups.members WHERE group_id = \(group) \(later)
            ORDER BY user_id LIMIT \(limit + 1)
            """,
            Self.row
        )
    }

    /// The owner and the moderators.
    func moderators(of group: GroupID) throws -> [UserID] {
        try db.all(
            """
            SELECT user_id FROM groups.members WHERE group_id = \(group) AND role IN ('OWNER', 'MODERATOR')
            ORDER BY joined_at, user_id LIMIT \(GroupsLimits.moderators + 2)
            """
        ) { try $0[0] }
    }

    /// Who inherits a group: the moderator who is there longest, or else the member.
    func heir(of group: GroupID, after owner: UserID) throws -> MemberRow? {
        for role in [GroupRole.moderator, .member] {
            let heir = try db.first(
                """
                SELECT \(Self.columns) FROM groups.members
                WHERE group_id = \(group) AND role = \(role.rawValue) AND user_id <> \(owner)
                ORDER BY joined_at, user_id LIMIT 1
                """,
                Self.row
            )
            if let heir { return heir }
        }
        return nil
    }

    /// Some groups that somebody is in.
    func groups(of user: UserID, limit: Int) throws -> [GroupID] {
        try db.all(
            """
            SELECT group_id FROM groups.members WHERE user_id = \(user) ORDER BY group_id LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    private static func row(_ row: SQLRow) throws -> MemberRow {
        MemberRow(
            user: try row[0],
            role: GroupRole(rawValue: try row[1]) ?? .member,
            showsInHome: try row[2],
            joinedAt: try row[3],
            step: try row[4]
        )
    }
}
