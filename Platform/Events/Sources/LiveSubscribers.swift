// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Logging
import Metrics
import Synchronization

/// Those who hear of events at once: each has a bounded line and a task of its own.
final class LiveSubscribers: Sendable {
    private static let longestLine = 10_000

    private struct Subscriber: Sendable {
        /// Puts an event in the line; false when the line is full.
        let offer: @Sendable (any Event) -> Bool
        let end: @Sendable () -> Void
        let task: Task<Void, Never>
    }

    private let subscribers = Mutex<[EventName: [Subscriber]]>([:])
    private let logger: Logger
    private let dropped = Counter(label: "roost_events_live_dropped_total")

    init(logger: Logger) { self.logger = logger }

    func add<Heard: Event>(_ type: Heard.Type, _ body: @escaping @Sendable (Heard) async -> Void) {
        let (line, continuation) = AsyncStream.makeStream(
            of: Heard.self,
            bufferingPolicy: .bufferingOldest(Self.longestLine)
        )
        let subscriber = Subscriber(
            offer: { event in
                guard let event = event as? Heard else { return true }
                if case .dropped = continuation.yield(event) { return false }
                return true
            },
            end: { continuation.finish() },
            task: Task { for await event in line { await body(event) } }
        )
        subscribers.withLock { $0[Heard.name, default: []].append(subscriber) }
    }

    /// Called on the database's thread right after a commit: it only hands over.
    func tell(_ notes: [CommitNote]) {
        let subscribers = subscribers.withLock { $0 }
        guard !subscribers.isEmpty else { return }
        for case .event(let published) in notes {
            guard let event = published.event else { continue }
            for subscriber in subscribers[published.name] ?? [] where !subscriber.offer(event) {
                dropped.increment()
                logger.warning(
                    "A live subscriber is too slow and missed an event.",
                    metadata: ["event": "\(published.name)"]
                )
            }
        }
    }

    func stop() async {
        let all = subscribers.withLock { subscribers in
            defer { subscribers = [:] }
            return subscribers.values.joined()
        }
        for subscriber in all { subscriber.end() }
        for subscriber in all { await subscriber.task.value }
    }
}
