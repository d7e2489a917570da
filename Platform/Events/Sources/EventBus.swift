// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
public import Logging
import Synchronization

/// Carries events from the outboxes of the databases in this process to handlers and live subscribers.
///
/// Add handlers and subscribers first, then `start`. Handlers are durable and act exactly once; live subscribers
/// hear, within a millisecond, what this process commits, and nothing that happened while it was down.
public final class EventBus: Sendable {
    private struct State {
        var handlers: [(handler: AnyEventHandler, database: any ServiceDatabase)] = []
        var relays: [EventRelay] = []
        var watch: Task<Void, Never>?
    }

    private let sources: [any ServiceDatabase]
    private let settings: RelaySettings
    private let logger: Logger
    private let live: LiveSubscribers
    private let state = Mutex(State())

    /// A bus over the outboxes of `sources`.
    public init(
        sources: [any ServiceDatabase],
        settings: RelaySettings = RelaySettings(),
        logger: Logger = Logger(label: "roost.events")
    ) {
        self.sources = sources
        self.settings = settings
        self.logger = logger
        live = LiveSubscribers(logger: logger)
        for source in sources { source.observeCommits { [live] notes in live.tell(notes) } }
    }

    /// Has `handler` act on its events from every source, in transactions of `database`.
    public func subscribe<Handler: EventHandler>(_ handler: Handler, in database: any ServiceDatabase) {
        state.withLock { $0.handlers.append((AnyEventHandler(handler), database)) }
    }

    /// Calls `body` with each event of a kind right after its commit, one at a time and, among all kinds, in commit order.
    ///
    /// Not durable. A body that is slow delays the others; when 65,536 commits wait, newer ones are dropped, logged
    /// and counted. On PostgreSQL, commits that do not meet in a row may be told in either order.
    public func onCommitted<Heard: Event>(
        _ type: Heard.Type,
        _ body: @escaping @Sendable (Heard) async -> Void
    ) {
        live.add(type, body)
    }

    /// Calls `body` with each event of a kind at its commit, before whoever wrote it goes on: to drop what a cache holds,
    /// so that they read what they wrote. It runs on the database's thread: it must be quick and must not wait.
    public func atCommit<Heard: Event>(_ type: Heard.Type, _ body: @escaping @Sendable (Heard) -> Void) {
        for source in sources {
            source.observeCommits { notes in
                for case .event(let published) in notes {
                    if let event = published.event as? Heard { body(event) }
                }
            }
        }
    }

    /// Begins to deliver.
    public func start() {
        state.withLock { state in
            guard state.relays.isEmpty else { return }
            state.relays = sources.map { source in
                EventRelay(source: source, handlers: state.handlers, settings: settings, logger: logger)
            }
            for relay in state.relays { relay.start() }
            let targets = Dictionary(state.handlers.map { ($0.database.name, $0.database) }) { first, _ in
                first
            }
            let relays = Dictionary(uniqueKeysWithValues: zip(sources.map(\.name), state.relays))
            state.watch = Task { await self.watchHeld(in: Array(targets.values), relays) }
            live.start()
        }
    }

    /// Returns when every handler has done what was published before the call, and what other handlers published in
    /// doing so.
    public func drain() async throws {
        let relays = state.withLock { $0.relays }
        var isQuiet = false
        while !isQuiet {
            isQuiet = true
            for relay in relays where try await relay.drain() { isQuiet = false }
        }
    }

    /// Wakes, now and then, the handlers that have events put off: at the start, and for a process that is gone.
    private func watchHeld(in targets: [any ServiceDatabase], _ relays: [String: EventRelay]) async {
        while !Task.isCancelled {
            for target in targets {
                do {
                    for (handler, source) in try await target.read({ db in try HandlerProgress.held(in: db) })
                    {
                        relays[source]?.wake(handler)
                    }
                } catch {
                    logger.warning(
                        "Held events could not be looked at and will be.",
                        metadata: ["service": "\(target.name)", "error": "\(error)"]
                    )
                }
            }
            // Ends early when cancelled, which the loop's condition sees.
            try? await Task.sleep(for: settings.safetyPoll)
        }
    }

    /// Finishes the deliveries under way and stops.
    public func stop() async {
        let (relays, watch) = state.withLock { ($0.relays, $0.watch) }
        watch?.cancel()
        await watch?.value
        for relay in relays { await relay.stop() }
        await live.stop()
    }
}

/// The bounds of a relay.
public struct RelaySettings: Sendable, Equatable {
    /// The most events that one transaction of a handler takes.
    public var batch = 200
    /// How soon after a delivery a handler delivers again, unless a whole batch waits. The first event after a while of
    /// quiet is delivered at once; of a stream of them many share a transaction.
    public var pace: Duration = .milliseconds(50)
    /// How often the outbox is looked at although nothing woke the relay, for events of other processes. On
    /// PostgreSQL, where there may be such processes, at least every second.
    public var safetyPoll: Duration = .seconds(5)
    /// How often a failing event is tried before it is parked.
    public var attempts = 8
    /// The pause after the first failure; it doubles with each further one.
    public var firstPause: Duration = .milliseconds(500)
    /// The longest pause between two attempts.
    public var longestPause: Duration = .minutes(5)
    /// How long handled events stay in the outbox.
    public var retention: Duration = .hours(1)
    /// How often old events are trimmed and readers say where they are.
    public var trimEvery: Duration = .seconds(60)

    /// The usual bounds.
    public init() {}

    /// The pause after so many failures.
    func pause(after attempts: Int) -> Duration {
        min(longestPause, firstPause * (1 << min(max(attempts - 1, 0), 20)))
    }
}
