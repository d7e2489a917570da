// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Events
import UsersAPI

/// Counts what people say, and counts saying it as being seen.
struct RecordActivityOfSender: EventHandler {
    static let name: HandlerName = "presence.record-activity"  // Durable: never rename.

    func handle(_ event: MessageSent, _ delivery: Delivery, in db: any SQLConnection) throws {
        try ActivityStore(db).see(event.message.sender, at: event.message.createdAt, messages: 1)
    }

    /// Somebody who says much at once was seen once.
    func handle(all events: [Delivered<MessageSent>], in db: any SQLConnection) throws {
        let messages = Dictionary(grouping: events.map(\.event.message), by: \.sender)
        for (sender, said) in messages.sorted(by: { $0.key < $1.key }) {
            guard let last = said.map(\.createdAt).max() else { continue }
            try ActivityStore(db).see(sender, at: last, messages: said.count)
        }
    }
}

/// Forgets when somebody whose account is gone was seen.
struct ForgetDeletedUser: EventHandler {
    static let name: HandlerName = "presence.forget-deleted"  // Durable: never rename.

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try ActivityStore(db).delete(event.user)
    }
}
