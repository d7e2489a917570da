// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database

/// The events that handlers of one database gave up on; for admins.
public struct DeadEvents: Sendable {
    /// One parked event.
    public struct Entry: Sendable, Codable, Equatable {
        /// The id of the event.
        public let id: EventID
        /// The handler that failed.
        public let handler: String
        /// The service that published it.
        public let source: String
        /// The kind of event.
        public let name: String
        /// How often it was tried.
        public let attempts: Int
        /// Why the last attempt failed.
        public let error: String
        /// When it was published.
        public let publishedAt: Timestamp
        /// When it was parked.
        public let diedAt: Timestamp
    }

    let database: any ServiceDatabase

    /// The parked events of the handlers of `database`.
    public init(_ database: any ServiceDatabase) { self.database = database }

    /// Parked events, the oldest first.
    public func list(limit: PageLimit = .standard, cursor: Cursor? = nil) async throws -> Page<Entry> {
        let after: SQLQuery =
            try cursor.map {
                "WHERE (id, handler) > (\(try $0.field(0, as: EventID.self)), \(try $0.field(1, as: String.self)))"
            } ?? ""
        let rows = try await database.read { db in
            try db.all(
                """
                SELECT id, handler, source, name, attempts, error, published_at, died_at
                FROM \(.table("dead_events", of: db)) \(after) ORDER BY id, handler LIMIT \(limit.value + 1)
                """
            ) { row in
                Entry(
                    id: try row[0],
                    handler: try row[1],
                    source: try row[2],
                    name: try row[3],
                    attempts: try row[4],
                    error: try row[5],
                    publishedAt: try row[6],
                    diedAt: try row[7]
                )
            }
        }
        return Page(rows, limit: limit) { Cursor($0.id, $0.handler) }
    }

    /// Has a handler try a parked event again, with all its attempts, soon. False when there is none.
    public func retry(_ id: EventID, handler: HandlerName) async throws -> Bool {
        try await database.write { db in
            let which: SQLQuery = "WHERE handler = \(handler.description) AND id = \(id)"
            let columns: SQLQuery =
                "handler, source, xid, position, id, name, version, ordering_key, payload, published_at"
            let changed = try db.run(
                """
                INSERT INTO \(.table("held_events", of: db)) (\(columns), attempts, error, next_at)
                SELECT \(columns), 0, error, \(db.now) FROM \(.table("dead_events", of: db)) \(which)
                """
            )
            try db.run("DELETE FROM \(.table("dead_events", of: db)) \(which)")
            return changed > 0
        }
    }
}
