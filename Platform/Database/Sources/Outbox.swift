// SPDX-License-Identifier: Apache-2.0
public import Core
import Foundation

/// SQL for the outbox of a service: the events it published, in the order of commits.
public struct Outbox {
    let service: String
    let db: any SQLConnection

    /// The outbox behind a connection of `service`.
    public init(of service: String, _ db: any SQLConnection) { (self.service, self.db) = (service, db) }

    /// An event as it is stored.
    public struct Entry: Sendable {
        /// Where it stands in the order of commits: by transaction, then by position.
        public let place: Place
        /// Its id.
        public let id: ID<Entry>
        /// Its name.
        public let name: String
        /// The version of its payload.
        public let version: Int
        /// Its fields in JSON.
        public let payload: [UInt8]
    }

    /// A place in the order of commits.
    public struct Place: Sendable, Comparable {
        /// The transaction; 0 in SQLite, whose positions are in the order of commits.
        public var xid: Int64
        /// The position within it.
        public var position: Int64

        /// A place.
        public init(xid: Int64 = 0, position: Int64 = 0) { (self.xid, self.position) = (xid, position) }

        public static func < (left: Self, right: Self) -> Bool {
            (left.xid, left.position) < (right.xid, right.position)
        }
    }

    /// Stores an event.
    public func append<Occurrence: Event>(_ event: Occurrence, at time: Timestamp) throws {
        let payload = try Array(JSONEncoder().encode(event))
        try db.run(
            """
            INSERT INTO \(unsafe: service).outbox (id, name, version, ordering_key, payload, published_at)
            VALUES (\(ID<Entry>(at: time)), \(Occurrence.name.description), \(Occurrence.version),
                \(event.orderingKey), \(payload), \(time))
            """)
    }

    /// The events of a name after a place. In PostgreSQL only those of transactions older than every open one, so
    /// that none can appear before a place that was read.
    public func entries(named name: String, after place: Place, limit: Int) throws -> [Entry] {
        let settled: SQLQuery = .either(
            sqlite: "", postgres: "AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return try db.all(
            """
            SELECT xid, position, id, name, version, payload FROM \(unsafe: service).outbox
            WHERE name = \(name) AND (xid, position) > (\(place.xid), \(place.position)) \(settled)
            ORDER BY xid, position LIMIT \(limit)
            """
        ) { row in
            Entry(
                place: Place(xid: try row[0], position: try row[1]), id: try row[2], name: try row[3],
                version: try row[4], payload: try row[5])
        }
    }

    /// Drops events that are older than `time` and before what every handler of theirs has done.
    public func trim(named name: String, through place: Place, before time: Timestamp) throws {
        try db.run(
            """
            DELETE FROM \(unsafe: service).outbox
            WHERE name = \(name) AND (xid, position) <= (\(place.xid), \(place.position)) AND published_at < \(time)
            """)
    }

    /// Drops events that nobody handles and that are older than `time`.
    public func trim(exceptNamed names: [String], before time: Timestamp) throws {
        let others: SQLQuery = names.isEmpty ? "" : "AND name NOT IN \(list: names)"
        try db.run("DELETE FROM \(unsafe: service).outbox WHERE published_at < \(time) \(others)")
    }
}

/// What is known of a service's handlers.
public struct EventLedger {
    private let service: String
    private let db: any SQLConnection

    /// The ledger behind a connection of `service`.
    public init(of service: String, _ db: any SQLConnection) { (self.service, self.db) = (service, db) }

    /// How many events could not be handled.
    public func deadCount() throws -> Int {
        try db.first("SELECT count(*) FROM \(unsafe: service).dead_events") { try $0[0] } ?? 0
    }
}
