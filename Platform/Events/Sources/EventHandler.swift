// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database

/// The durable name of a handler, `service.what-it-does`: its position is stored under it, so never rename it.
public struct HandlerName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name as it is stored.
    public let description: String

    /// A name read from storage.
    public init(_ text: String) { description = text }
    public init(stringLiteral text: String) { description = text }
}

/// What a handler is told besides the event.
public struct Delivery: Sendable {
    /// The id of the event, the same at every attempt.
    public let id: EventID
    /// The service that published it.
    public let source: String
    /// The version of the payload.
    public let version: Int
    /// When it was published.
    public let publishedAt: Timestamp
    /// Its place among all events of the service that were published under its ordering key: it rises also from one
    /// kind to the next, whose handlers run side by side. Who keeps the latest state of something stores it.
    public let position: Int64
    /// Which attempt this is, from 1.
    public let attempt: Int
}

/// An event with what is told besides it.
public struct Delivered<Occurrence: Event>: Sendable {
    /// The event.
    public let event: Occurrence
    /// What is told besides.
    public let delivery: Delivery
}

/// Acts on one kind of event, inside a transaction of its own service's database.
///
/// The relay records the handler's position in that same transaction, so the effect happens exactly once whatever
/// crashes. `handle` may run more than once, so it must touch nothing but `db`; what needs the network is a job
/// enqueued there. Throwing undoes what it did for this event and has it delivered again, later and later, and at
/// last parked in `dead_events`; events with other ordering keys go on meanwhile.
public protocol EventHandler: Sendable {
    /// The kind of event it acts on.
    associatedtype Handled: Event
    /// The durable name.
    static var name: HandlerName { get }
    /// Acts on one event.
    func handle(_ event: Handled, _ delivery: Delivery, in db: any SQLConnection) throws
    /// Acts on up to 200 events that wait together, in their order. By default one after the other; for where many at
    /// once are less work. When it throws, all is undone and each event is handled by itself.
    func handle(all events: [Delivered<Handled>], in db: any SQLConnection) throws
}

extension EventHandler {
    public func handle(all events: [Delivered<Handled>], in db: any SQLConnection) throws {
        for event in events { try handle(event.event, event.delivery, in: db) }
    }
}
