// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import MediaAPI
import PostsAPI
import PreviewsAPI

/// SQL for `posts.posts` and `posts.edits`. Lives only inside a `read` or `write` block.
struct PostStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        id, author_id, text, visibility, content_warning, quoted_id, mentions, hashtags, like_count, \
        comment_count, repost_count, bookmark_count, has_poll, is_pinned, created_at, edited_at, group_id, \
        is_group_pinned, media_ids, link
        """

    func insert(_ post: PostFacts, hasPoll: Bool) throws {
        try db.run(
            """
            INSERT INTO posts.posts (\(Self.columns)) VALUES (\(post.id), \(post.author), \(post.text),
                \(post.visibility.rawValue), \(post.contentWarning), \(post.quoted), \(Self.text(post.mentions)),
                \(post.hashtags.joined(separator: " ")), 0, 0, 0, 0, \(hasPoll), \(false), \(post.createdAt),
                \(post.editedAt), \(post.group), \(false), \(Self.text(post.media ?? [])), \(post.link))
            """
        )
    }

    /// Replaces what an edit changes. What a page says of itself, and whether that is not wanted, ends with its link.
    func update(_ post: PostFacts) throws {
        try db.run(
            """
            UPDATE posts.posts SET text = \(post.text), visibility = \(post.visibility.rawValue),
                content_warning = \(post.contentWarning), mentions = \(Self.text(post.mentions)),
                hashtags = \(post.hashtags.joined(separator: " ")), edited_at = \(post.editedAt),
                media_ids = \(Self.text(post.media ?? [])),
                preview = CASE WHEN link = \(post.link) THEN preview END,
                hides_preview = CASE WHEN link = \(post.link) THEN hides_preview ELSE FALSE END,
                link = \(post.link)
            WHERE id = \(post.id)
            """
        )
    }

    func post(_ id: PostID, forUpdate: Bool = false) throws -> PostRecord? {
        let lock: SQLQuery = forUpdate ? .either(sqlite: "", postgres: "FOR UPDATE") : ""
        let row = try db.first(
            "SELECT \(Self.columns), preview FROM posts.posts WHERE id = \(id) \(lock)",
            Self.record
        )
        return try row.map { try complete([$0])[0] }
    }

    func posts(_ ids: [PostID]) throws -> [PostRecord] {
        guard !ids.isEmpty else { return [] }
        return try complete(
            try db.all(
                "SELECT \(Self.columns), preview FROM posts.posts WHERE id IN \(list: ids)",
                Self.record
            )
        )
    }

    /// All posts after one by id, as they stand.
    func scan(after id: PostID?, limit: Int) throws -> [PostFacts] {
        let later: SQLQuery = id.map { "WHERE id > \($0)" } ?? ""
        return try db.all(
            "SELECT \(Self.columns), preview FROM posts.posts \(later) ORDER BY id LIMIT \(limit)",
            Self.record
        ).map(\.record.facts)
    }

    /// Somebody's posts before a place, newest first, but for one.
    func page(
        of author: UserID,
        _ visibilities: [Visibility],
        before id: PostID?,
        without pinned: PostID?,
        limit: Int
    ) throws -> [PostRecord] {
        let older: SQLQuery = id.map { "AND id < \($0)" } ?? ""
        let unpinned: SQLQuery = pinned.map { "AND id <> \($0)" } ?? ""
        return try complete(
            try db.all(
                """
                SELECT \(Self.columns), preview FROM posts.posts
                WHERE author_id = \(author) AND visibility IN \(list: visibilities.map(\.rawValue)) \(older)
                    \(unpinned)
                ORDER BY id DESC LIMIT \(limit)
                """,
                Self.record
            )
        )
    }

    /// The posts of somebody, whatever their visibility, for their end.
    func ids(of author: UserID, limit: Int) throws -> [PostID] {
        try db.all("SELECT id FROM posts.posts WHERE author_id = \(author) LIMIT \(limit)") { try $0[0] }
    }

    func pinned(of author: UserID) throws -> PostID? {
        // As the index says it, which SQLite would not find by a bound value.
        try db.value("SELECT id FROM posts.posts WHERE author_id = \(author) AND is_pinned")
    }

    func setPinned(_ isPinned: Bool, _ id: PostID) throws {
        try db.run("UPDATE posts.posts SET is_pinned = \(isPinned) WHERE id = \(id)")
    }

    // MARK: Groups

    /// What was posted in a group before a place, newest first, but for one post.
    func page(
        in group: GroupID,
        before id: PostID?,
        without pinned: PostID?,
        limit: Int
    ) throws -> [PostID] {
        let older: SQLQuery = id.map { "AND id < \($0)" } ?? ""
        let unpinned: SQLQuery = pinned.map { "AND id <> \($0)" } ?? ""
        return try db.all(
            """
            SELECT id FROM posts.posts WHERE group_id = \(group) \(older) \(unpinned)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    func pinned(in group: GroupID) throws -> PostID? {
        try db.value("SELECT id FROM posts.posts WHERE group_id = \(group) AND is_group_pinned")
    }

    func setGroupPinned(_ isPinned: Bool, _ id: PostID) throws {
        try db.run("UPDATE posts.posts SET is_group_pinned = \(isPinned) WHERE id = \(id)")
    }

    /// Remembers that a group is gone, so that nothing more is posted in it.
    func noteGone(_ group: GroupID) throws {
        try db.run(
            "INSERT INTO posts.gone_groups (group_id) VALUES (\(group)) ON CONFLICT (group_id) DO NOTHING"
        )
    }

    func isGone(_ group: GroupID) throws -> Bool {
        try db.exists("SELECT 1 FROM posts.gone_groups WHERE group_id = \(group)")
    }

    // MARK: Counters

    /// Changes a counter; false when the post is gone.
    func add(_ change: Int, to counter: PostCounter, of id: PostID) throws -> Bool {
        let column = counter.column
        return try db.run("UPDATE posts.posts SET \(column) = \(column) + \(change) WHERE id = \(id)") > 0
    }

    func delete(_ id: PostID) throws {
        try db.run("DELETE FROM posts.posts WHERE id = \(id)")
        try db.run("DELETE FROM posts.edits WHERE post_id = \(id)")
    }

    // MARK: Earlier texts

    func editCount(_ id: PostID) throws -> Int {
        try db.value(
            "SELECT number FROM posts.edits WHERE post_id = \(id) ORDER BY number DESC LIMIT 1",
            as: Int.self
        ) ?? 0
    }

    func keep(_ post: PostFacts, number: Int, replacedAt: Timestamp) throws {
        try db.run(
            """
            INSERT INTO posts.edits (post_id, number, text, content_warning, replaced_at)
            VALUES (\(post.id), \(number), \(post.text), \(post.contentWarning), \(replacedAt))
            """
        )
    }

    /// Earlier texts with their numbers, the latest first.
    func edits(of id: PostID, before number: Int?, limit: Int) throws -> [(number: Int, edit: PostEdit)] {
        let older: SQLQuery = number.map { "AND number < \($0)" } ?? ""
        return try db.all(
            """
            SELECT number, text, content_warning, replaced_at FROM posts.edits
            WHERE post_id = \(id) \(older) ORDER BY number DESC LIMIT \(limit)
            """
        ) { row in
            (try row[0], PostEdit(text: try row[1], contentWarning: try row[2], replacedAt: try row[3]))
        }
    }

    // MARK: Rows

    private struct Row {
        var record: PostRecord
        let hasPoll: Bool
    }

    private func complete(_ rows: [Row]) throws -> [PostRecord] {
        let polled = rows.filter(\.hasPoll).map(\.record.id)
        guard !polled.isEmpty else { return rows.map(\.record) }
        let polls = try PollStore(db).polls(polled)
        return rows.map { row in
            var record = row.record
            record.poll = polls[record.id]
            return record
        }
    }

    static func text<Entity>(_ ids: [ID<Entity>]) -> String {
        ids.isEmpty ? "" : ids.map(\.description).joined(separator: " ")
    }

    private static func media(_ text: String) -> [MediaID]? {
        text.isEmpty ? nil : text.split(separator: " ").compactMap { MediaID(String($0)) }
    }

    static func mentions(_ text: String) -> [UserID] {
        text.isEmpty ? [] : text.split(separator: " ").compactMap { UserID(String($0)) }
    }

    private static func record(_ row: SQLRow) throws -> Row {
        let tags: String = try row[7]
        let facts = PostFacts(
            id: try row[0],
            author: try row[1],
            text: try row[2],
            media: media(try row[18]),
            visibility: Visibility(rawValue: try row[3]) ?? .onlyMe,
            group: try row[16],
            contentWarning: try row[4],
            quoted: try row[5],
            mentions: mentions(try row[6]),
            hashtags: tags.isEmpty ? [] : tags.split(separator: " ").map(String.init),
            link: try row[19],
            createdAt: try row[14],
            editedAt: try row[15]
        )
        let record = PostRecord(
            facts: facts,
            likeCount: try row[8],
            commentCount: try row[9],
            repostCount: try row[10],
            bookmarkCount: try row[11],
            isPinned: try row[13],
            isGroupPinned: try row[17],
            preview: PreviewStore.preview(try row[20])
        )
        return Row(record: record, hasPoll: try row[12])
    }
}

/// What is counted beside a post.
enum PostCounter {
    case likes
    case comments
    case reposts
    case bookmarks

    var column: SQLQuery {
        switch self {
        case .likes: "like_count"
        case .comments: "comment_count"
        case .reposts: "repost_count"
        case .bookmarks: "bookmark_count"
        }
    }
}
