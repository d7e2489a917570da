// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Synchronization

/// The events of one outbox that were decoded last: several handlers hear the same ones at about the same time, and
/// reading the JSON is a good part of what an event costs.
final class DecodedEvents: Sendable {
    private struct State {
        var events: [EventID: any Event] = [:]
        /// The order they came in, around and around.
        var order: [EventID] = []
        var next = 0

        mutating func keep(_ event: any Event, _ id: EventID) {
            guard events.updateValue(event, forKey: id) == nil else { return }
            guard order.count == DecodedEvents.limit else { return order.append(id) }
            events[order[next]] = nil
            order[next] = id
            next = (next + 1) % order.count
        }
    }

    /// A few batches.
    private static let limit = 1024

    private let state = Mutex(State())

    /// The event, decoded from what was published unless it was a moment ago.
    func event<Decoded: Event>(_ type: Decoded.Type, of published: PublishedEvent) throws -> Decoded {
        let known = state.withLock { $0.events[published.id] }
        if let known = known as? Decoded { return known }
        let event = try JSONText.decode(type, from: published.payload)
        state.withLock { $0.keep(event, published.id) }
        return event
    }
}
