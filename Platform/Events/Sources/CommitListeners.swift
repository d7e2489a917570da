// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Synchronization

/// Those who are told of events at their commit, by kind: there are many of them, and each event is for few.
final class CommitListeners: Sendable {
    private typealias Body = @Sendable (any Event) -> Void

    private let bodies = Mutex<[EventName: [Body]]>([:])

    func add<Heard: Event>(_ type: Heard.Type, _ body: @escaping @Sendable (Heard) -> Void) {
        bodies.withLock { bodies in
            bodies[Heard.name, default: []].append { event in
                if let event = event as? Heard { body(event) }
            }
        }
    }

    /// Called on the database's thread right after a commit.
    func tell(_ notes: [CommitNote]) {
        for case .event(let published) in notes {
            guard let event = published.event else { continue }
            for body in bodies.withLock({ $0[published.name] ?? [] }) { body(event) }
        }
    }
}
