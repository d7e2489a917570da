// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI

/// The kind of thing the id of a mark names: a moment, later marks having larger ones.
enum Mark {}

/// SQL for `posts.marks`: who liked, passed on or kept which post. Lives only inside a `read` or `write` block.
///
/// One table for the three, so that what a viewer did with the posts of a page is one search.
struct MarkStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Adds a mark; false when it is there.
    func insert(_ kind: MarkKind, by user: UserID, on post: PostID, id: ID<Mark>) throws -> Bool {
        try db.run(
            """
            INSERT INTO posts.marks (user_id, post_id, kind, id) VALUES (\(user), \(post), \(kind), \(id))
            ON CONFLICT (user_id, post_id, kind) DO NOTHING
            """
        ) > 0
    }

    /// Takes a mark away and returns its id; nil when there is none.
    func delete(_ kind: MarkKind, by user: UserID, on post: PostID) throws -> ID<Mark>? {
        try db.first(
            """
            DELETE FROM posts.marks WHERE user_id = \(user) AND post_id = \(post) AND kind = \(kind)
            RETURNING id
            """
        ) { try $0[0] }
    }

    /// What somebody did with some posts.
    func marks(by user: UserID, on posts: [PostID]) throws -> [PostID: OwnMarks] {
        guard !posts.isEmpty else { return [:] }
        var found: [PostID: OwnMarks] = [:]
        try db.rows(
            "SELECT post_id, kind FROM posts.marks WHERE user_id = \(user) AND post_id IN \(list: posts)"
        ) { row in
            found[try row[0], default: OwnMarks()].kinds.insert(try row[1])
            return true
        }
        return found
    }

    /// Who marked a post, the latest first.
    func users(_ kind: MarkKind, on post: PostID, before id: ID<Mark>?, limit: Int) throws -> [UserMark] {
        let older: SQLQuery = id.map { "AND id < \($0)" } ?? ""
        return try db.all(
            """
            SELECT user_id, post_id, id FROM posts.marks WHERE post_id = \(post) AND kind = \(kind) \(older)
            ORDER BY id DESC LIMIT \(limit)
            """,
            Self.mark
        )
    }

    /// What somebody marked, the latest first.
    func posts(_ kind: MarkKind, by user: UserID, before id: ID<Mark>?, limit: Int) throws -> [UserMark] {
        let older: SQLQuery = id.map { "AND id < \($0)" } ?? ""
        return try db.all(
            """
            SELECT user_id, post_id, id FROM posts.marks WHERE user_id = \(user) AND kind = \(kind) \(older)
            ORDER BY id DESC LIMIT \(limit)
            """,
            Self.mark
        )
    }

    /// What somebody passed on of somebody else's.
    func reposts(by user: UserID, of author: UserID, limit: Int) throws -> [UserMark] {
        try db.all(
            """
            SELECT m.user_id, m.post_id, m.id FROM posts.marks m JOIN posts.posts p ON p.id = m.post_id
            WHERE m.user_id = \(user) AND m.kind = \(MarkKind.repost) AND p.author_id = \(author)
            LIMIT \(limit)
            """,
            Self.mark
        )
    }

    /// Forgets up to `limit` marks on a post; true when there may be more.
    func sweep(_ post: PostID, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM posts.marks WHERE post_id = \(post) AND (user_id, kind) IN (
                SELECT user_id, kind FROM posts.marks WHERE post_id = \(post) LIMIT \(limit)
            )
            """
        ) == limit
    }

    private static func mark(_ row: SQLRow) throws -> UserMark {
        UserMark(user: try row[0], post: try row[1], id: try row[2])
    }
}

/// A mark somebody made.
struct UserMark: Sendable {
    let user: UserID
    let post: PostID
    let id: ID<Mark>
}
