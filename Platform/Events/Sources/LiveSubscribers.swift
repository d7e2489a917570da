// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Logging
import Metrics
import Synchronization

/// Those who hear of events at once.
///
/// One line for all of them, so that what happened one after the other is told one after the other: a message is
/// never heard of after its own deletion.
final class LiveSubscribers: Sendable {
    private static let longestLine = 65_536

    private typealias Body = @Sendable (any Event) async -> Void

    private let bodies = Mutex<[EventName: [Body]]>([:])
    private let line: AsyncStream<[CommitNote]>
    private let entrance: AsyncStream<[CommitNote]>.Continuation
    private let task = Mutex<Task<Void, Never>?>(nil)
    private let logger: Logger
    private let dropped = Counter(label: "roost_events_live_dropped_total")

    init(logger: Logger) {
        self.logger = logger
        (line, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.longestLine))
    }

    func add<Heard: Event>(_ type: Heard.Type, _ body: @escaping @Sendable (Heard) async -> Void) {
        bodies.withLock { bodies in
            bodies[Heard.name, default: []].append { event in
                if let event = event as? Heard { await body(event) }
            }
        }
    }

    /// Begins to tell.
    func start() {
        let bodies = bodies.withLock { $0 }
        task.withLock { task in
            task = Task { [line] in
                for await notes in line {
                    for case .event(let published) in notes {
                        guard let event = published.event else { continue }
                        for body in bodies[published.name] ?? [] { await body(event) }
                    }
                }
            }
        }
    }

    /// Called on the database's thread right after a commit: it only hands over.
    func tell(_ notes: [CommitNote]) {
        guard case .dropped = entrance.yield(notes) else { return }
        dropped.increment()
        logger.warning("Live subscribers are too slow and missed events.")
    }

    func stop() async {
        entrance.finish()
        await task.withLock { $0 }?.value
    }
}
