// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import Events
import UsersAPI

/// Takes somebody whose account is gone out of their chats and empties what they said.
struct LeaveChatsOfDeletedUser: EventHandler {
    static let name: HandlerName = "chat.leave-of-deleted"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        let now = clock.now.wholeMilliseconds
        try BlockStore(db).forget(event.user)
        for id in try MemberStore(db).formerChats(of: event.user) {
            guard let chat = try ChatStore(db).record(id, forUpdate: true) else { continue }
            try erase(event.user, from: chat, at: now, db)
        }
        for id in try ChatStore(db).chatIDs(of: event.user) {
            let place = try ChatStore(db).place(of: event.user, in: id, forUpdate: true)
            try erase(event.user, from: place.chat, at: now, db)
            // A chat of two people stays with the other one.
            guard place.chat.type != .private else {
                _ = try MemberStore(db).delete(event.user, from: id)
                continue
            }
            try ChatService.remove(event.user, role: place.role, from: place.chat, at: now, db)
        }
    }

    private func erase(
        _ user: UserID,
        from chat: ChatRecord,
        at now: Timestamp,
        _ db: any SQLConnection
    ) throws {
        let messages = MessageStore(db)
        for var facts in try messages.said(by: user, in: chat.id) {
            facts.content = ""
            facts.mentions = []
            facts.isDeleted = true
            facts.editedAt = now
            try messages.update(facts)
            try ChangeStore(db).insert(.messageDeleted, in: chat.id, message: facts.id, at: now)
            try db.publish(MessageDeleted(facts))
        }
        try ChatStore(db).setLastMessage(try messages.newest(of: chat.id), of: chat.id)
    }
}
