// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Logging
import Metrics
import Synchronization

// How an event comes to act exactly once.
//
// A pump takes the events of one kind from one source's outbox, in commit order, and hands them to one handler.
// In one transaction of the handler's database it moves the handler's position and lets the handler act on up to
// 200 events. Either all of that is on disk or none, so after a crash it goes on exactly behind what has its
// effect. The position is moved only if it is still where the pump last saw it: of two processes that run the same
// handler, one moves it and the other's transaction is undone, and it reads the position anew.
//
// When an event fails, the batch is undone and done again with each event in a savepoint. A failing event goes to
// `held_events` and the position moves on past it. While a key has a held event, later events of that key are
// held behind it, so the order per key stays; other keys go on. Held events are tried again later and later, and
// after the last attempt moved to `dead_events`, and the key goes on.
//
// An error that says the database cannot work now (full disk, connection lost) is not the event's fault: the
// transaction is tried again, and no attempt is counted.

/// Hands the events of one source to one handler.
final class HandlerPump: Sendable {
    private struct Place {
        /// What the handler's database says; nil before the first event.
        var stored: CommitPosition?
        /// Up to here there is nothing more for this handler.
        var scanned = CommitPosition.start
    }

    /// How long a pump that nothing wakes sleeps: its relay looks for what it is not told of.
    private static let longestSleep: Duration = .hours(1)

    let event: EventName
    private let handler: AnyEventHandler
    private let source: any ServiceDatabase
    private let target: any ServiceDatabase
    private let decoded: DecodedEvents
    private let settings: RelaySettings
    private let logger: Logger
    private let signal = WakeSignal()
    /// Ends a rest.
    private let hurrying = WakeSignal()
    private let place = Mutex<Place?>(nil)
    private let handled: Counter
    private let dead: Counter
    private let lag: Gauge

    init(
        _ handler: AnyEventHandler,
        from source: any ServiceDatabase,
        into target: any ServiceDatabase,
        decoded: DecodedEvents,
        settings: RelaySettings,
        logger: Logger
    ) {
        self.handler = handler
        self.decoded = decoded
        self.source = source
        self.target = target
        self.settings = settings
        self.logger = logger
        event = handler.event
        let dimensions = [("handler", handler.name.description), ("source", source.name)]
        handled = Counter(label: "roost_events_handled_total", dimensions: dimensions)
        dead = Counter(label: "roost_events_dead_total", dimensions: dimensions)
        lag = Gauge(label: "roost_outbox_lag_seconds", dimensions: dimensions)
    }

    var name: HandlerName { handler.name }

    func wake() { signal.wake() }

    /// Wakes it also from its rest, for whoever waits for what it does.
    func hurry() {
        signal.wake()
        hurrying.wake()
    }

    /// Delivers, when it is woken, until the task is cancelled. What is under way is finished.
    func run() async {
        var failures = 0
        await signal.wait(atMost: Self.longestSleep)
        while !Task.isCancelled {
            do {
                let began = ContinuousClock.now
                let (count, pause) = try await deliver()
                failures = 0
                guard pause > .zero else { continue }
                // What comes meanwhile is taken together: a transaction costs more than an event.
                let rest = settings.pace - (ContinuousClock.now - began)
                if count > 0, rest > .zero { await hurrying.wait(atMost: rest) }
                await signal.wait(atMost: pause)
            } catch is PositionMoved {
                place.withLock { $0 = nil }
            } catch {
                failures += 1
                logger.warning("Events could not be delivered and will be.", metadata: describe(error))
                let pause = settings.pause(after: failures)
                // Ends early when cancelled, which the loop's condition sees.
                try? await Task.sleep(for: min(pause, .seconds(10)))
            }
        }
    }

    /// Delivers what there is. Returns how many events that were, and how long to wait for more.
    private func deliver() async throws -> (count: Int, pause: Duration) {
        let place = try await currentPlace()
        let (event, limit) = (event, settings.batch)
        let page = try await uncancelled(source, writes: false) { db in
            try Outbox(db).page(of: event, after: place.scanned, limit: limit)
        }
        if let last = page.rows.last {
            try await act(on: page.rows, from: place.stored, to: last.place)
            self.place.withLock { $0 = Place(stored: last.place, scanned: page.scannedTo) }
            handled.increment(by: page.rows.count)
            let isLast = !page.hasMore && !page.isHeldBack
            lag.record(isLast ? 0 : (source.clock.now - last.event.publishedAt).inSeconds)
        } else {
            self.place.withLock { $0?.scanned = page.scannedTo }
            lag.record(0)
        }
        let nextHeld = try await deliverHeld()
        let count = page.rows.count
        if page.hasMore { return (count, .zero) }
        // A transaction that is still open elsewhere keeps an event invisible; its end wakes nobody here.
        if page.isHeldBack { return (count, .milliseconds(10)) }
        return (count, min(Self.longestSleep, nextHeld ?? Self.longestSleep))
    }

    private func currentPlace() async throws -> Place {
        if let place = place.withLock({ $0 }) { return place }
        let (name, from) = (handler.name.description, source.name)
        let stored = try await uncancelled(target, writes: false) { db in
            try HandlerProgress(db: db, handler: name, source: from).position()
        }
        return place.withLock { place in
            let found = place ?? Place(stored: stored, scanned: stored ?? .start)
            place = found
            return found
        }
    }

    /// Whether nothing is left to do now of what was committed; events put off for later do not count.
    func isCaughtUp() async throws -> Bool {
        let (event, name, from) = (event, handler.name.description, source.name)
        let stored = try await target.read { db in
            try HandlerProgress(db: db, handler: name, source: from).position()
        }
        let page = try await source.read { db in
            try Outbox(db).page(of: event, after: stored ?? .start, limit: 1)
        }
        return page.rows.isEmpty && !page.isHeldBack
    }

