// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database

/// The durable name of a handler, `service.what-it-does`. It is stored with how far the handler is: never rename.
public struct HandlerName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name as it is stored.
    public let description: String

    public init(stringLiteral text: String) { description = text }
}

/// Which event is being delivered.
public struct Delivery: Sendable {
    /// The event's id, the same each time it is delivered.
    public let id: EventID
    /// The service that published it.
    public let source: String
}

/// What a service does when something happened elsewhere.
///
/// It runs in a transaction of its own service's database, in which is also stored that it ran. So its effect happens
/// exactly once, whatever is killed when. What needs the network is left to a job that this transaction stores.
public protocol EventHandler: Sendable {
    /// The event it acts on.
    associatedtype Handled: Event
    /// Its durable name.
    static var name: HandlerName { get }
    /// Acts on an event.
    func handle(_ event: Handled, _ delivery: Delivery, in db: any SQLConnection) throws
}
