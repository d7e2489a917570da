// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Foundation
import Logging
import Metrics
import Synchronization

/// Brings events from the outboxes to one handler.
final class HandlerRelay: Sendable {
    /// The most events in one transaction of a handler.
    static let batchSize = 256
    /// How often an event is tried before it is put aside.
    static let attempts = 6

    let event: EventName
    private let name: HandlerName
    private let database: any ServiceDatabase
    private let clock: any WallClock
    private let logger: Logger
    private let apply: @Sendable (Outbox.Entry, Delivery, any SQLConnection) throws -> Void
    private let sources = Mutex<[any ServiceDatabase]>([])
    private let signal: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    /// One delivery at a time, whoever asks for it.
    private let turn = AsyncTurn()
    private let handled: Counter
    private let dead: Counter

    init<Handler: EventHandler>(
        _ handler: Handler, in database: any ServiceDatabase, clock: any WallClock, logger: Logger
    ) {
        name = Handler.name
        event = Handler.Handled.name
        self.database = database
        self.clock = clock
        self.logger = logger
        apply = { entry, delivery, db in
            let event = try JSONDecoder().decode(Handler.Handled.self, from: Data(entry.payload))
            try handler.handle(event, delivery, in: db)
        }
        (signal, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        let dimensions = [("handler", Handler.name.description)]
        handled = Counter(label: "roost_events_handled_total", dimensions: dimensions)
        dead = Counter(label: "roost_events_dead_total", dimensions: dimensions)
    }

    func use(_ sources: [any ServiceDatabase]) { self.sources.withLock { $0 = sources } }

    /// Says that there may be something to do.
    func wake() { waker.yield() }

    /// Ends `run` after what it is at.
    func stop() { waker.finish() }

    /// Delivers whenever there is something, until stopped.
    func run() async {
        let poll = Task { [waker] in
            while !Task.isCancelled {
                waker.yield()
                try? await Task.sleep(for: EventBus.pollInterval)  // Cancelled: the loop ends.
            }
        }
        for await _ in signal {
            do {
                try await deliverAll()
            } catch {
                logger.warning(
                    "Events could not be read; they are tried again.",
                    metadata: ["handler": "\(name)", "error": "\(error)"])
            }
        }
        poll.cancel()
    }

    /// Delivers what is waiting in all outboxes.
    func deliverAll() async throws {
        try await turn.take { [self] in
            for source in sources.withLock({ $0 }) {
                while try await deliver(from: source) == Self.batchSize {}
            }
        }
    }

    /// How far the handler is in an outbox.
    func place(in source: String) async throws -> Outbox.Place {
        let name = name
        let schema = database.name
        return try await database.read { db in
            try HandlerPlaces(schema, db).place(of: name, in: source)
        }
    }

    /// Delivers one batch and says how many events it had.
    private func deliver(from source: any ServiceDatabase) async throws -> Int {
        let (start, event, sourceName) = (try await place(in: source.name), event.description, source.name)
        let entries = try await source.read { db in
            try Outbox(of: sourceName, db).entries(named: event, after: start, limit: Self.batchSize)
        }
        guard let last = entries.last else { return 0 }
        do {
            try await commit(entries, from: sourceName, after: start, through: last.place)
        } catch let error where !Self.isPassing(error) {
            // One of them cannot be handled: each on its own, so that the others are.
            try await deliverOneByOne(entries, from: sourceName, after: start)
        }
        return entries.count
    }

    private func commit(
        _ entries: [Outbox.Entry], from source: String, after start: Outbox.Place, through end: Outbox.Place
    ) async throws {
        let (name, schema, apply) = (name, database.name, apply)
        let isDone = try await database.write { db in
            let places = HandlerPlaces(schema, db)
            // Another process may have been here meanwhile; then these events are done.
            guard try places.lock(name, in: source) == start else { return false }
            for entry in entries { try apply(entry, Delivery(id: entry.id, source: source), db) }
            try places.move(name, in: source, to: end, handled: entries.count)
            return true
        }
        if isDone { handled.increment(by: entries.count) }
    }

    private func deliverOneByOne(
        _ entries: [Outbox.Entry], from source: String, after start: Outbox.Place
    ) async throws {
        var place = start
        for entry in entries {
            for attempt in 1...Self.attempts {
                do {
                    try await commit([entry], from: source, after: place, through: entry.place)
                    break
                } catch let error where !Self.isPassing(error) {
                    guard attempt == Self.attempts else {
                        // 20, 40, 80… ms: long enough for a conflict to pass, short enough for those behind.
                        try await Task.sleep(for: .milliseconds(10 << attempt))
                        continue
                    }
                    try await putAside(entry, from: source, after: place, because: error)
                }
            }
            place = entry.place
        }
    }

    /// Keeps an event that cannot be handled, so that it is not lost and does not hold up the others.
    private func putAside(
        _ entry: Outbox.Entry, from source: String, after start: Outbox.Place, because error: any Error
    ) async throws {
        let (name, schema, now) = (name, database.name, clock.now)
        let text = String("\(error)".prefix(1000))
        try await database.write { db in
            let places = HandlerPlaces(schema, db)
            guard try places.lock(name, in: source) == start else { return }
            try places.bury(entry, of: name, from: source, error: text, at: now)
            try places.move(name, in: source, to: entry.place, handled: 0)
        }
        dead.increment()
        logger.error(
            "An event could not be handled and was put aside.",
            metadata: ["handler": "\(name)", "event": "\(entry.id)", "error": "\(text)"])
    }

    /// Whether trying the same again later may work.
    private static func isPassing(_ error: any Error) -> Bool {
        if case .unavailable? = error as? DatabaseError { return true }
        return error is CancellationError
    }
}

/// SQL for how far the handlers of a service are.
struct HandlerPlaces {
    let service: String
    let db: any SQLConnection

