// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints

/// SQL for `chat.messages`. Lives only inside a `read` or `write` block.
struct MessageStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        id, chat_id, seq, sender_id, type, content, reply_to_id, mentions, client_id, is_silent, is_deleted, \
        created_at, edited_at
        """

    func insert(_ message: MessageFacts) throws {
        try db.enqueue(
            """
            INSERT INTO chat.messages (\(Self.columns)) VALUES (\(message.id), \(message.chat), \(message.seq),
                \(message.sender), \(message.type.rawValue), \(message.content), \(message.replyTo),
                \(Self.text(message.mentions)), \(message.clientId), \(message.isSilent), \(message.isDeleted),
                \(message.createdAt), \(message.editedAt))
            """
        )
    }

    /// Replaces what an edit or a deletion changes, and counts it.
    func update(_ message: MessageFacts) throws {
        try db.run("UPDATE chat.chats SET revision = revision + 1 WHERE id = \(message.chat)")
        try db.run(
            """
            UPDATE chat.messages SET content = \(message.content), mentions = \(Self.text(message.mentions)),
                is_deleted = \(message.isDeleted), edited_at = \(message.editedAt) WHERE id = \(message.id)
            """
        )
    }

    func message(_ id: MessageID) throws -> MessageFacts? {
        try db.first("SELECT \(Self.columns) FROM chat.messages WHERE id = \(id)", Self.message)
    }

    func message(from sender: UserID, clientId: String) throws -> MessageFacts? {
        try db.first(
            """
            SELECT \(Self.columns) FROM chat.messages
            WHERE sender_id = \(sender) AND client_id = \(clientId)
            """,
            Self.message
        )
    }

    func messages(_ ids: [MessageID]) throws -> [MessageFacts] {
        guard !ids.isEmpty else { return [] }
        return try db.all("SELECT \(Self.columns) FROM chat.messages WHERE id IN \(list: ids)", Self.message)
    }

    /// All messages after one by id that were not taken back.
    func scan(after id: MessageID?, limit: Int) throws -> [MessageFacts] {
        let later: SQLQuery = id.map { "AND id > \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM chat.messages WHERE is_deleted = \(false) \(later)
            ORDER BY id LIMIT \(limit)
            """,
            Self.message
        )
    }

    /// What somebody said in a chat and did not take back.
    func said(by user: UserID, in chat: ChatID) throws -> [MessageFacts] {
        try db.all(
            """
            SELECT \(Self.columns) FROM chat.messages
            WHERE chat_id = \(chat) AND sender_id = \(user) AND is_deleted = \(false)
            """,
            Self.message
        )
    }

    /// The place of a message in its chat.
    func seq(of id: MessageID, in chat: ChatID) throws -> Int {
        let seq: Int? = try db.first("SELECT seq FROM chat.messages WHERE id = \(id) AND chat_id = \(chat)") {
            try $0[0]
        }
        guard let seq else { throw ChatError.messageNotFound(id) }
        return seq
    }

    /// Up to `limit` messages before a place, newest first.
    func page(of chat: ChatID, before seq: Int?, limit: Int) throws -> [MessageFacts] {
        let older: SQLQuery = seq.map { "AND seq < \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM chat.messages
            WHERE chat_id = \(chat) \(older) ORDER BY seq DESC LIMIT \(limit)
            """,
            Self.message
        )
    }

    /// Up to `limit` messages after a place, oldest first.
    func page(of chat: ChatID, after seq: Int, limit: Int) throws -> [MessageFacts] {
        try db.all(
            """
            SELECT \(Self.columns) FROM chat.messages
            WHERE chat_id = \(chat) AND seq > \(seq) ORDER BY seq LIMIT \(limit)
            """,
            Self.message
        )
    }

    /// The newest message that is not deleted.
    func newest(of chat: ChatID) throws -> MessageID? {
        try db.first(
            """
            SELECT id FROM chat.messages WHERE chat_id = \(chat) AND is_deleted = \(false)
            ORDER BY seq DESC LIMIT 1
            """
        ) { try $0[0] }
    }

    private static func text(_ mentions: [UserID]) -> String {
        mentions.isEmpty ? "" : mentions.map(\.description).joined(separator: " ")
    }

    private static func message(_ row: SQLRow) throws -> MessageFacts {
        let mentions: String = try row[7]
        return MessageFacts(
            id: try row[0],
            chat: try row[1],
            sender: try row[3],
            type: MessageKind(rawValue: try row[4]) ?? .text,
            content: try row[5],
            replyTo: try row[6],
            mentions: mentions.isEmpty
                ? [] : mentions.split(separator: " ").compactMap { UserID(String($0)) },
            isSilent: try row[9],
            isDeleted: try row[10],
            seq: try row[2],
            clientId: try row[8],
            createdAt: try row[11],
            editedAt: try row[12]
        )
    }
}
