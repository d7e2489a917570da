// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import Events
import UsersAPI

// What Notifications hears of Chat. Names are durable and never change.

/// Notes a message and tells those it is for.
struct NoteMessage: EventHandler {
    static let name: HandlerName = "notifications.note-message"

    func handle(_ event: MessageSent, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.take([(event.message, delivery.position)]) }
    }

    /// Of a lively chat many messages wait together, and everybody in it is told of them once.
    func handle(all events: [Delivered<MessageSent>], in db: any SQLConnection) throws {
        try db.keepLedger { try $0.take(events.map { ($0.event.message, $0.delivery.position) }) }
    }
}

/// Follows what a message says.
struct NoteEditedMessage: EventHandler {
    static let name: HandlerName = "notifications.note-edited-message"

    func handle(_ event: MessageEdited, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.change(event.message, position: delivery.position) }
    }
}

/// Forgets a message that was taken back.
struct NoteDeletedMessage: EventHandler {
    static let name: HandlerName = "notifications.note-deleted-message"

    func handle(_ event: MessageDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.change(event.message, position: delivery.position) }
    }
}

/// Takes away what somebody was told of a chat that they read.
struct NoteChatRead: EventHandler {
    static let name: HandlerName = "notifications.note-chat-read"

    func handle(_ event: ChatRead, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.read(event.chat, by: event.user, upTo: event.seq) }
    }
}

/// Notes who is in a new chat.
struct NoteNewChat: EventHandler {
    static let name: HandlerName = "notifications.note-chat"

    func handle(_ event: ChatCreated, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger {
            try $0.set(event.members, in: event.chat, isMember: true, position: delivery.position)
        }
    }
}

/// Notes who joined a chat.
struct NoteNewMembers: EventHandler {
    static let name: HandlerName = "notifications.note-chat-members"

    func handle(_ event: ChatMembersAdded, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger {
            try $0.set(event.users, in: event.chat, isMember: true, position: delivery.position)
        }
    }
}

/// Notes who left a chat.
struct NoteRemovedMember: EventHandler {
    static let name: HandlerName = "notifications.note-removed-chat-member"

    func handle(_ event: ChatMemberRemoved, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger {
            try $0.set([event.user], in: event.chat, isMember: false, position: delivery.position)
        }
    }
}

/// Forgets a chat that is gone.
struct ForgetDeletedChat: EventHandler {
    static let name: HandlerName = "notifications.forget-chat"

    func handle(_ event: ChatDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.end(event.chat, at: delivery.publishedAt) }
    }
}
