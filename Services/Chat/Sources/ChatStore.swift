// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import GroupsAPI
import UsersAPI

/// A chat as it is stored, without what differs from member to member.
struct ChatRecord: Sendable {
    var id: ChatID
    var type: ChatKind
    var name: String?
    var description: String
    var avatarUrl: String?
    /// The two people of a PRIVATE chat, in the order of their ids.
    var pair: (UserID, UserID)?
    var memberCount: Int
    var lastSeq: Int
    var lastMessage: MessageID?
    var activeAt: Timestamp
    var createdAt: Timestamp
    /// The group whose chat it is.
    var group: GroupID?
}

/// Somebody's place in a chat, as it is stored.
struct Place: Sendable {
    let chat: ChatRecord
    let role: ChatRole
    let lastReadSeq: Int

    /// Whether they may change the chat and its members.
    var runsChat: Bool { role != .member && chat.type != .private }
    /// Whether they may write: in a channel only those who run it.
    var maySpeak: Bool { chat.type != .channel || role != .member }
}

/// SQL for `chat.chats` and `chat.members`. Lives only inside a `read` or `write` block.
struct ChatStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        c.id, c.type, c.name, c.description, c.avatar_url, c.pair_low, c.pair_high, c.member_count, c.last_seq, \
        c.last_message_id, c.active_at, c.created_at, c.group_id
        """

    func insert(_ chat: ChatRecord) throws {
        try db.run(
            """
            INSERT INTO chat.chats (id, type, name, description, avatar_url, pair_low, pair_high, member_count,
                last_seq, last_message_id, active_at, created_at, group_id)
            VALUES (\(chat.id), \(chat.type.rawValue), \(chat.name), \(chat.description), \(chat.avatarUrl),
                \(chat.pair?.0), \(chat.pair?.1), \(chat.memberCount), \(chat.lastSeq), \(chat.lastMessage),
                \(chat.activeAt), \(chat.createdAt), \(chat.group))
            """
        )
    }

    func update(_ chat: ChatRecord) throws {
        try db.run(
            """
            UPDATE chat.chats SET name = \(chat.name), description = \(chat.description),
                avatar_url = \(chat.avatarUrl) WHERE id = \(chat.id)
            """
        )
    }

    func delete(_ chat: ChatID) throws {
        try db.run("DELETE FROM chat.chats WHERE id = \(chat)")
    }

    func record(_ chat: ChatID, forUpdate: Bool = false) throws -> ChatRecord? {
        let lock: SQLQuery = forUpdate ? .either(sqlite: "", postgres: "FOR UPDATE OF c") : ""
        return try db.first("SELECT \(Self.columns) FROM chat.chats c WHERE c.id = \(chat) \(lock)") {
            try Self.record($0)
        }
    }

    /// The chat of a group, which nobody else changes until the block ends.
    func lockedChat(of group: GroupID) throws -> ChatRecord? {
        let id: ChatID? = try db.first("SELECT id FROM chat.chats WHERE group_id = \(group)") { try $0[0] }
        guard let id else { return nil }
        if db.dialect == .postgres { try waitForTurn(in: id) }
        return try record(id, forUpdate: true)
    }

    /// The PRIVATE chat of two people.
    func pair(_ one: UserID, _ other: UserID) throws -> ChatID? {
        let (low, high) = (min(one, other), max(one, other))
        return try db.first("SELECT id FROM chat.chats WHERE pair_low = \(low) AND pair_high = \(high)") {
            try $0[0]
        }
    }

    /// The caller's place in a chat; a chat they are not a member of does not exist for them.
    func place(of user: UserID, in chat: ChatID, forUpdate: Bool = false) throws -> Place {
        // PostgreSQL: whoever is about to change a chat waits here for whoever does so now. SQLite has one writer.
        if forUpdate, db.dialect == .postgres { try waitForTurn(in: chat) }
        let lock: SQLQuery = forUpdate ? .either(sqlite: "", postgres: "FOR UPDATE OF c") : ""
        let place = try db.first(
            """
            SELECT \(Self.columns), m.role, m.last_read_seq FROM chat.members m
            JOIN chat.chats c ON c.id = m.chat_id WHERE m.chat_id = \(chat) AND m.user_id = \(user) \(lock)
            """,
            Self.place
        )
        guard let place else { throw ChatError.chatNotFound(chat) }
        return place
    }

    /// Waits for whoever changes the chat, without a transaction id yet.
    ///
    /// Waiting for a row may take the id first: of three who wait, the last may then have the lowest, and the logs
    /// that are read in the order of transaction ids would tell its message before those that came earlier.
    func waitForTurn(in chat: ChatID) throws {
        _ = try db.first("SELECT pg_advisory_xact_lock(hashtextextended(\(chat.description), 0)) IS NULL") {
            try $0[0] as Bool
        }
    }

    func isMember(_ user: UserID, of chat: ChatID) throws -> Bool {
        try db.first("SELECT 1 FROM chat.members WHERE chat_id = \(chat) AND user_id = \(user)") {
            try $0[0] as Int
        }
            != nil
    }

    /// What tells whether a kept page of the chat is still good; nil for whoever is no member.
    func edition(of chat: ChatID, for user: UserID) throws -> HistoryPages.Edition? {
        try db.first(
            """
            SELECT c.last_seq, c.revision FROM chat.members m JOIN chat.chats c ON c.id = m.chat_id
            WHERE m.chat_id = \(chat) AND m.user_id = \(user)
            """
        ) {
            HistoryPages.Edition(lastSeq: try $0[0], revision: try $0[1])
        }
    }

    /// The caller's chats after the cursor, the latest active first; hidden ones are left out.
    func places(of user: UserID, after cursor: Cursor?, limit: PageLimit) throws -> [Place] {
        var older: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            let id = try cursor.field(1, as: ChatID.self)
            older = "AND (c.active_at, c.id) < (\(time), \(id))"
        }
        return try db.all(
            """
            SELECT \(Self.columns), m.role, m.last_read_seq FROM chat.members m
            JOIN chat.chats c ON c.id = m.chat_id
            WHERE m.user_id = \(user) AND m.is_hidden = \(false) \(older)
            ORDER BY c.active_at DESC, c.id DESC LIMIT \(limit.value + 1)
            """,
            Self.place
        )
    }

    /// The ids of the caller's chats, for the rooms of their sockets.
    func chatIDs(of user: UserID) throws -> [ChatID] {
        try db.all(
            "SELECT chat_id FROM chat.members WHERE user_id = \(user) LIMIT \(ChatLimits.chatsOfOnePerson)"
        ) {
            try $0[0]
        }
    }

    func countChats(of user: UserID) throws -> Int {
        try db.first("SELECT count(*) FROM chat.members WHERE user_id = \(user)") { try $0[0] } ?? 0
    }

    /// Takes the next place in the order of a chat's messages.
    func advance(_ chat: ChatID, to message: MessageID, at time: Timestamp) throws -> Int {
        let seq: Int? = try db.first(
            """
            UPDATE chat.chats SET last_seq = last_seq + 1, last_message_id = \(message), active_at = \(time)
            WHERE id = \(chat) RETURNING last_seq
            """
        ) { try $0[0] }
        guard let seq else { throw ChatError.chatNotFound(chat) }
        return seq
    }

    func setLastMessage(_ message: MessageID?, of chat: ChatID) throws {
        try db.run("UPDATE chat.chats SET last_message_id = \(message) WHERE id = \(chat)")
    }

    private static func place(_ row: SQLRow) throws -> Place {
        Place(
            chat: try record(row),
            role: ChatRole(rawValue: try row[13]) ?? .member,
            lastReadSeq: try row[14]
        )
    }

    private static func record(_ row: SQLRow) throws -> ChatRecord {
        let low: UserID? = try row[5]
        let high: UserID? = try row[6]
        var pair: (UserID, UserID)?
        if let low, let high { pair = (low, high) }
        return ChatRecord(
            id: try row[0],
            type: ChatKind(rawValue: try row[1]) ?? .group,
            name: try row[2],
            description: try row[3],
            avatarUrl: try row[4],
            pair: pair,
            memberCount: try row[7],
            lastSeq: try row[8],
            lastMessage: try row[9],
            activeAt: try row[10],
            createdAt: try row[11],
            group: try row[12]
        )
    }
}
