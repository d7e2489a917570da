// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import UsersAPI

/// How far somebody is in a chat.
struct ChatPlace: Sendable {
    var isMember = false
    /// The change that made them a member or not.
    var position: Int64 = 0
    /// Up to which message they read the chat.
    var readSeq = 0
    /// Up to which message they read, or took away, what they were told of it.
    var seenSeq = 0
    var dismissedSeq = 0
}

/// A message as far as it matters here.
struct ChatMessage: Sendable {
    let seq: Int
    let sender: UserID
    let excerpt: String
    let mentions: [UserID]
    let isForAll: Bool
    let isSilent: Bool
    let at: Timestamp
}

/// SQL for `notifications.chat_members` and `notifications.chat_messages`. Lives only inside a block.
struct ChatStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    // MARK: Taking turns

    /// Keeps everybody else from changing who is in a chat, or what was said in it, until the block ends: whoever joins
    /// while a message comes is told of it by one of the two. Taken before anybody is locked.
    func lock(_ chat: ChatID) throws {
        // SQLite has one writer anyway.
        guard db.dialect == .postgres else { return }
        let key = "notifications \(chat)"
        _ = try db.exists("SELECT pg_advisory_xact_lock(hashtextextended(\(key), 0))")
    }

    // MARK: Members

    func place(of user: UserID, in chat: ChatID) throws -> ChatPlace? {
        try db.first(
            """
            SELECT is_member, position, read_seq, seen_seq, dismissed_seq FROM notifications.chat_members
            WHERE chat_id = \(chat) AND user_id = \(user)
            """
        ) { row in
            ChatPlace(
                isMember: try row[0],
                position: try row[1],
                readSeq: try row[2],
                seenSeq: try row[3],
                dismissedSeq: try row[4]
            )
        }
    }

    /// Notes that somebody is in a chat or not, unless a later change is known.
    func setMember(_ isMember: Bool, position: Int64, _ user: UserID, in chat: ChatID) throws {
        try ensure(user, in: chat)
        try db.run(
            """
            UPDATE notifications.chat_members SET is_member = \(isMember), position = \(position)
            WHERE chat_id = \(chat) AND user_id = \(user) AND position <= \(position)
            """
        )
    }

    private func ensure(_ user: UserID, in chat: ChatID) throws {
        try db.run(
            """
            INSERT INTO notifications.chat_members
                (chat_id, user_id, is_member, position, read_seq, seen_seq, dismissed_seq)
            VALUES (\(chat), \(user), \(false), 0, 0, 0, 0) ON CONFLICT (chat_id, user_id) DO NOTHING
            """
        )
    }

    /// Notes how far somebody read a chat.
    func read(_ chat: ChatID, by user: UserID, upTo seq: Int) throws {
        try ensure(user, in: chat)
        try db.run(
            """
            UPDATE notifications.chat_members SET read_seq = \(seq)
            WHERE chat_id = \(chat) AND user_id = \(user) AND read_seq < \(seq)
            """
        )
    }

    /// Notes that somebody read what they were told of a chat, or took it away, up to its last message.
    func see(_ chat: ChatID, by user: UserID, dismissing: Bool) throws {
        let last: Int =
            try db.value(
                "SELECT max(seq) FROM notifications.chat_messages WHERE chat_id = \(chat)",
                as: Int?.self
            )
            .flatMap { $0 } ?? 0
        let dismissed: SQLQuery = dismissing ? ", dismissed_seq = \(last)" : ""
        try db.run(
            """
            UPDATE notifications.chat_members SET seen_seq = \(last) \(dismissed)
            WHERE chat_id = \(chat) AND user_id = \(user)
            """
        )
    }

    /// Notes that somebody is not told of a message.
    func dismiss(_ chat: ChatID, by user: UserID, upTo seq: Int) throws {
        try db.run(
            """
            UPDATE notifications.chat_members SET dismissed_seq = \(seq)
            WHERE chat_id = \(chat) AND user_id = \(user) AND dismissed_seq < \(seq)
            """
        )
    }

    func members(of chat: ChatID, limit: Int) throws -> [UserID] {
        try db.all(
            """
            SELECT user_id FROM notifications.chat_members WHERE chat_id = \(chat) AND is_member
            ORDER BY user_id LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    /// The chats in which somebody has something unread of another.
    func chats(of user: UserID, with sender: UserID) throws -> [ChatID] {
        try db.all(
            """
            SELECT m.chat_id FROM notifications.chat_members m WHERE m.user_id = \(user) AND m.is_member
                AND EXISTS (
                    SELECT 1 FROM notifications.chat_messages s
                    WHERE s.chat_id = m.chat_id AND s.seq > m.read_seq AND s.sender_id = \(sender)
                )
            """
        ) { try $0[0] }
    }

    /// Who has something unread of somebody in which chat, a number of them.
    func receivers(of sender: UserID) throws -> [(ChatID, UserID)] {
        try db.all(
            """
            SELECT m.chat_id, m.user_id FROM notifications.chat_members own
            JOIN notifications.chat_members m ON m.chat_id = own.chat_id AND m.user_id <> own.user_id
            WHERE own.user_id = \(sender) AND m.is_member AND EXISTS (
                SELECT 1 FROM notifications.chat_messages s
                WHERE s.chat_id = m.chat_id AND s.seq > m.read_seq AND s.sender_id = \(sender)
            )
            ORDER BY m.user_id LIMIT \(NotificationsLimits.sweep)
            """
        ) { (try $0[0], try $0[1]) }
    }

    // MARK: Messages

    /// Notes a message that was sent; what is known of it by later news stays.
    func insert(_ message: MessageFacts, isForAll: Bool, position: Int64) throws {
        try db.enqueue(
            """
            INSERT INTO notifications.chat_messages (chat_id, seq, sender_id, excerpt, mentions, is_for_all,
                is_silent, is_deleted, at, sent_position, position)
            VALUES (\(message.chat), \(message.seq), \(message.sender), \(Excerpt.of(message.content)),
                \(IDList.text(of: message.mentions)), \(isForAll), \(message.isSilent), \(message.isDeleted),
                \(message.createdAt), \(position), \(position))
            ON CONFLICT (chat_id, seq) DO UPDATE SET is_for_all = excluded.is_for_all,
                sent_position = excluded.sent_position
            """
        )
    }

    /// Forgets the messages of a chat that are too many behind its last one.
    func trim(_ chat: ChatID, behind seq: Int) throws {
        try db.enqueue(
            """
            DELETE FROM notifications.chat_messages
            WHERE chat_id = \(chat) AND seq <= \(seq - NotificationsLimits.messages)
            """
        )
    }

    /// Notes how a message reads now, or that it was taken back. News of one that is not known yet wait for it.
    func update(_ message: MessageFacts, position: Int64) throws {
        try db.run(
            """
            INSERT INTO notifications.chat_messages (chat_id, seq, sender_id, excerpt, mentions, is_for_all,
                is_silent, is_deleted, at, sent_position, position)
            VALUES (\(message.chat), \(message.seq), \(message.sender), \(Excerpt.of(message.content)),
                \(IDList.text(of: message.mentions)), \(false), \(message.isSilent), \(message.isDeleted),
                \(message.createdAt), 0, \(position))
            ON CONFLICT (chat_id, seq) DO UPDATE SET
                excerpt = CASE WHEN excluded.position > chat_messages.position
                    THEN excluded.excerpt ELSE chat_messages.excerpt END,
                is_deleted = chat_messages.is_deleted OR excluded.is_deleted,
                position = CASE WHEN excluded.position > chat_messages.position
                    THEN excluded.position ELSE chat_messages.position END
            """
        )
    }

    /// The messages of others after a place, the latest first.
    func messages(
        in chat: ChatID,
        after seq: Int,
        sentAfter position: Int64,
        but user: UserID
    ) throws
        -> [ChatMessage]
    {
        try db.all(
            """
            SELECT seq, sender_id, excerpt, mentions, is_for_all, is_silent, at FROM notifications.chat_messages
            WHERE chat_id = \(chat) AND seq > \(seq) AND sent_position > \(position) AND NOT is_deleted
                AND sender_id <> \(user)
            ORDER BY seq DESC LIMIT \(NotificationsLimits.messages)
            """
        ) { row in
            ChatMessage(
                seq: try row[0],
                sender: try row[1],
                excerpt: try row[2],
                mentions: IDList.ids(in: try row[3]),
                isForAll: try row[4],
                isSilent: try row[5],
                at: try row[6]
            )
        }
    }

    // MARK: Forgetting

    /// Forgets a chat.
    func forget(_ chat: ChatID) throws {
        try db.run("DELETE FROM notifications.chat_messages WHERE chat_id = \(chat)")
        try db.run("DELETE FROM notifications.chat_members WHERE chat_id = \(chat)")
        try db.run("DELETE FROM notifications.items WHERE chat_id = \(chat)")
    }

    /// Forgets up to `limit` messages from before a time; true when there may be more.
    func forgetMessages(before time: Timestamp, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM notifications.chat_messages WHERE (chat_id, seq) IN (
                SELECT chat_id, seq FROM notifications.chat_messages WHERE at < \(time) LIMIT \(limit)
            )
            """
        ) == limit
    }

    func delete(_ seq: Int, in chat: ChatID) throws {
        try db.run("DELETE FROM notifications.chat_messages WHERE chat_id = \(chat) AND seq = \(seq)")
    }

    /// Forgets somebody and what they said.
    func forget(_ user: UserID) throws {
        try db.run("DELETE FROM notifications.chat_members WHERE user_id = \(user)")
        try db.run("DELETE FROM notifications.chat_messages WHERE sender_id = \(user)")
    }
}