    init(_ service: String, _ db: any SQLConnection) { (self.service, self.db) = (service, db) }

    func place(of handler: HandlerName, in source: String) throws -> Outbox.Place {
        try place(of: handler, in: source, lock: "")
    }

    /// The place, with its row held until the end of the transaction.
    func lock(_ handler: HandlerName, in source: String) throws -> Outbox.Place {
        try db.run(
            """
            INSERT INTO \(unsafe: service).handlers (name, source, xid, position, handled)
            VALUES (\(handler.description), \(source), 0, 0, 0) ON CONFLICT (name, source) DO NOTHING
            """)
        return try place(of: handler, in: source, lock: .either(sqlite: "", postgres: "FOR UPDATE"))
    }

    private func place(of handler: HandlerName, in source: String, lock: SQLQuery) throws -> Outbox.Place {
        try db.first(
            """
            SELECT xid, position FROM \(unsafe: service).handlers
            WHERE name = \(handler.description) AND source = \(source) \(lock)
            """
        ) { Outbox.Place(xid: try $0[0], position: try $0[1]) } ?? Outbox.Place()
    }

    func move(_ handler: HandlerName, in source: String, to place: Outbox.Place, handled: Int) throws {
        try db.run(
            """
            UPDATE \(unsafe: service).handlers
            SET xid = \(place.xid), position = \(place.position), handled = handled + \(handled)
            WHERE name = \(handler.description) AND source = \(source)
            """)
    }

    func bury(
        _ entry: Outbox.Entry, of handler: HandlerName, from source: String, error: String, at time: Timestamp
    ) throws {
        try db.run(
            """
            INSERT INTO \(unsafe: service).dead_events (handler, source, id, name, version, payload, error, died_at)
            VALUES (\(handler.description), \(source), \(entry.id), \(entry.name), \(entry.version),
                \(entry.payload), \(error), \(time))
            """)
    }
}
