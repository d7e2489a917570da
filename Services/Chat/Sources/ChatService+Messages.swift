// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import UsersAPI
import UsersClient

extension ChatService {
    /// Says something in a chat, once for each `clientId`.
    func send(_ request: SendMessage, from caller: Member) async throws -> Message {
        let draft = request.body
        guard (draft.type ?? .text) == .text else { throw ChatError.mediaNeeded }
        let named = try await directory.ids(of: MessageParsing.mentions(in: draft.content.text))
        let now = clock.now.wholeMilliseconds

        let facts = try await database.write { db in
            let chats = ChatStore(db)
            let messages = MessageStore(db)
            let place = try chats.place(of: caller.id, in: draft.chatId, forUpdate: true)
            if let clientId = draft.clientId?.text,
                let first = try messages.message(from: caller.id, clientId: clientId)
            {
                return first
            }
            guard place.maySpeak else {
                throw ChatError.notAllowed("Only those who run the channel may write.")
            }
            try Self.requireReach(from: caller.id, in: place.chat, db)
            if let reply = draft.replyToId { try Self.requireReply(reply, in: draft.chatId, messages) }
            let id = MessageID(at: now)
            let facts = MessageFacts(
                id: id,
                chat: draft.chatId,
                sender: caller.id,
                type: .text,
                content: draft.content.text,
                replyTo: draft.replyToId,
                mentions: try Self.mentioned(named, in: draft.chatId, by: caller.id, db),
                isSilent: draft.isSilent ?? false,
                seq: try chats.advance(draft.chatId, to: id, at: now),
                clientId: draft.clientId?.text,
                createdAt: now
            )
            try messages.insert(facts)
            try MemberStore(db).noteSpoken(facts.chat, by: caller.id, at: facts.seq)
            if place.chat.type == .private { try MemberStore(db).unhide(facts.chat) }
            try ChangeStore(db).insert(.messageNew, in: facts.chat, message: id, at: now)
            try db.publish(MessageSent(facts))
            return facts
        }
        return try await rendering.message(facts)
    }

    /// Changes what one said.
    func edit(_ request: EditMessage, from caller: Member) async throws -> Message {
        let text = request.body.content.text
        let named = try await directory.ids(of: MessageParsing.mentions(in: text))
        let now = clock.now.wholeMilliseconds
        let facts = try await database.write { db in
            var (facts, place) = try Self.visible(request.id, to: caller.id, db)
            guard facts.sender == caller.id else {
                throw ChatError.notAllowed("You may edit only what you said.")
            }
            guard !facts.isDeleted else { throw ChatError.messageDeleted(facts.id) }
            try Self.requireReach(from: caller.id, in: place.chat, db)
            facts.content = text
            facts.mentions = try Self.mentioned(named, in: facts.chat, by: caller.id, db)
            facts.editedAt = now
            try MessageStore(db).update(facts)
            try ChangeStore(db).insert(.messageEdited, in: facts.chat, message: facts.id, at: now)
            try db.publish(MessageEdited(facts))
            return facts
        }
        return try await rendering.message(facts)
    }

    /// Takes back what was said; its words are gone from the database. Doing it again changes nothing.
    func delete(_ request: DeleteMessage, from caller: Member) async throws -> NoReply {
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            var (facts, place) = try Self.visible(request.id, to: caller.id, db)
            guard facts.sender == caller.id || place.runsChat else {
                throw ChatError.notAllowed("You may delete only what you said.")
            }
            guard !facts.isDeleted else { return }
            facts.content = ""
            facts.mentions = []
            facts.isDeleted = true
            facts.editedAt = now
            let messages = MessageStore(db)
            try messages.update(facts)
            if place.chat.lastMessage == facts.id {
                try ChatStore(db).setLastMessage(try messages.newest(of: facts.chat), of: facts.chat)
            }
            try ChangeStore(db).insert(.messageDeleted, in: facts.chat, message: facts.id, at: now)
            try db.publish(MessageDeleted(facts))
        }
        return NoReply()
    }

    /// Moves one's receipt forward; going back changes nothing.
    func markRead(_ request: MarkRead, from caller: Member) async throws -> NoReply {
        let message = request.body.messageId
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            _ = try ChatStore(db).place(of: caller.id, in: request.id)
            let seq = try MessageStore(db).seq(of: message, in: request.id)
            guard try MemberStore(db).read(request.id, by: caller.id, upTo: seq) else { return }
            try ChangeStore(db).insert(
                .messageRead,
                in: request.id,
                message: message,
                user: caller.id,
                at: now
            )
            try db.publish(ChatRead(chat: request.id, user: caller.id, message: message, seq: seq))
        }
        return NoReply()
    }

    /// The message and the caller's place in its chat; a message they may not see does not exist for them.
    private static func visible(
        _ id: MessageID,
        to user: UserID,
        _ db: any SQLConnection
    ) throws -> (MessageFacts, Place) {
        guard let seen = try MessageStore(db).message(id) else { throw ChatError.messageNotFound(id) }
        do {
            let place = try ChatStore(db).place(of: user, in: seen.chat, forUpdate: true)
            // Read again: somebody may have changed it while we waited for the chat.
            return (try MessageStore(db).message(id) ?? seen, place)
        } catch ChatError.chatNotFound {
            throw ChatError.messageNotFound(id)
        }
    }

    /// In a PRIVATE chat nothing is said while one of the two blocks the other. Groups and channels cost no look-up.
    static func requireReach(from user: UserID, in chat: ChatRecord, _ db: any SQLConnection) throws {
        guard let other = ChatRendering.peer(of: chat, for: user) else { return }
        try BlockStore(db).requireReach(from: user, to: other)
    }

    /// The members among those named, but for whom a block keeps away: they hear nothing of the author.
    private static func mentioned(
        _ named: [UserID],
        in chat: ChatID,
        by author: UserID,
        _ db: any SQLConnection
    ) throws -> [UserID] {
        let members = try MemberStore(db).members(of: chat, among: named)
        let cut = try BlockStore(db).cut(members, from: author)
        return members.filter { !cut.contains($0) }
    }

    private static func requireReply(_ id: MessageID, in chat: ChatID, _ messages: MessageStore) throws {
        do {
            _ = try messages.seq(of: id, in: chat)
        } catch ChatError.messageNotFound {
            throw ChatError.replyNotFound
        }
    }
}
