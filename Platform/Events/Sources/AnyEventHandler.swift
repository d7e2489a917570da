// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// A handler whose kind of event is known only inside.
struct AnyEventHandler: Sendable {
    let name: HandlerName
    let event: EventName
    let handle: @Sendable (PublishedEvent, Delivery, any SQLConnection) throws -> Void
    let handleAll: @Sendable ([(PublishedEvent, Delivery)], DecodedEvents, any SQLConnection) throws -> Void

    init<Handler: EventHandler>(_ handler: Handler) {
        name = Handler.name
        event = Handler.Handled.name
        handle = { published, delivery, db in
            let event = try JSONText.decode(Handler.Handled.self, from: published.payload)
            try handler.handle(event, delivery, in: db)
        }
        handleAll = { published, decoded, db in
            let events = try published.map { published, delivery in
                Delivered(
                    event: try decoded.event(Handler.Handled.self, of: published),
                    delivery: delivery
                )
            }
            try handler.handle(all: events, in: db)
        }
    }
}
