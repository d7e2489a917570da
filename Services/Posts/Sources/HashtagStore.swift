// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI

/// SQL for hashtags. Lives only inside a `read` or `write` block.
struct HashtagStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Makes the tags of a post those it has now. Only what everybody may see is found by its tags.
    func set(_ post: PostFacts, isNew: Bool) throws {
        if !isNew { try delete(post.id) }
        guard post.visibility == .everyone else { return }
        for tag in post.hashtags {
            try db.run("INSERT INTO posts.hashtags (tag, post_id) VALUES (\(tag), \(post.id))")
        }
        try noteUses(post)
    }

    /// Notes who used the tags of a post on which day.
    func noteUses(_ post: PostFacts) throws {
        for tag in post.hashtags {
            try db.run(
                """
                INSERT INTO posts.hashtag_uses (day, tag, user_id)
                VALUES (\(Self.day(of: post.editedAt ?? post.createdAt)), \(tag), \(post.author))
                ON CONFLICT (day, tag, user_id) DO NOTHING
                """
            )
        }
    }

    func delete(_ post: PostID) throws {
        try db.run("DELETE FROM posts.hashtags WHERE post_id = \(post)")
    }

    /// The posts with a tag before a place, newest first.
    func page(_ tag: String, before id: PostID?, limit: Int) throws -> [PostID] {
        let older: SQLQuery = id.map { "AND post_id < \($0)" } ?? ""
        return try db.all(
            """
            SELECT post_id FROM posts.hashtags WHERE tag = \(tag) \(older) ORDER BY post_id DESC LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    /// The tags that most people used since a day.
    func trends(since day: Int64, limit: Int) throws -> [HashtagTrend] {
        try db.all(
            """
            SELECT tag, COUNT(DISTINCT user_id) AS people FROM posts.hashtag_uses WHERE day >= \(day)
            GROUP BY tag ORDER BY people DESC, tag LIMIT \(limit)
            """
        ) { HashtagTrend(tag: try $0[0], people: try $0[1]) }
    }

    /// Forgets the uses before a day, which no trend looks at any more.
    func forgetUses(before day: Int64) throws {
        try db.run("DELETE FROM posts.hashtag_uses WHERE day < \(day)")
    }

    func forgetUses(by user: UserID) throws {
        try db.run("DELETE FROM posts.hashtag_uses WHERE user_id = \(user)")
    }

    /// The number of a day since 1970.
    static func day(of time: Timestamp) -> Int64 { time.seconds / 86_400 }
}
