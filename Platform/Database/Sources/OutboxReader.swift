// SPDX-License-Identifier: Apache-2.0
public import Core

/// SQL for the outbox of a service: what it published, in the order of commits. For the relay of events.
public struct OutboxReader {
    private let db: any SQLConnection
    private var table: SQLQuery { "\(unsafe: db.name).outbox" }

    /// The outbox behind a connection.
    public init(_ db: any SQLConnection) { self.db = db }

    /// An event as it is stored.
    public struct Entry: Sendable {
        /// Where it stands in the order of commits.
        public let place: CommitPosition
        /// Its id.
        public let id: EventID
        /// Its name.
        public let name: String
        /// The version of its payload.
        public let version: Int
        /// Its fields in JSON.
        public let payload: String
    }

    /// The events of a name after a place, the first ones first.
    public func entries(named name: EventName, after place: CommitPosition, limit: Int) throws -> [Entry] {
        try db.all(
            """
            SELECT xid, position, id, name, version, payload FROM \(table)
            WHERE name = \(name.description) AND \(.committed(after: place))
            ORDER BY xid, position LIMIT \(limit)
            """
        ) { row in
            Entry(
                place: CommitPosition(xid: try row[0], position: try row[1]),
                id: try row[2],
                name: try row[3],
                version: try row[4],
                payload: try row[5]
            )
        }
    }

    /// Drops events that every handler is past and that are older than `time`.
    public func trim(named name: EventName, through place: CommitPosition, before time: Timestamp) throws {
        try db.run(
            """
            DELETE FROM \(table) WHERE name = \(name.description)
            AND (xid, position) <= (\(place.xid), \(place.position)) AND published_at < \(time)
            """
        )
    }

    /// Drops events that nobody handles and that are older than `time`.
    public func trim(exceptNamed names: [EventName], before time: Timestamp) throws {
        let others: SQLQuery = names.isEmpty ? "" : "AND name NOT IN \(list: names.map(\.description))"
        try db.run("DELETE FROM \(table) WHERE published_at < \(time) \(others)")
    }
}

/// SQL for how far the handlers of a service are. For the relay of events and for checks.
public struct HandlerLedger {
    private let db: any SQLConnection
    private var schema: SQLQuery { "\(unsafe: db.name)" }

    /// The ledger behind a connection.
    public init(_ db: any SQLConnection) { self.db = db }

    /// How far a handler is in the outbox of `source`.
    public func place(of handler: String, in source: String) throws -> CommitPosition {
        try place(of: handler, in: source, lock: "")
    }

    /// The same, with its row held until the end of the transaction.
    public func lock(_ handler: String, in source: String) throws -> CommitPosition {
        try db.run(
            """
            INSERT INTO \(schema).handlers (name, source, xid, position, handled)
            VALUES (\(handler), \(source), 0, 0, 0) ON CONFLICT (name, source) DO NOTHING
            """
        )
        return try place(of: handler, in: source, lock: .either(sqlite: "", postgres: "FOR UPDATE"))
    }

    private func place(of handler: String, in source: String, lock: SQLQuery) throws -> CommitPosition {
        try db.first(
            """
            SELECT xid, position FROM \(schema).handlers WHERE name = \(handler) AND source = \(source) \(lock)
            """
        ) { CommitPosition(xid: try $0[0], position: try $0[1]) } ?? .start
    }

    /// Moves a handler on, past so many events that it handled.
    public func move(_ handler: String, in source: String, to place: CommitPosition, handled: Int) throws {
        try db.run(
            """
            UPDATE \(schema).handlers
            SET xid = \(place.xid), position = \(place.position), handled = handled + \(handled)
            WHERE name = \(handler) AND source = \(source)
            """
        )
    }

    /// Keeps an event that a handler cannot handle.
    public func bury(
        _ entry: OutboxReader.Entry,
        of handler: String,
        from source: String,
        error: String
    ) throws {
        try db.run(
            """
            INSERT INTO \(schema).dead_events (handler, source, id, name, version, payload, error, died_at)
            VALUES (\(handler), \(source), \(entry.id), \(entry.name), \(entry.version), \(entry.payload),
                \(error), \(db.now))
            """
        )
    }

    /// How many events could not be handled.
    public func deadCount() throws -> Int {
        try db.first("SELECT count(*) FROM \(schema).dead_events") { try $0[0] } ?? 0
    }

    /// Moves the due time of scheduled work on; false when it is not due, or another process was first.
    public func claim(schedule name: String, at time: Timestamp, next: Timestamp) throws -> Bool {
        let due: Timestamp? = try db.first("SELECT next_at FROM \(schema).job_schedules WHERE name = \(name)")
        {
            try $0[0]
        }
        guard let due else {
            // First seen: due one interval from now, like everything that has just been started.
            try db.run(
                """
                INSERT INTO \(schema).job_schedules (name, next_at) VALUES (\(name), \(next))
                ON CONFLICT (name) DO NOTHING
                """
            )
            return false
        }
        guard due <= time else { return false }
        return try db.run(
            """
            UPDATE \(schema).job_schedules SET next_at = \(next) WHERE name = \(name) AND next_at <= \(time)
            """
        ) > 0
    }
}
