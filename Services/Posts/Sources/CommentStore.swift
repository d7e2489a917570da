// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI

/// A comment as it is stored, the same for every viewer.
struct CommentRecord: Sendable {
    var facts: CommentFacts
    var replyCount = 0
    var likeCount = 0
    var isDeleted = false

    var id: CommentID { facts.id }
}

/// SQL for `posts.comments` and their likes. Lives only inside a `read` or `write` block.
struct CommentStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        id, post_id, author_id, parent_id, text, mentions, reply_count, like_count, is_deleted, created_at, \
        edited_at, media_id
        """

    func insert(_ comment: CommentFacts) throws {
        try db.run(
            """
            INSERT INTO posts.comments (\(Self.columns)) VALUES (\(comment.id), \(comment.post),
                \(comment.author), \(comment.parent), \(comment.text), \(PostStore.text(comment.mentions)), 0, 0,
                \(false), \(comment.createdAt), \(comment.editedAt), \(comment.media))
            """
        )
    }

    func comment(_ id: CommentID, forUpdate: Bool = false) throws -> CommentRecord? {
        let lock: SQLQuery = forUpdate ? .either(sqlite: "", postgres: "FOR UPDATE") : ""
        return try db.first(
            "SELECT \(Self.columns) FROM posts.comments WHERE id = \(id) \(lock)",
            Self.record
        )
    }

    func comments(_ ids: [CommentID]) throws -> [CommentRecord] {
        guard !ids.isEmpty else { return [] }
        return try db.all("SELECT \(Self.columns) FROM posts.comments WHERE id IN \(list: ids)", Self.record)
    }

    /// The answers to a post or to a comment after a place, oldest first.
    func page(
        of post: PostID,
        answering parent: CommentID?,
        after id: CommentID?,
        limit: Int
    ) throws -> [CommentRecord] {
        let branch: SQLQuery = parent.map { "AND parent_id = \($0)" } ?? "AND parent_id IS NULL"
        let later: SQLQuery = id.map { "AND id > \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM posts.comments WHERE post_id = \(post) \(branch) \(later)
            ORDER BY id LIMIT \(limit)
            """,
            Self.record
        )
    }

    /// All comments after one by id that were not taken back.
    func scan(after id: CommentID?, limit: Int) throws -> [CommentFacts] {
        let later: SQLQuery = id.map { "AND id > \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM posts.comments WHERE is_deleted = \(false) \(later)
            ORDER BY id LIMIT \(limit)
            """,
            Self.record
        ).map(\.facts)
    }

    /// What somebody said and did not take back.
    func comments(by author: UserID, limit: Int) throws -> [CommentRecord] {
        try db.all(
            """
            SELECT \(Self.columns) FROM posts.comments WHERE author_id = \(author) AND is_deleted = \(false)
            LIMIT \(limit)
            """,
            Self.record
        )
    }

    func update(_ comment: CommentFacts) throws {
        try db.run(
            """
            UPDATE posts.comments SET text = \(comment.text), mentions = \(PostStore.text(comment.mentions)),
                edited_at = \(comment.editedAt)
            WHERE id = \(comment.id)
            """
        )
    }

    /// Empties a comment that keeps its place because of its answers.
    func empty(_ id: CommentID) throws {
        try db.run(
            """
            UPDATE posts.comments SET text = '', mentions = '', media_id = NULL, is_deleted = \(true), like_count = 0
            WHERE id = \(id)
            """
        )
        try forgetLikes(of: id)
    }

    func delete(_ id: CommentID) throws {
        try db.run("DELETE FROM posts.comments WHERE id = \(id)")
        try forgetLikes(of: id)
    }

    func addReplies(_ change: Int, to id: CommentID) throws {
        try db.run("UPDATE posts.comments SET reply_count = reply_count + \(change) WHERE id = \(id)")
    }

    // MARK: Likes

    /// Adds a like; false when it is there.
    func like(_ id: CommentID, by user: UserID) throws -> Bool {
        let changed = try db.run(
            """
            INSERT INTO posts.comment_likes (user_id, comment_id) VALUES (\(user), \(id))
            ON CONFLICT (user_id, comment_id) DO NOTHING
            """
        )
        guard changed > 0 else { return false }
        try db.run("UPDATE posts.comments SET like_count = like_count + 1 WHERE id = \(id)")
        return true
    }

    /// Takes a like away; false when there is none.
    func unlike(_ id: CommentID, by user: UserID) throws -> Bool {
        let changed = try db.run(
            "DELETE FROM posts.comment_likes WHERE user_id = \(user) AND comment_id = \(id)"
        )
        guard changed > 0 else { return false }
        try db.run("UPDATE posts.comments SET like_count = like_count - 1 WHERE id = \(id)")
        return true
    }

    /// Which of some comments somebody likes.
    func liked(by user: UserID, among ids: [CommentID]) throws -> Set<CommentID> {
        guard !ids.isEmpty else { return [] }
        return Set(
            try db.all(
                """
                SELECT comment_id FROM posts.comment_likes
                WHERE user_id = \(user) AND comment_id IN \(list: ids)
                """
            ) { try $0[0] as CommentID }
        )
    }

    /// The comments somebody likes.
    func likes(by user: UserID, limit: Int) throws -> [CommentID] {
        try db.all("SELECT comment_id FROM posts.comment_likes WHERE user_id = \(user) LIMIT \(limit)") {
            try $0[0]
        }
    }

    private func forgetLikes(of id: CommentID) throws {
        try db.run("DELETE FROM posts.comment_likes WHERE comment_id = \(id)")
    }

    /// Forgets up to `limit` comments of a post that is gone; true when there may be more.
    func sweep(_ post: PostID, limit: Int) throws -> Bool {
        let ids: [CommentID] = try db.all(
            "SELECT id FROM posts.comments WHERE post_id = \(post) LIMIT \(limit)"
        ) { try $0[0] }
        for id in ids { try delete(id) }
        return ids.count == limit
    }

    private static func record(_ row: SQLRow) throws -> CommentRecord {
        let facts = CommentFacts(
            id: try row[0],
            post: try row[1],
            author: try row[2],
            text: try row[4],
            media: try row[11],
            parent: try row[3],
            mentions: PostStore.mentions(try row[5]),
            createdAt: try row[9],
            editedAt: try row[10]
        )
        return CommentRecord(
            facts: facts,
            replyCount: try row[6],
            likeCount: try row[7],
            isDeleted: try row[8]
        )
    }
}
