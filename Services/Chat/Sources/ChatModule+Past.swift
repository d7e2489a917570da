// SPDX-License-Identifier: Apache-2.0
package import ChatAPI
package import Core
import Database
package import Endpoints

/// Something that happened in a chat in the past, for demo data: what a verb of the service would have done then.
package struct PastAct: Sendable {
    /// What happened.
    package enum Deed: Sendable {
        /// A chat was opened. Without an owner it is the PRIVATE chat of its two members.
        case opened(ChatKind, name: String?, description: String, owner: UserID?, members: [UserID])
        /// People joined.
        case joined([UserID])
        /// A member became one of those who run the chat.
        case promoted(UserID)
        /// Somebody said something, naming the members in `mentions`.
        case said(MessageID, by: UserID, String, replyTo: MessageID?, mentions: [UserID])
        /// Somebody changed what they had said.
        case edited(MessageID, String)
        /// Somebody took back what they had said.
        case deleted(MessageID)
        /// Somebody read up to a message.
        case read(MessageID, by: UserID)
    }

    /// Where it happened.
    package let chat: ChatID
    /// When it happened.
    package let at: Timestamp
    /// What happened.
    package let deed: Deed

    /// Something that happened in `chat` at a whole millisecond.
    package init(_ deed: Deed, in chat: ChatID, at time: Timestamp) {
        (self.deed, self.chat, self.at) = (deed, chat, time)
    }
}

extension ChatModule {
    /// How many acts are written in one transaction: enough to make the commits cheap, few enough to keep the
    /// log of the database small.
    private static let batch = 500

    /// Writes the history of chats, oldest act first, as the service's verbs would have, events included.
    package func bringIn(_ acts: [PastAct]) async throws {
        for start in stride(from: 0, to: acts.count, by: Self.batch) {
            let part = acts[start..<min(start + Self.batch, acts.count)]
            try await chat.database.write { db in
                let writer = PastWriter(db)
                for act in part { try writer.write(act) }
            }
        }
    }
}

/// Writes acts with the stores. Lives only inside a `write` block.
private struct PastWriter {
    let db: any SQLConnection
    let members: MemberStore
    let messages: MessageStore
    let chats: ChatStore

    init(_ db: any SQLConnection) {
        self.db = db
        members = MemberStore(db)
        messages = MessageStore(db)
        chats = ChatStore(db)
    }

    func write(_ act: PastAct) throws {
        switch act.deed {
        case .opened(let kind, let name, let description, let owner, let people):
            let pair = kind == .private ? (people.min() ?? people[0], people.max() ?? people[0]) : nil
            let record = ChatRecord(
                id: act.chat,
                type: kind,
                name: name,
                description: description,
                avatarUrl: nil,
                pair: pair,
                memberCount: people.count,
                lastSeq: 0,
                lastMessage: nil,
                activeAt: act.at,
                createdAt: act.at
            )
            try open(record, owner: owner, people)
        case .joined(let people): try join(people, act)
        case .promoted(let user):
            try members.setRole(.admin, of: user, in: act.chat)
            try note(.chatUpdated, act)
            try db.publish(ChatUpdated(chat: act.chat))
        case .said(let id, let sender, let text, let reply, let mentions):
            try say(
                MessageFacts(
                    id: id,
                    chat: act.chat,
                    sender: sender,
                    type: .text,
                    content: text,
                    replyTo: reply,
                    mentions: try members.members(of: act.chat, among: mentions),
                    isSilent: false,
                    seq: try chats.advance(act.chat, to: id, at: act.at),
                    clientId: nil,
                    createdAt: act.at
                ),
                act
            )
        case .edited(let id, let text): try edit(id, text, act)
        case .deleted(let id): try delete(id, act)
        case .read(let id, let user):
            let seq = try messages.seq(of: id, in: act.chat)
            guard try members.read(act.chat, by: user, upTo: seq) else { return }
            try note(.messageRead, act, message: id, user: user)
            try db.publish(ChatRead(chat: act.chat, user: user, message: id, seq: seq))
        }
    }

    private func open(_ chat: ChatRecord, owner: UserID?, _ people: [UserID]) throws {
        try chats.insert(chat)
        for user in people {
            _ = try members.insert(
                user,
                into: chat.id,
                as: user == owner ? .owner : .member,
                at: chat.createdAt,
                lastReadSeq: 0
            )
        }
        try ChangeStore(db).insert(.chatNew, in: chat.id, at: chat.createdAt)
        try db.publish(ChatCreated(chat: chat.id, members: people))
    }

    private func join(_ people: [UserID], _ act: PastAct) throws {
        let read = try chats.record(act.chat)?.lastSeq ?? 0
        for user in people {
            _ = try members.insert(user, into: act.chat, as: .member, at: act.at, lastReadSeq: read)
            try note(.memberAdded, act, user: user)
        }
        try members.addToCount(people.count, of: act.chat)
        try db.publish(ChatMembersAdded(chat: act.chat, users: people))
    }

    private func say(_ message: MessageFacts, _ act: PastAct) throws {
        try messages.insert(message)
        _ = try members.read(act.chat, by: message.sender, upTo: message.seq)
        try note(.messageNew, act, message: message.id)
        try db.publish(MessageSent(message))
    }

    private func edit(_ id: MessageID, _ text: String, _ act: PastAct) throws {
        guard var message = try messages.message(id) else { throw ChatError.messageNotFound(id) }
        message.content = text
        message.editedAt = act.at
        try messages.update(message)
        try note(.messageEdited, act, message: id)
        try db.publish(MessageEdited(message))
    }

    private func delete(_ id: MessageID, _ act: PastAct) throws {
        guard var message = try messages.message(id) else { throw ChatError.messageNotFound(id) }
        message.content = ""
        message.mentions = []
        message.isDeleted = true
        message.editedAt = act.at
        try messages.update(message)
        if try chats.record(act.chat)?.lastMessage == id {
            try chats.setLastMessage(try messages.newest(of: act.chat), of: act.chat)
        }
        try note(.messageDeleted, act, message: id)
        try db.publish(MessageDeleted(message))
    }

    private func note(
        _ kind: ChangeKind,
        _ act: PastAct,
        message: MessageID? = nil,
        user: UserID? = nil
    ) throws {
        try ChangeStore(db).insert(kind, in: act.chat, message: message, user: user, at: act.at)
    }
}
