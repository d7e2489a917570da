// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Events
import UsersAPI

/// Notes a block, for private chats, new members and mentions.
struct NoteBlock: EventHandler {
    static let name: HandlerName = "chat.note-block"  // Durable: never rename.

    func handle(_ event: BlockStarted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try BlockStore(db).note(true, by: event.blocker, of: event.blocked, step: event.step)
    }
}

/// Notes the end of a block.
struct NoteEndOfBlock: EventHandler {
    static let name: HandlerName = "chat.note-end-of-block"  // Durable: never rename.

    func handle(_ event: BlockEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        try BlockStore(db).note(false, by: event.blocker, of: event.blocked, step: event.step)
    }
}
