// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
public import Logging
import Metrics
import Synchronization

// Every service publishes into the outbox of its own database, in the transaction that makes the event true. Two kinds
// of readers follow:
//
// - Handlers are durable. Each has a place in each outbox, stored in its own service's database in the transaction of
//   its effect. A relay reads what comes after that place and calls the handler, many events in one transaction when
//   it is behind. A crash at any moment leaves both effect and place, or neither.
// - Live listeners get the event itself right after the commit, in the order of commits, in this process only. They
//   are for sockets, whose clients catch up by cursor, and for caches, which do not survive a crash either.
//
// A commit wakes the handlers of the names it published. Every few seconds all look again, for what another process
// published and for what is to be tried again.

/// Carries events from the services that publish them to those that hear them.
public final class EventBus: Sendable {
    /// How often handlers look for events that nobody woke them for.
    static let pollInterval: Duration = .seconds(5)
    /// How long events stay in an outbox after every handler is done with them.
    static let retention: Duration = .hours(24)

    private struct State {
        var sources: [any ServiceDatabase] = []
        var relays: [HandlerRelay] = []
        var listeners: [EventName: [@Sendable (any Event) async -> Void]] = [:]
        var invalidations: [EventName: [@Sendable (any Event) -> Void]] = [:]
        var tasks: [Task<Void, Never>] = []
        var streams: [AsyncStream<[any Event]>.Continuation] = []
    }

    private let state = Mutex(State())
    private let clock: any WallClock
    private let logger: Logger

    /// A bus that nobody uses yet.
    public init(clock: any WallClock, logger: Logger) {
        self.clock = clock
        self.logger = logger
    }

    /// Adds a service that publishes. Before `start`.
    public func attach(_ source: any ServiceDatabase) {
        state.withLock { $0.sources.append(source) }
    }

    /// Adds a handler, with the database its effects go to. Before `start`.
    public func subscribe<Handler: EventHandler>(_ handler: Handler, in database: any ServiceDatabase) {
        let relay = HandlerRelay(handler, in: database, logger: logger)
        state.withLock { $0.relays.append(relay) }
    }

    /// Adds a live listener. Before `start`.
    public func whenCommitted<Occurrence: Event>(
        _ event: Occurrence.Type,
        do action: @escaping @Sendable (Occurrence) async -> Void
    ) {
        state.withLock { state in
            state.listeners[Occurrence.name, default: []].append { event in
                if let event = event as? Occurrence { await action(event) }
            }
        }
    }

    /// Adds something done at the commit itself, before whoever wrote goes on: dropping what a cache holds, so that
    /// they read what they wrote. It must be quick and must not wait. Before `start`.
    public func atCommit<Occurrence: Event>(
        _ event: Occurrence.Type,
        do action: @escaping @Sendable (Occurrence) -> Void
    ) {
        state.withLock { state in
            state.invalidations[Occurrence.name, default: []].append { event in
                if let event = event as? Occurrence { action(event) }
            }
        }
    }

    /// Starts to deliver, from where each handler stopped.
    public func start() {
        state.withLock { state in
            let (relays, listeners) = (state.relays, state.listeners)
            let invalidations = state.invalidations
            for relay in relays { relay.use(state.sources) }
            for source in state.sources {
                // A process so far behind drops live events; clients catch up by cursor.
                let (stream, continuation) = AsyncStream.makeStream(
                    of: [any Event].self,
                    bufferingPolicy: .bufferingOldest(65_536)
                )
                state.streams.append(continuation)
                source.observeCommits { notes in
                    let events = notes.compactMap { note in
                        if case .event(let published) = note { published.event } else { nil }
                    }
                    for event in events {
                        for invalidate in invalidations[type(of: event).name] ?? [] { invalidate(event) }
                    }
                    continuation.yield(events)
                    let names = Set(events.map { type(of: $0).name })
                    for relay in relays where names.contains(relay.event) { relay.wake() }
                }
                state.tasks.append(
                    Task {
                        for await events in stream {
                            for event in events {
                                for listener in listeners[type(of: event).name] ?? [] {
                                    await listener(event)
                                }
                            }
                        }
                    }
                )
            }
            state.tasks += relays.map { relay in Task { await relay.run() } }
            state.tasks.append(Task { [weak self] in await self?.trimAgainAndAgain() })
        }
    }

    /// Stops to deliver. What is under way is finished; the rest waits in the outboxes.
    public func stop() async {
        let tasks = state.withLock { state in
            for stream in state.streams { stream.finish() }
            for relay in state.relays { relay.stop() }
            state.tasks.last?.cancel()
            defer { state.tasks = [] }
            return state.tasks
        }
        for task in tasks { await task.value }
    }

    /// Returns when every handler has done all that was published before the call.
    public func drain() async throws {
        for relay in state.withLock({ $0.relays }) { try await relay.deliverAll() }
    }

    private func trimAgainAndAgain() async {
        while !Task.isCancelled {
            // Cancelled while asleep: the loop ends.
            guard (try? await Task.sleep(for: .seconds(600))) != nil else { return }
            do {
                try await trim()
            } catch {
                logger.warning("Outboxes were not trimmed.", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Drops events that every handler is done with and whose retention is over.
    func trim() async throws {
        let (sources, relays) = state.withLock { ($0.sources, $0.relays) }
        let before = clock.now - Self.retention
        for source in sources {
            let name = source.name
            for (event, relays) in Dictionary(grouping: relays, by: \.event) {
                var least: CommitPosition?
                for relay in relays {
                    let place = try await relay.place(in: name)
                    least = min(least ?? place, place)
                }
                guard let least else { continue }
                try await source.write { db in
                    try OutboxReader(db).trim(named: event, through: least, before: before)
                }
            }
            let handled = Array(Set(relays.map(\.event)))
            try await source.write { db in
                try OutboxReader(db).trim(exceptNamed: handled, before: before)
            }
        }
    }
}
