// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// A row of an outbox.
struct OutboxRow: Sendable {
    let place: CommitPosition
    let event: PublishedEvent
    /// How often it was tried; above 0 only for events that were held.
    let attempts: Int

    static let columns: SQLQuery =
        "xid, position, id, name, version, ordering_key, payload, published_at"

    init(_ row: SQLRow, attempts: Int = 0) throws {
        place = CommitPosition(xid: try row[0], position: try row[1])
        event = PublishedEvent(
            id: try row[2],
            name: EventName(try row[3]),
            version: try row[4],
            orderingKey: try row[5],
            payload: try row[6],
            publishedAt: try row[7]
        )
        self.attempts = attempts
    }
}

/// What a look at the outbox found.
struct OutboxPage: Sendable {
    let rows: [OutboxRow]
    /// Everything of the wanted kind up to here is in `rows`.
    let scannedTo: CommitPosition
    /// There is more of the wanted kind, right now or once an open transaction has ended.
    let hasMore: Bool
    let isHeldBack: Bool
}

/// The SQL of one service's outbox.
struct Outbox {
    /// A reader that has not said where it is for this long was taken out of the software.
    private static let goneAfter: Duration = .days(7)
    private static let trimmedAtOnce = 2000

    private static let lookedThrough = 10_000

    let db: any SQLConnection
    private var outbox: SQLQuery { .table("outbox", of: db) }
    private var readers: SQLQuery { .table("outbox_readers", of: db) }

    init(_ db: any SQLConnection) { self.db = db }

    func page(of event: EventName, after place: CommitPosition, limit: Int) throws -> OutboxPage {
        // Read before the rows, so that what is committed in between is not skipped.
        let end = try end(after: place)
        let rows =
            try end == nil
            ? []
            : db.all(
                """
                SELECT \(OutboxRow.columns) FROM \(outbox)
                WHERE name = \(event.description) AND \(.committed(after: place))
                ORDER BY xid, position LIMIT \(limit)
                """
            ) { try OutboxRow($0) }
        let isFull = rows.count == limit
        let scannedTo = (isFull ? rows.last?.place : end) ?? place
        var isHeldBack = false
        if db.dialect == .postgres, !isFull {
            isHeldBack = try db.exists(
                """
                SELECT 1 FROM \(outbox) WHERE name = \(event.description)
                AND (xid, position) > (\(scannedTo.xid), \(scannedTo.position)) LIMIT 1
                """
            )
        }
        return OutboxPage(rows: rows, scannedTo: scannedTo, hasMore: isFull, isHeldBack: isHeldBack)
    }

    /// The last event after a place; nil when there is none.
    func end(after place: CommitPosition) throws -> CommitPosition? {
        try db.first(
            """
            SELECT xid, position FROM \(outbox) WHERE \(.committed(after: place))
            ORDER BY \(.either(sqlite: "position DESC", postgres: "xid DESC, position DESC")) LIMIT 1
            """
        ) { row in CommitPosition(xid: try row[0], position: try row[1]) }
    }

    /// The kinds of the events after a place, those that an open transaction still holds back included; nil when there
    /// are too many events to look through.
    func kinds(after place: CommitPosition) throws -> Set<EventName>? {
        let isAfter: SQLQuery = .either(
            sqlite: "position > \(place.position)",
            postgres: "(xid, position) > (\(place.xid), \(place.position))"
        )
        var (names, count): (Set<EventName>, Int) = ([], 0)
        try db.rows(
            """
            SELECT name, count(*) FROM (
                SELECT name FROM \(outbox) WHERE \(isAfter) LIMIT \(Self.lookedThrough)
            ) AS latest GROUP BY name
            """
        ) { row in
            names.insert(EventName(try row[0] as String))
            count += try row[1]
            return true
        }
        return count < Self.lookedThrough ? names : nil
    }

    func report(_ handler: HandlerName, at place: CommitPosition) throws {
        try db.enqueue(
            """
            INSERT INTO \(readers) (handler, xid, position, seen_at)
            VALUES (\(handler.description), \(place.xid), \(place.position), \(db.now))
            ON CONFLICT (handler) DO UPDATE
            SET xid = excluded.xid, position = excluded.position, seen_at = excluded.seen_at
            """
        )
    }

    /// Deletes old events that every reader has passed. Returns how many.
    func trim(_ retention: Duration) throws -> Int {
        try db.run("DELETE FROM \(readers) WHERE seen_at < \(db.now - Self.goneAfter)")
        let slowest = try db.first(
            "SELECT xid, position FROM \(readers) ORDER BY xid, position LIMIT 1"
        ) { row in CommitPosition(xid: try row[0], position: try row[1]) }
        let reached: SQLQuery =
            slowest.map {
                .either(
                    sqlite: "AND position <= \($0.position)",
                    postgres: "AND (xid, position) <= (\($0.xid), \($0.position))"
                )
            } ?? ""
        return try db.run(
            """
            DELETE FROM \(outbox) WHERE position IN (
                SELECT position FROM \(outbox) WHERE published_at < \(db.now - retention) \(reached)
                ORDER BY xid, position LIMIT \(Self.trimmedAtOnce)
            )
            """
        )
    }
}

/// The SQL of one handler's progress through one source, in the handler's own database.
struct HandlerProgress {
    let db: any SQLConnection
    let handler: String
    let source: String
    private var positions: SQLQuery { .table("event_positions", of: db) }
    private var held: SQLQuery { .table("held_events", of: db) }
    private var dead: SQLQuery { .table("dead_events", of: db) }
    private var mine: SQLQuery { "handler = \(handler) AND source = \(source)" }

