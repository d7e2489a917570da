// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import NotificationsAPI
import PostsAPI
import UsersAPI

/// A notification as it is kept.
struct ItemRecord: Sendable {
    let id: NotificationID
    let user: UserID
    let kind: NotificationKind
    var post: PostID?
    var comment: CommentID?
    var chat: ChatID?
    /// What its acts stand together under: the group, where it is about one.
    var together: ThingID
    var slug: String?
    var excerpt: String
    var actors: [UserID]
    var actorCount: Int
    var count: Int
    var at: Timestamp
    var readAt: Timestamp?

    var cursor: Cursor { Cursor(at.microseconds, id) }
}

/// What stands in a notification, counted from its acts or from the messages of a chat.
struct ItemSummary: Sendable {
    var actors: [UserID]
    var actorCount: Int
    var count: Int
    var post: PostID?
    var comment: CommentID?
    var at: Timestamp
}

/// SQL for `notifications.items`. Lives only inside a `read` or `write` block.
struct ItemStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    // MARK: Reading

    /// A page of somebody's list, the latest first, in one range of one index.
    func page(
        of user: UserID,
        unread: Bool,
        after cursor: Cursor?,
        limit: Int
    ) throws -> [ItemRecord] {
        let unreadOnly: SQLQuery = unread ? "AND i.read_at IS NULL" : ""
        var older: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            let id = try cursor.field(1, as: NotificationID.self)
            older = "AND (i.at, i.id) < (\(time), \(id))"
        }
        return try db.all(
            """
            \(Self.select) WHERE i.user_id = \(user) \(unreadOnly) \(older)
            ORDER BY i.at DESC, i.id DESC LIMIT \(limit)
            """,
            Self.record
        )
    }

    func item(_ id: NotificationID, of user: UserID) throws -> ItemRecord? {
        try db.first("\(Self.select) WHERE i.id = \(id) AND i.user_id = \(user)", Self.record)
    }

    private static let select: SQLQuery = """
        SELECT i.id, i.user_id, i.kind, i.post_id, i.comment_id, i.chat_id, coalesce(i.excerpt, t.excerpt, ''),
            i.actor_1, i.actor_2, i.actor_3, i.actor_count, i.count, i.at, i.read_at, i.group_id, t.slug
        FROM notifications.items i
        LEFT JOIN notifications.things t ON t.id = coalesce(i.comment_id, i.post_id,
            CASE WHEN i.kind LIKE 'GROUP%' THEN i.group_id END)
        """

    private static func record(_ row: SQLRow) throws -> ItemRecord {
        let actors: [UserID?] = [try row[7], try row[8], try row[9]]
        return ItemRecord(
            id: try row[0],
            user: try row[1],
            kind: try NotificationKind(stored: try row[2]),
            post: try row[3],
            comment: try row[4],
            chat: try row[5],
            together: try row[14],
            slug: try row[15],
            excerpt: try row[6],
            actors: actors.compactMap { $0 },
            actorCount: try row[10],
            count: try row[11],
            at: try row[12],
            readAt: try row[13]
        )
    }

    /// How many of somebody's notifications are unread: counted each time, so there is no counter to be wrong.
    func unread(of user: UserID) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM notifications.items WHERE user_id = \(user) AND read_at IS NULL
                LIMIT \(NotificationsLimits.kept)
            ) u
            """
        ) ?? 0
    }

    // MARK: Acts

    /// The unread notification that collects acts of a deed's kind; made when there is none. Its receiver is locked.
    func open(for deed: Deed) throws -> NotificationID {
        let open: NotificationID? = try db.value(
            """
            SELECT id FROM notifications.items
            WHERE user_id = \(deed.user) AND kind = \(deed.kind.rawValue) AND group_id = \(deed.group)
                AND read_at IS NULL
            """
        )
        if let open { return open }
        let id = NotificationID(at: deed.at)
        try db.run(
            """
            INSERT INTO notifications.items (id, user_id, kind, group_id, actor_count, count, at)
            VALUES (\(id), \(deed.user), \(deed.kind.rawValue), \(deed.group), 0, 0, \(deed.at))
            """
        )
        return id
    }

    /// What acts stand in a notification; nil when none does any more.
    func summary(of item: NotificationID) throws -> ItemSummary? {
        var actors: [UserID] = []
        var summary: ItemSummary?
        try db.rows(
            """
            SELECT actor_id, post_id, comment_id, at FROM notifications.acts WHERE item_id = \(item)
            ORDER BY at DESC, id DESC LIMIT \(NotificationsLimits.kept)
            """
        ) { row in
            let actor: UserID = try row[0]
            if summary == nil {
                summary = ItemSummary(
                    actors: [],
                    actorCount: 0,
                    count: 0,
                    post: try row[1],
                    comment: try row[2],
                    at: try row[3]
                )
            }
            if !actors.contains(actor) { actors.append(actor) }
            return actors.count < NotificationsLimits.actors
        }
        guard var summary else { return nil }
        summary.actors = actors
        (summary.actorCount, summary.count) = try counts(of: item)
        return summary
    }

    private func counts(of item: NotificationID) throws -> (actors: Int, acts: Int) {
        try db.first(
            """
            SELECT count(DISTINCT actor_id), count(*) FROM (
                SELECT actor_id FROM notifications.acts WHERE item_id = \(item) LIMIT \(NotificationsLimits.counted)
            ) a
            """
        ) { (try $0[0], try $0[1]) } ?? (0, 0)
    }

    func update(_ item: NotificationID, _ summary: ItemSummary) throws {
        try db.run(
            """
            UPDATE notifications.items SET post_id = \(summary.post), comment_id = \(summary.comment),
                \(Self.counts(summary)) WHERE id = \(item)
            """
        )
    }

    private static func counts(_ summary: ItemSummary) -> SQLQuery {
        let actors = summary.actors
        return """
            actor_count = \(summary.actorCount), count = \(summary.count),
            actor_1 = \(actors.first), actor_2 = \(actors.count > 1 ? actors[1] : nil),
            actor_3 = \(actors.count > 2 ? actors[2] : nil), at = \(summary.at)
            """
    }

    // MARK: Messages

    /// The notification of a chat, if there is one.
    func item(of user: UserID, on chat: ChatID) throws -> NotificationID? {
        try db.value("SELECT id FROM notifications.items WHERE chat_id = \(chat) AND user_id = \(user)")
    }

    /// Makes a notification of a chat.
    func insert(_ id: NotificationID, of user: UserID, on chat: ChatID) throws {
        try db.run(
            """
            INSERT INTO notifications.items (id, user_id, kind, group_id, chat_id, actor_count, count, at)
            VALUES (\(id), \(user), \(NotificationKind.message.rawValue), \(ThingID(chat)), \(chat), 0, 0, 0)
            """
        )
    }

    func update(_ item: NotificationID, _ summary: ItemSummary, excerpt: String, isRead: Bool) throws {
        // What is read stays so; what is new makes it unread.
        let read: SQLQuery = isRead ? "coalesce(read_at, \(db.now.wholeMilliseconds))" : "NULL"
        try db.run(
            """
            UPDATE notifications.items SET \(Self.counts(summary)), excerpt = \(excerpt), read_at = \(read)
            WHERE id = \(item)
            """
        )
    }

    /// The chats of some notifications, or of all unread ones.
    func chats(of user: UserID, among ids: [NotificationID]?) throws -> [ChatID] {
        let chosen: SQLQuery = ids.map { "AND id IN \(list: $0)" } ?? ""
        return try db.all(
            "SELECT chat_id FROM notifications.items WHERE user_id = \(user) AND chat_id IS NOT NULL \(chosen)"
        ) { try $0[0] }
    }

    // MARK: Changing

    /// Marks some, or all, as read. Returns how many were not.
    func read(_ ids: [NotificationID]?, of user: UserID, at time: Timestamp) throws -> Int {
        let chosen: SQLQuery = ids.map { "AND id IN \(list: $0)" } ?? ""
        return try db.run(
            """
            UPDATE notifications.items SET read_at = \(time)
            WHERE user_id = \(user) AND read_at IS NULL \(chosen)
            """
        )
    }

    func delete(_ id: NotificationID) throws {
        try db.run("DELETE FROM notifications.items WHERE id = \(id)")
    }

    /// Some of somebody's notifications.
    func ids(of user: UserID, limit: Int) throws -> [NotificationID] {
        try db.all("SELECT id FROM notifications.items WHERE user_id = \(user) LIMIT \(limit)") { try $0[0] }
    }

    // MARK: Trimming

    /// Those of up to `limit` notifications from before a time.
    func old(before time: Timestamp, limit: Int) throws -> [NotificationID] {
        try db.all("SELECT id FROM notifications.items WHERE at < \(time) ORDER BY at LIMIT \(limit)") {
            try $0[0]
        }
    }

    /// Some people who have notifications, by ascending id.
    func owners(after user: UserID?, limit: Int) throws -> [UserID] {
        var found: [UserID] = []
        var last = user
        // One search in the index for each, however many lie between.
        while found.count < limit {
            let later: SQLQuery = last.map { "WHERE user_id > \($0)" } ?? ""
            let next: UserID? = try db.value(
                "SELECT user_id FROM notifications.items \(later) ORDER BY user_id LIMIT 1"
            )
            guard let next else { break }
            found.append(next)
            last = next
        }
        return found
    }

    /// What somebody has beyond the most that is kept: the oldest, up to `limit`.
    func surplus(of user: UserID, limit: Int) throws -> [NotificationID] {
        try db.all(
            """
            SELECT id FROM notifications.items WHERE user_id = \(user)
            ORDER BY at DESC, id DESC LIMIT \(limit) OFFSET \(NotificationsLimits.kept)
            """
        ) { try $0[0] }
    }
}
