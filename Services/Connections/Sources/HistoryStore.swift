// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints

/// SQL for `connections.history` of one pair of people. Lives only inside a `read` or `write` block.
struct HistoryStore {
    /// One change as it is stored.
    struct Line: Sendable {
        let step: Int
        let actor: UserID
        let change: RelationshipChange
        let at: Timestamp
    }

    let db: any SQLConnection
    private let low: UserID
    private let high: UserID

    init(_ db: any SQLConnection, between one: UserID, and other: UserID) {
        self.db = db
        (low, high) = (min(one, other), max(one, other))
    }

    /// The number of the latest change; 0 before the first.
    func latestStep() throws -> Int {
        try db.value(
            """
            SELECT step FROM connections.history WHERE low_id = \(low) AND high_id = \(high)
            ORDER BY step DESC LIMIT 1
            """
        ) ?? 0
    }

    func insert(_ change: RelationshipChange, by actor: UserID, at time: Timestamp, step: Int) throws {
        try db.run(
            """
            INSERT INTO connections.history (low_id, high_id, step, actor_id, change, at)
            VALUES (\(low), \(high), \(step), \(actor), \(change.rawValue), \(time))
            """
        )
    }

    /// Forgets all changes up to a step.
    func trim(to step: Int) throws {
        guard step > 0 else { return }
        try db.run(
            """
            DELETE FROM connections.history
            WHERE low_id = \(low) AND high_id = \(high) AND step <= \(step)
            """
        )
    }

    /// Forgets all that was between somebody and anybody.
    static func forget(_ person: UserID, _ db: any SQLConnection) throws {
        try db.run("DELETE FROM connections.history WHERE low_id = \(person)")
        try db.run("DELETE FROM connections.history WHERE high_id = \(person)")
    }

    /// What one of the two may know, the latest first: whether and when the other blocked or muted is not in it.
    func page(seenBy viewer: UserID, before step: Int?, limit: PageLimit) throws -> [Line] {
        let older: SQLQuery = step.map { "AND step < \($0)" } ?? ""
        return try db.all(
            """
            SELECT step, actor_id, change, at FROM connections.history
            WHERE low_id = \(low) AND high_id = \(high) \(older)
                AND (actor_id = \(viewer)
                    OR change NOT IN ('BLOCK_STARTED', 'BLOCK_ENDED', 'MUTE_STARTED', 'MUTE_ENDED'))
            ORDER BY step DESC LIMIT \(limit.value + 1)
            """
        ) { row in
            guard let change = RelationshipChange(rawValue: try row[2]) else {
                throw Failure(
                    .internalError,
                    .internalError,
                    "Something went wrong.",
                    internal: "unknown change"
                )
            }
            return Line(step: try row[0], actor: try row[1], change: change, at: try row[3])
        }
    }
}