    /// Where the handler is; nil when it has not handled anything.
    func position() throws -> CommitPosition? {
        try db.first("SELECT xid, position FROM \(positions) WHERE \(mine)") { row in
            CommitPosition(xid: try row[0], position: try row[1])
        }
    }

    /// Moves on, unless another process did meanwhile: then it throws, which undoes the block.
    ///
    /// It comes before the events are handled, so that on PostgreSQL the row's lock lets one process in at a time.
    /// It also counts what it moved past, which a check compares with what was published.
    func move(from old: CommitPosition?, to new: CommitPosition, past count: Int) throws {
        let changed: Int
        if let old {
            changed = try db.run(
                """
                UPDATE \(positions)
                SET xid = \(new.xid), position = \(new.position), handled = handled + \(count)
                WHERE \(mine) AND xid = \(old.xid) AND position = \(old.position)
                """
            )
        } else {
            changed = try db.run(
                """
                INSERT INTO \(positions) (handler, source, xid, position, handled)
                VALUES (\(handler), \(source), \(new.xid), \(new.position), \(count))
                ON CONFLICT (handler, source) DO NOTHING
                """
            )
        }
        if changed == 0 { throw PositionMoved() }
    }

    /// The ordering keys that have an event held, so that later ones must wait behind it.
    func heldKeys() throws -> Set<String> {
        var keys: Set<String> = []
        try db.rows("SELECT DISTINCT ordering_key FROM \(held) WHERE \(mine)") { row in
            keys.insert(try row[0])
            return true
        }
        return keys
    }

    /// Puts an event aside, to be tried at `time`; nil for one that waits behind another.
    func hold(_ row: OutboxRow, attempts: Int, error: String, until time: Timestamp?) throws {
        let event = row.event
        try db.run(
            """
            INSERT INTO \(held) (handler, source, \(OutboxRow.columns), attempts, error, next_at)
            VALUES (\(handler), \(source), \(row.place.xid), \(row.place.position), \(event.id),
                \(event.name.description), \(event.version), \(event.orderingKey), \(event.payload),
                \(event.publishedAt), \(attempts), \(error), \(time?.microseconds ?? 0))
            """
        )
    }

    /// The handlers of a database that have events put off, and of which source.
    static func held(in db: any SQLConnection) throws -> [(handler: String, source: String)] {
        try db.all(
            "SELECT DISTINCT handler, source FROM \(.table("held_events", of: db)) LIMIT 1000"
        ) { row in (try row[0], try row[1]) }
    }

    /// Held events that are due and first of their key.
    func dueHeld(limit: Int) throws -> [OutboxRow] {
        try db.all(
            """
            SELECT \(OutboxRow.columns), attempts FROM \(held) AS h
            WHERE \(mine) AND next_at <= \(db.now) AND NOT EXISTS (
                SELECT 1 FROM \(held) AS e
                WHERE e.handler = h.handler AND e.source = h.source AND e.ordering_key = h.ordering_key
                AND (e.xid, e.position) < (h.xid, h.position)
            )
            ORDER BY xid, position LIMIT \(limit)
            """
        ) { row in try OutboxRow(row, attempts: try row[8]) }
    }

    /// The held events of a key, in their order.
    func held(under key: String, limit: Int) throws -> [OutboxRow] {
        try db.all(
            """
            SELECT \(OutboxRow.columns), attempts FROM \(held)
            WHERE \(mine) AND ordering_key = \(key) ORDER BY xid, position LIMIT \(limit)
            """
        ) { row in try OutboxRow(row, attempts: try row[8]) }
    }

    /// When the next held event is due; nil when none is held.
    func nextHeld() throws -> Timestamp? {
        try db.first("SELECT min(next_at) FROM \(held) WHERE \(mine) AND next_at > 0") { row in
            try row[0] as Timestamp?
        }.flatMap { $0 }
    }

    /// Takes a held event for one attempt. False when another process has it.
    func take(_ row: OutboxRow) throws -> Bool {
        try db.run(
            """
            UPDATE \(held) SET attempts = attempts + 1
            WHERE \(mine) AND xid = \(row.place.xid) AND position = \(row.place.position)
            AND attempts = \(row.attempts)
            """
        ) > 0
    }

    func release(_ row: OutboxRow) throws {
        try db.run(
            "DELETE FROM \(held) WHERE \(mine) AND xid = \(row.place.xid) AND position = \(row.place.position)"
        )
    }

    func postpone(_ row: OutboxRow, error: String, until time: Timestamp) throws {
        try db.run(
            """
            UPDATE \(held) SET next_at = \(time), error = \(error)
            WHERE \(mine) AND xid = \(row.place.xid) AND position = \(row.place.position)
            """
        )
    }

    /// Parks an event that failed too often.
    func bury(_ row: OutboxRow, error: String) throws {
        try db.run(
            """
            INSERT INTO \(dead) (handler, source, \(OutboxRow.columns), attempts, error, died_at)
            SELECT handler, source, \(OutboxRow.columns), attempts, \(error), \(db.now)
            FROM \(held) WHERE \(mine) AND xid = \(row.place.xid) AND position = \(row.place.position)
            ON CONFLICT (handler, id) DO NOTHING
            """
        )
        try release(row)
    }
}

/// Another process has handled these events.
struct PositionMoved: Error {}

extension SQLQuery {
    /// A platform table of the connection's service. Its name was checked when the database was opened.
    static func table(_ table: StaticString, of db: any SQLConnection) -> SQLQuery {
        "\(unsafe: db.name).\(unsafe: "\(table)")"
    }
}
