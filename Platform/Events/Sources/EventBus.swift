// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
public import Logging

/// Carries events from the outboxes of the databases in this process to handlers and live subscribers.
///
/// Add handlers and subscribers first, then `start`. Handlers are durable and act exactly once; live subscribers
/// hear, within a millisecond, what this process commits, and nothing that happened while it was down.
public final class EventBus: Sendable {
    /// A bus over the outboxes of `sources`.
    public init(
        sources: [any ServiceDatabase],
        settings: RelaySettings = RelaySettings(),
        logger: Logger = Logger(label: "roost.events")
    ) {
    }

    /// Has `handler` act on its events from every source, in transactions of `database`.
    public func subscribe<Handler: EventHandler>(_ handler: Handler, in database: any ServiceDatabase) {
    }

    /// Calls `body` with each event of a kind right after its commit, one at a time, in commit order per source.
    ///
    /// Not durable. A body that is slow delays only itself; when 10,000 events wait for it, newer ones are
    /// dropped, logged and counted.
    public func onCommitted<Heard: Event>(
        _ type: Heard.Type,
        _ body: @escaping @Sendable (Heard) async -> Void
    ) {
    }

    /// Begins to deliver.
    public func start() {
    }

    /// Finishes the deliveries under way and stops.
    public func stop() async {
    }
}

/// The bounds of a relay.
public struct RelaySettings: Sendable, Equatable {
    /// The most events that one transaction of a handler takes.
    public var batch = 200
    /// How often the outbox is looked at although nothing woke the relay, for events of other processes.
    public var safetyPoll: Duration = .seconds(5)
    /// How often a failing event is tried before it is parked.
    public var attempts = 8
    /// The pause after the first failure; it doubles with each further one.
    public var firstPause: Duration = .milliseconds(500)
    /// The longest pause between two attempts.
    public var longestPause: Duration = .minutes(5)
    /// How long handled events stay in the outbox.
    public var retention: Duration = .hours(1)

    /// The usual bounds.
    public init() {}
}
