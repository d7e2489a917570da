// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import UsersAPI

extension ChatService {
    /// What changed in one's chats since a cursor.
    func sync(_ request: SyncChats, from caller: Member) async throws -> ChatChanges {
        if let since = request.since, since.cursor == nil {
            let latest = try await database.read { db in try ChangeStore(db).latest() }
            return ChatChanges(changes: [], next: latest.cursor, hasMore: false)
        }
        let start = try request.since?.cursor.map(ChangePlace.init) ?? .start
        let limit = (request.limit ?? .standard).value
        let found = try await database.read { db in
            try SyncPage(for: caller.id, after: start, limit: limit, db)
        }
        let next = found.records.last?.place ?? start
        return ChatChanges(
            changes: try await changes(found, for: caller.id),
            next: next.cursor,
            hasMore: found.hasMore
        )
    }

    private func changes(_ page: SyncPage, for user: UserID) async throws -> [Change] {
        var messages: [MessageID: Message] = [:]
        for message in try await rendering.messages(page.messages) { messages[message.id] = message }
        var chats: [ChatID: Chat] = [:]
        for chat in try await rendering.chats(page.places, lastMessages: page.lastMessages, for: user) {
            chats[chat.id] = chat
        }
        return page.records.map { record in
            let isReceipt = record.kind == .messageRead
            return Change(
                kind: record.kind,
                chatId: record.chat,
                message: isReceipt ? nil : record.message.flatMap { messages[$0] },
                chat: record.kind.showsChat ? chats[record.chat] : nil,
                userId: record.user,
                messageId: isReceipt ? record.message : nil,
                at: record.at
            )
        }
    }
}

extension ChangeKind {
    /// Whether the chat as it is now comes with the change.
    fileprivate var showsChat: Bool { self == .chatNew || self == .chatUpdated || self == .memberAdded }
}

/// One page of the history with what it refers to.
private struct SyncPage: Sendable {
    let records: [ChangeRecord]
    let hasMore: Bool
    let messages: [MessageFacts]
    let places: [Place]
    let lastMessages: [MessageFacts]

    init(for user: UserID, after place: ChangePlace, limit: Int, _ db: any SQLConnection) throws {
        let rows = try ChangeStore(db).page(for: user, after: place, limit: limit + 1)
        hasMore = rows.count > limit
        records = Array(rows.prefix(limit))
        let store = MessageStore(db)
        messages = try store.messages(
            Set(records.filter { $0.kind != .messageRead }.compactMap(\.message)).sorted()
        )
        places = try Set(records.filter { $0.kind.showsChat }.map(\.chat)).sorted().compactMap { chat in
            do {
                return try ChatStore(db).place(of: user, in: chat)
            } catch ChatError.chatNotFound {
                return nil  // Left since.
            }
        }
        lastMessages = try store.messages(places.compactMap(\.chat.lastMessage))
    }
}
