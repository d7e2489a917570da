// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import UsersAPI

/// A member as they are stored.
struct MemberRecord: Sendable {
    let user: UserID
    let role: ChatRole
    let joinedAt: Timestamp
    let lastReadSeq: Int
}

/// SQL for `chat.members`. Lives only inside a `read` or `write` block.
struct MemberStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Adds somebody; false when they are a member already.
    func insert(
        _ user: UserID,
        into chat: ChatID,
        as role: ChatRole,
        at time: Timestamp,
        lastReadSeq: Int
    ) throws -> Bool {
        try db.run(
            """
            INSERT INTO chat.members (chat_id, user_id, role, joined_at, last_read_seq, is_hidden)
            VALUES (\(chat), \(user), \(role.rawValue), \(time), \(lastReadSeq), \(false))
            ON CONFLICT (chat_id, user_id) DO NOTHING
            """
        ) > 0
    }

    /// Removes somebody and remembers that they were there; false when they are not a member.
    func delete(_ user: UserID, from chat: ChatID) throws -> Bool {
        guard try db.run("DELETE FROM chat.members WHERE chat_id = \(chat) AND user_id = \(user)") > 0 else {
            return false
        }
        try db.run(
            """
            INSERT INTO chat.former_members (user_id, chat_id) VALUES (\(user), \(chat))
            ON CONFLICT (user_id, chat_id) DO NOTHING
            """
        )
        return true
    }

    /// The chats that somebody was in and where their words may still stand.
    func formerChats(of user: UserID) throws -> [ChatID] {
        try db.all("SELECT chat_id FROM chat.former_members WHERE user_id = \(user)") { try $0[0] }
    }

    func addToCount(_ change: Int, of chat: ChatID) throws {
        try db.run("UPDATE chat.chats SET member_count = member_count + \(change) WHERE id = \(chat)")
    }

    func setRole(_ role: ChatRole, of user: UserID, in chat: ChatID) throws {
        try db.run(
            "UPDATE chat.members SET role = \(role.rawValue) WHERE chat_id = \(chat) AND user_id = \(user)"
        )
    }

    func member(_ user: UserID, of chat: ChatID) throws -> MemberRecord? {
        try db.first(
            """
            SELECT user_id, role, joined_at, last_read_seq FROM chat.members
            WHERE chat_id = \(chat) AND user_id = \(user)
            """,
            Self.member
        )
    }

    /// The members after the cursor, in the order they joined.
    func page(of chat: ChatID, after cursor: Cursor?, limit: Int) throws -> [MemberRecord] {
        var later: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            let id = try cursor.field(1, as: UserID.self)
            later = "AND (joined_at, user_id) > (\(time), \(id))"
        }
        return try db.all(
            """
            SELECT user_id, role, joined_at, last_read_seq FROM chat.members
            WHERE chat_id = \(chat) \(later) ORDER BY joined_at, user_id LIMIT \(limit)
            """,
            Self.member
        )
    }

    /// Which of some people are members.
    func members(of chat: ChatID, among users: [UserID]) throws -> [UserID] {
        guard !users.isEmpty else { return [] }
        return try db.all(
            "SELECT user_id FROM chat.members WHERE chat_id = \(chat) AND user_id IN \(list: users)"
        ) { try $0[0] }
    }

    /// Which of some chats somebody is in.
    func chats(of user: UserID, among chats: [ChatID]) throws -> Set<ChatID> {
        guard !chats.isEmpty else { return [] }
        return Set(
            try db.all(
                "SELECT chat_id FROM chat.members WHERE user_id = \(user) AND chat_id IN \(list: Set(chats))"
            ) { try $0[0] as ChatID }
        )
    }

    /// The chats somebody is in, the latest active first.
    func latestChats(of user: UserID, limit: Int) throws -> [ChatID] {
        try db.all(
            """
            SELECT m.chat_id FROM chat.members m JOIN chat.chats c ON c.id = m.chat_id
            WHERE m.user_id = \(user) ORDER BY c.active_at DESC, c.id DESC LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    /// The member who would inherit a chat: an admin before others, then whoever joined first.
    func heir(of chat: ChatID, after owner: UserID) throws -> UserID? {
        try db.first(
            """
            SELECT user_id FROM chat.members WHERE chat_id = \(chat) AND user_id <> \(owner)
            ORDER BY CASE role WHEN 'ADMIN' THEN 0 ELSE 1 END, joined_at, user_id LIMIT 1
            """
        ) { try $0[0] }
    }

    /// Moves somebody's receipt forward; false when they had read that far.
    func read(_ chat: ChatID, by user: UserID, upTo seq: Int) throws -> Bool {
        try db.run(Self.moveReceipt(of: user, in: chat, to: seq)) > 0
    }

    /// Moves the receipt of somebody who has just spoken.
    func noteSpoken(_ chat: ChatID, by user: UserID, at seq: Int) throws {
        try db.enqueue(Self.moveReceipt(of: user, in: chat, to: seq))
    }

    private static func moveReceipt(of user: UserID, in chat: ChatID, to seq: Int) -> SQLQuery {
        """
        UPDATE chat.members SET last_read_seq = \(seq)
        WHERE chat_id = \(chat) AND user_id = \(user) AND last_read_seq < \(seq)
        """
    }

    func hide(_ chat: ChatID, from user: UserID) throws {
        try db.run(
            "UPDATE chat.members SET is_hidden = \(true) WHERE chat_id = \(chat) AND user_id = \(user)"
        )
    }

    func unhide(_ chat: ChatID) throws {
        try db.run(
            "UPDATE chat.members SET is_hidden = \(false) WHERE chat_id = \(chat) AND is_hidden = \(true)"
        )
    }

    private static func member(_ row: SQLRow) throws -> MemberRecord {
        MemberRecord(
            user: try row[0],
            role: ChatRole(rawValue: try row[1]) ?? .member,
            joinedAt: try row[2],
            lastReadSeq: try row[3]
        )
    }
}
