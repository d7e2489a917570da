// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI

/// A line of a group's log as it is stored.
struct LogRow: Sendable, Equatable {
    /// Its place in the log.
    let number: Int
    let id: ID<GroupLogEntry>
    let action: GroupAction
    let actor: UserID
    var person: UserID?
    var subject: ID<GroupSubject>?
    var detail: String?
    let at: Timestamp
}

/// SQL for `groups.log`. Lives only inside a `read` or `write` block.
struct LogStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = "number, id, action, actor_id, person_id, subject_id, detail, at"

    func insert(_ row: LogRow, of group: GroupID) throws {
        try db.run(
            """
            INSERT INTO groups.log (group_id, \(Self.columns)) VALUES (\(group), \(row.number), \(row.id),
                \(row.action.rawValue), \(row.actor), \(row.person), \(row.subject), \(row.detail), \(row.at))
            """
        )
    }

    /// The lines before a place, the latest first.
    func page(of group: GroupID, before number: Int?, limit: PageLimit) throws -> [LogRow] {
        let older: SQLQuery = number.map { "AND number < \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM groups.log WHERE group_id = \(group) \(older)
            ORDER BY number DESC LIMIT \(limit.value + 1)
            """
        ) { row in
            guard let action = GroupAction(rawValue: try row[2]) else {
                throw Failure(
                    .internalError,
                    .internalError,
                    "Something went wrong.",
                    internal: "unknown action in the log of a group"
                )
            }
            return LogRow(
                number: try row[0],
                id: try row[1],
                action: action,
                actor: try row[3],
                person: try row[4],
                subject: try row[5],
                detail: try row[6],
                at: try row[7]
            )
        }
    }

    /// Forgets who somebody was that is gone; what was done stays, without what was said of them.
    func forget(_ user: UserID) throws {
        try db.run("UPDATE groups.log SET actor_id = \(UserID.nobody) WHERE actor_id = \(user)")
        try db.run(
            "UPDATE groups.log SET person_id = \(UserID.nobody), detail = NULL WHERE person_id = \(user)"
        )
    }

    /// The next group that has a log, by ascending id.
    func next(after group: GroupID?) throws -> GroupID? {
        let later: SQLQuery = group.map { "WHERE group_id > \($0)" } ?? ""
        return try db.value("SELECT group_id FROM groups.log \(later) ORDER BY group_id LIMIT 1")
    }

    /// Cuts a log at its greatest length.
    func trim(_ group: GroupID) throws {
        let last: Int? = try db.value(
            """
            SELECT number FROM groups.log WHERE group_id = \(group) ORDER BY number DESC LIMIT 1
            OFFSET \(GroupsLimits.log)
            """
        )
        guard let last else { return }
        try db.run("DELETE FROM groups.log WHERE group_id = \(group) AND number <= \(last)")
    }
}
