// SPDX-License-Identifier: Apache-2.0

/// The name of a kind of event, `noun.verb` as in `message.sent`. Stored and sent: never renamed.
public struct EventName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name as it is stored.
    public let description: String

    /// A name read from storage.
    public init(_ text: String) { description = text }
    public init(stringLiteral text: String) { description = text }
}

/// A fact that a service announces: in the past tense, with ids rather than rows.
///
/// Published inside the transaction that makes it true, delivered in order per key, acted on exactly once.
public protocol Event: Codable, Sendable {
    /// The durable name.
    static var name: EventName { get }
    /// The version of the payload, raised when a field changes its meaning.
    static var version: Int { get }
    /// Events with the same key arrive in the order in which they were published.
    var orderingKey: String { get }
}

extension Event {
    public static var version: Int { 1 }
}
