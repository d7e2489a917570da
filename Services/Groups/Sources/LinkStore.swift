// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI

/// An invite link as it is stored.
struct LinkRow: Sendable, Equatable {
    let id: GroupInviteLinkID
    let group: GroupID
    let code: GroupInviteCode
    var useCount = 0
    let maxUses: Int?
    let expiresAt: Timestamp?
    let by: UserID
    let at: Timestamp

    /// Whether somebody may still join by it.
    func holds(at now: Timestamp) -> Bool {
        (expiresAt.map { $0 > now } ?? true) && (maxUses.map { useCount < $0 } ?? true)
    }
}

/// SQL for `groups.links`. Lives only inside a `read` or `write` block.
struct LinkStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = "id, group_id, code, use_count, max_uses, expires_at, by_id, at"

    func insert(_ link: LinkRow) throws {
        try db.run(
            """
            INSERT INTO groups.links (\(Self.columns)) VALUES (\(link.id), \(link.group), \(link.code.text),
                \(link.useCount), \(link.maxUses), \(link.expiresAt), \(link.by), \(link.at))
            """
        )
    }

    func link(_ code: GroupInviteCode) throws -> LinkRow? {
        try db.first("SELECT \(Self.columns) FROM groups.links WHERE code = \(code.text)", Self.row)
    }

    func link(_ id: GroupInviteLinkID) throws -> LinkRow? {
        try db.first("SELECT \(Self.columns) FROM groups.links WHERE id = \(id)", Self.row)
    }

    func countUse(of id: GroupInviteLinkID) throws {
        try db.run("UPDATE groups.links SET use_count = use_count + 1 WHERE id = \(id)")
    }

    /// Ends a link; false when there is none.
    func delete(_ id: GroupInviteLinkID) throws -> Bool {
        try db.run("DELETE FROM groups.links WHERE id = \(id)") > 0
    }

    /// The links of a group before a place, the latest first.
    func page(of group: GroupID, before id: GroupInviteLinkID?, limit: PageLimit) throws -> [LinkRow] {
        let older: SQLQuery = id.map { "AND id < \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM groups.links WHERE group_id = \(group) \(older)
            ORDER BY id DESC LIMIT \(limit.value + 1)
            """,
            Self.row
        )
    }

    /// Some links that somebody made.
    func links(by user: UserID, limit: Int) throws -> [LinkRow] {
        try db.all("SELECT \(Self.columns) FROM groups.links WHERE by_id = \(user) LIMIT \(limit)", Self.row)
    }

    private static func row(_ row: SQLRow) throws -> LinkRow {
        LinkRow(
            id: try row[0],
            group: try row[1],
            code: GroupInviteCode(trusted: try row[2]),
            useCount: try row[3],
            maxUses: try row[4],
            expiresAt: try row[5],
            by: try row[6],
            at: try row[7]
        )
    }
}
