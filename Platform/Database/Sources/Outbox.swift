// SPDX-License-Identifier: Apache-2.0
public import Core
import Foundation

/// Marks the ids of published events.
public enum PublishedEventTag {}

/// The id of one published event, the same for every handler and every delivery.
public typealias EventID = ID<PublishedEventTag>

/// An event as it was published, with its row in the outbox.
public struct PublishedEvent: Sendable {
    /// The id of this event.
    public let id: EventID
    /// The kind of event.
    public let name: EventName
    /// The version of the payload.
    public let version: Int
    /// Events with the same key keep their order.
    public let orderingKey: String
    /// The event as JSON.
    public let payload: String
    /// When it was published.
    public let publishedAt: Timestamp
    /// The event itself, when it was published by this process a moment ago.
    public let event: (any Event)?

    /// An event with all its parts.
    public init(
        id: EventID,
        name: EventName,
        version: Int,
        orderingKey: String,
        payload: String,
        publishedAt: Timestamp,
        event: (any Event)? = nil
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.orderingKey = orderingKey
        self.payload = payload
        self.publishedAt = publishedAt
        self.event = event
    }
}

extension SQLConnection {
    /// Announces a fact: a row in this service's outbox, in the transaction that makes it true.
    ///
    /// The relay hands it to the handlers once the block is committed, and to nobody if it is not.
    public func publish<Published: Event>(_ event: Published) throws {
        let published = PublishedEvent(
            id: EventID(at: now),
            name: Published.name,
            version: Published.version,
            orderingKey: event.orderingKey,
            payload: try JSONText.encode(event),
            publishedAt: now,
            event: event
        )
        try enqueue(
            """
            INSERT INTO \(unsafe: name).outbox (id, name, version, ordering_key, payload, published_at)
            VALUES (\(published.id), \(published.name.description), \(published.version),
                \(published.orderingKey), \(published.payload), \(published.publishedAt))
            """
        )
        record(.event(published))
    }
}

/// Events and jobs as JSON text.
package enum JSONText {
    package static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try JSON.encode(value), as: UTF8.self)
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
