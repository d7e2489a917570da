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
    private let logger: Logger
    private let apply: @Sendable (OutboxReader.Entry, Delivery, any SQLConnection) throws -> Void
    private let sources = Mutex<[any ServiceDatabase]>([])
    private let signal: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    /// One delivery at a time, whoever asks for it.
    private let turn = AsyncTurn()
    private let handled: Counter
    private let dead: Counter

    init<Handler: EventHandler>(
        _ handler: Handler,
        in database: any ServiceDatabase,
        logger: Logger
    ) {
        name = Handler.name
        event = Handler.Handled.name
        self.database = database
        self.logger = logger
        apply = { entry, delivery, db in
            let event = try JSONDecoder().decode(Handler.Handled.self, from: Data(entry.payload.utf8))
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
                    metadata: ["handler": "\(name)", "error": "\(error)"]
                )
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
    func place(in source: String) async throws -> CommitPosition {
        let name = name.description
        return try await database.read { db in try HandlerLedger(db).place(of: name, in: source) }
    }

    /// Delivers one batch and says how many events it had.
    private func deliver(from source: any ServiceDatabase) async throws -> Int {
        let (start, event, sourceName) = (try await place(in: source.name), event, source.name)
        let entries = try await source.read { db in
            try OutboxReader(db).entries(named: event, after: start, limit: Self.batchSize)
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
        _ entries: [OutboxReader.Entry],
        from source: String,
        after start: CommitPosition,
        through end: CommitPosition
    ) async throws {
        let (name, apply) = (name.description, apply)
        let isDone = try await database.write { db in
            let places = HandlerLedger(db)
            // Another process may have been here meanwhile; then these events are done.
            guard try places.lock(name, in: source) == start else { return false }
            for entry in entries { try apply(entry, Delivery(id: entry.id, source: source), db) }
            try places.move(name, in: source, to: end, handled: entries.count)
            return true
        }
        if isDone { handled.increment(by: entries.count) }
    }

    private func deliverOneByOne(
        _ entries: [OutboxReader.Entry],
        from source: String,
        after start: CommitPosition
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
        _ entry: OutboxReader.Entry,
        from source: String,
        after start: CommitPosition,
        because error: any Error
    ) async throws {
        let name = name.description
        let text = String("\(error)".prefix(1000))
        try await database.write { db in
            let places = HandlerLedger(db)
            guard try places.lock(name, in: source) == start else { return }
            try places.bury(entry, of: name, from: source, error: text)
            try places.move(name, in: source, to: entry.place, handled: 0)
        }
        dead.increment()
        logger.error(
            "An event could not be handled and was put aside.",
            metadata: ["handler": "\(name)", "event": "\(entry.id)", "error": "\(text)"]
        )
    }

    /// Whether trying the same again later may work.
    private static func isPassing(_ error: any Error) -> Bool {
        if let error = error as? DatabaseError, error.isTransient { return true }
        return error is CancellationError
    }
}
