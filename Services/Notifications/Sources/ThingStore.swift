// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import PostsAPI
import UsersAPI

/// What is known of a post or comment: enough to say a few words of it, and whom it concerns.
struct ThingRecord: Sendable {
    let id: ThingID
    let post: PostID
    /// Who wrote it; nil as long as only its name was heard.
    var author: UserID?
    /// Who wrote the post of a comment.
    var postAuthor: UserID?
    var parent: CommentID?
    var parentAuthor: UserID?
    var quoted: PostID?
    var quotedAuthor: UserID?
    var visibility: Visibility = .onlyMe
    /// The group a post stands in.
    var container: GroupID?
    /// The address of a group, of which the name is the excerpt.
    var slug: String?
    var excerpt = ""
    var mentions: [UserID] = []
    var at = Timestamp(microseconds: 0)
    /// The change that made it read as it does.
    var position: Int64 = 0

    /// Something of which only the name was heard.
    init(_ id: ThingID, on post: PostID) { (self.id, self.post) = (id, post) }
}

/// SQL for `notifications.things`. Lives only inside a `read` or `write` block.
struct ThingStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        id, post_id, author_id, post_author_id, parent_id, parent_author_id, quoted_id, quoted_author_id, visibility,
        excerpt, mentions, at, position, container_id, slug
        """

    /// What is known of something, held until the block ends: against changes by others, or for a change of one's own.
    ///
    /// A row is made when there is none, so that of what is about a thing and of the thing itself, whichever comes
    /// second learns of the first.
    func held(_ id: ThingID, on post: PostID, forChange: Bool) throws -> ThingRecord {
        // SQLite has one writer anyway, which holds everything.
        if db.dialect == .postgres || forChange {
            try insert(ThingRecord(id, on: post))
        }
        let lock: SQLQuery = .either(sqlite: "", postgres: forChange ? "FOR UPDATE" : "FOR SHARE")
        return try db.first(
            "SELECT \(Self.columns) FROM notifications.things WHERE id = \(id) \(lock)",
            Self.record
        ) ?? ThingRecord(id, on: post)
    }

    private static func record(_ row: SQLRow) throws -> ThingRecord {
        var thing = ThingRecord(try row[0], on: try row[1])
        thing.author = try row[2]
        thing.postAuthor = try row[3]
        thing.parent = try row[4]
        thing.parentAuthor = try row[5]
        thing.quoted = try row[6]
        thing.quotedAuthor = try row[7]
        thing.visibility = Visibility(rawValue: try row[8]) ?? .onlyMe
        thing.excerpt = try row[9]
        thing.mentions = IDList.ids(in: try row[10])
        thing.at = try row[11]
        thing.position = try row[12]
        thing.container = try row[13]
        thing.slug = try row[14]
        return thing
    }

    private func insert(_ thing: ThingRecord) throws {
        try db.run(
            """
            INSERT INTO notifications.things (\(Self.columns)) VALUES (\(thing.id), \(thing.post), NULL, NULL, NULL,
                NULL, NULL, NULL, \(thing.visibility.rawValue), '', '', 0, 0, NULL, NULL)
            ON CONFLICT (id) DO NOTHING
            """
        )
    }

    func update(_ thing: ThingRecord) throws {
        try db.run(
            """
            UPDATE notifications.things SET author_id = \(thing.author), post_author_id = \(thing.postAuthor),
                parent_id = \(thing.parent), parent_author_id = \(thing.parentAuthor), quoted_id = \(thing.quoted),
                quoted_author_id = \(thing.quotedAuthor), visibility = \(thing.visibility.rawValue),
                excerpt = \(thing.excerpt), mentions = \(IDList.text(of: thing.mentions)), at = \(thing.at),
                position = \(thing.position), container_id = \(thing.container),
                slug = \(thing.slug)
            WHERE id = \(thing.id)
            """
        )
    }

    func delete(_ id: ThingID) throws {
        try db.run("DELETE FROM notifications.things WHERE id = \(id)")
    }

    /// Forgets up to `limit` of a post and the comments on it; true when there may be more.
    func delete(allOn post: PostID, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM notifications.things WHERE id IN (
                SELECT id FROM notifications.things WHERE post_id = \(post) LIMIT \(limit)
            )
            """
        ) == limit
    }
}

/// Some ids in one column.
enum IDList {
    static func text<Entity>(of ids: [ID<Entity>]) -> String {
        ids.map(\.description).joined(separator: " ")
    }

    static func ids<Entity>(in text: String) -> [ID<Entity>] {
        text.split(separator: " ").compactMap { ID(String($0)) }
    }
}

/// The first words of a text, on one line.
enum Excerpt {
    static func of(_ text: String) -> String {
        var excerpt = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            guard excerpt.count + word.count < NotificationsLimits.excerpt else {
                let room = NotificationsLimits.excerpt - excerpt.count - 2
                // A language without spaces, or an address.
                if room > NotificationsLimits.excerpt / 2 {
                    excerpt += (excerpt.isEmpty ? "" : " ") + word.prefix(room)
                }
                return excerpt + "…"
            }
            excerpt += (excerpt.isEmpty ? "" : " ") + word
        }
        return excerpt
    }
}