    /// How far this handler is, which is what trimming waits for: at `end` when nothing of its kind lies before that.
    func reached(_ end: CommitPosition, ofKinds names: Set<EventName>) async throws -> CommitPosition {
        guard names.contains(event) else { return end }
        // Its look goes on from where it is and finds the end, if there is nothing for it.
        wake()
        let place = try await currentPlace()
        return max(place.stored ?? .start, place.scanned)
    }
}

extension HandlerPump {
    /// What the attempt at one event came to.
    private struct EventFailed: Error {}

    private func act(on rows: [OutboxRow], from old: CommitPosition?, to new: CommitPosition) async throws {
        do {
            try await uncancelled(target, writes: true) { [self] db in
                let free = try begin(rows, from: old, to: new, in: db)
                do {
                    try handler.handleAll(free.map { ($0.event, delivery(of: $0)) }, decoded, db)
                } catch let error as DatabaseError where error.isTransient {
                    throw error
                } catch {
                    throw EventFailed()
                }
            }
        } catch is EventFailed {
            try await uncancelled(target, writes: true) { [self] db in
                let progress = progress(db)
                var failed: Set<String> = []
                for row in try begin(rows, from: old, to: new, in: db) {
                    let key = row.event.orderingKey
                    guard !failed.contains(key) else {
                        try progress.hold(row, attempts: 0, error: "", until: nil)
                        continue
                    }
                    guard let error = try attempt(row, in: db) else { continue }
                    failed.insert(key)
                    note(error, row, attempts: 1)
                    try progress.hold(
                        row,
                        attempts: 1,
                        error: error,
                        until: db.now + settings.pause(after: 1)
                    )
                }
            }
        }
    }

    /// Moves the position past a batch, and returns what of it need not wait behind a held event.
    private func begin(
        _ rows: [OutboxRow],
        from old: CommitPosition?,
        to new: CommitPosition,
        in db: any SQLConnection
    ) throws -> [OutboxRow] {
        let progress = progress(db)
        try progress.move(from: old, to: new, past: rows.count)
        let held = try progress.heldKeys()
        var free: [OutboxRow] = []
        for row in rows {
            if held.contains(row.event.orderingKey) {
                try progress.hold(row, attempts: 0, error: "", until: nil)
            } else {
                free.append(row)
            }
        }
        return free
    }

    private func delivery(of row: OutboxRow) -> Delivery {
        Delivery(
            id: row.event.id,
            source: source.name,
            version: row.event.version,
            publishedAt: row.event.publishedAt,
            position: row.place.position,
            attempt: row.attempts + 1
        )
    }

    /// Lets the handler act in a savepoint. Returns why it failed, or nil; throws when the database cannot work.
    private func attempt(_ row: OutboxRow, in db: any SQLConnection) throws -> String? {
        do {
            try db.savepoint { try handler.handle(row.event, delivery(of: row), db) }
            return nil
        } catch let error as DatabaseError where error.isTransient {
            throw error
        } catch {
            return String(String(describing: error).prefix(500))
        }
    }

    /// Tries the held events that are due. Returns how long until the next is, or nil when none is held.
    private func deliverHeld() async throws -> Duration? {
        let limit = settings.batch
        let (due, next) = try await uncancelled(target, writes: false) { [self] db in
            let progress = progress(db)
            return (try progress.dueHeld(limit: limit), try progress.nextHeld())
        }
        for row in due {
            try await uncancelled(target, writes: true) { [self] db in try retry(from: row, in: db) }
        }
        if !due.isEmpty { return .zero }
        return next.map { max(.milliseconds(1), $0 - target.clock.now) }
    }

    /// Tries a held event, and once it is out of the way those that waited behind it: one at a time they would take a
    /// transaction, and a search for the first of each key, each.
    private func retry(from row: OutboxRow, in db: any SQLConnection) throws {
        guard try retry(row, in: db) else { return }
        for next in try progress(db).held(under: row.event.orderingKey, limit: settings.batch) {
            guard try retry(next, in: db) else { return }
        }
    }

    /// Tries a held event. True when its key may go on.
    private func retry(_ row: OutboxRow, in db: any SQLConnection) throws -> Bool {
        let progress = progress(db)
        guard try progress.take(row) else { return false }
        guard let error = try attempt(row, in: db) else {
            try progress.release(row)
            return true
        }
        let attempts = row.attempts + 1
        note(error, row, attempts: attempts)
        if attempts >= settings.attempts {
            try progress.bury(row, error: error)
            return true
        }
        try progress.postpone(row, error: error, until: db.now + settings.pause(after: attempts))
        return false
    }

    private func note(_ error: String, _ row: OutboxRow, attempts: Int) {
        var metadata = describe(error)
        metadata["event"] = "\(row.event.name)"
        metadata["id"] = "\(row.event.id)"
        metadata["attempt"] = "\(attempts)"
        if attempts >= settings.attempts {
            dead.increment()
            logger.error("An event failed too often and is parked.", metadata: metadata)
        } else {
            logger.warning("An event failed and will be tried again.", metadata: metadata)
        }
    }

    private func progress(_ db: any SQLConnection) -> HandlerProgress {
        HandlerProgress(db: db, handler: handler.name.description, source: source.name)
    }

    private func describe(_ error: Any) -> Logger.Metadata {
        ["handler": "\(handler.name)", "source": "\(source.name)", "error": "\(error)"]
    }

    /// Runs a block to its end although the relay is being stopped, so that its outcome is known.
    private func uncancelled<Value: Sendable>(
        _ database: any ServiceDatabase,
        writes: Bool,
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await Task.detached {
            if writes { return try await database.write(body) }
            return try await database.read(body)
        }.value
    }
}
