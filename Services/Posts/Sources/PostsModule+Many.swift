// SPDX-License-Identifier: Apache-2.0
package import Core
import Database
package import Endpoints
package import PostsAPI

/// A post with all that was done with it, in data made for benchmarks.
package struct ManyPost: Sendable {
    /// Names the moment of a like.
    package typealias LikeID = ID<ManyPost>

    package let facts: PostFacts
    package var likes: [(user: UserID, id: LikeID)]
    package var comments: [CommentFacts]

    /// A post for everybody, with the people who liked it and what they said.
    package init(_ facts: PostFacts, likes: [(user: UserID, id: LikeID)], comments: [CommentFacts]) {
        (self.facts, self.likes, self.comments) = (facts, likes, comments)
    }
}

extension PostsModule {
    /// The hashtags in a text, as posts keep them.
    package static func hashtags(in text: String) -> [String] { PostParsing.hashtags(in: text) }

    /// Writes posts for everybody by rising ids, in few statements and without events; returns how many rows.
    package func bringIn(many posts: [ManyPost]) async throws -> Int {
        let (likes, comments, tags) = (Self.likes(of: posts), Self.comments(of: posts), Self.tags(of: posts))
        let rows = posts.map(Self.row)
        try await self.posts.database.write { db in
            try db.insert(
                rows,
                """
                INSERT INTO posts.posts (id, author_id, text, visibility, mentions, hashtags, like_count,
                    comment_count, repost_count, bookmark_count, has_poll, is_pinned, created_at) VALUES
                """
            )
            try db.insert(likes, "INSERT INTO posts.marks (user_id, post_id, kind, id) VALUES")
            try db.insert(
                comments,
                """
                INSERT INTO posts.comments (id, post_id, author_id, text, mentions, reply_count, like_count,
                    is_deleted, created_at) VALUES
                """
            )
            try db.insert(tags, "INSERT INTO posts.hashtags (tag, post_id) VALUES")
            // The trends look at the last days only; the uses of one day are one row for each person.
            for post in posts.suffix(10) { try HashtagStore(db).noteUses(post.facts) }
        }
        return rows.count + likes.count + comments.count + tags.count
    }

    private static func row(_ post: ManyPost) -> [SQLValue] {
        let facts = post.facts
        return [
            facts.id.sqlValue, facts.author.sqlValue, .text(facts.text), .text(facts.visibility.rawValue),
            .text(""), .text(facts.hashtags.joined(separator: " ")), post.likes.count.sqlValue,
            post.comments.count.sqlValue, .integer(0), .integer(0), .boolean(false), .boolean(false),
            facts.createdAt.sqlValue,
        ]
    }

    private static func likes(of posts: [ManyPost]) -> [[SQLValue]] {
        posts.flatMap { post in
            post.likes.map { like -> [SQLValue] in
                [
                    like.user.sqlValue, post.facts.id.sqlValue, .text(MarkKind.like.rawValue),
                    like.id.sqlValue,
                ]
            }
        }
    }

    private static func comments(of posts: [ManyPost]) -> [[SQLValue]] {
        posts.flatMap(\.comments).map { comment -> [SQLValue] in
            [
                comment.id.sqlValue, comment.post.sqlValue, comment.author.sqlValue, .text(comment.text),
                .text(""), .integer(0), .integer(0), .boolean(false), comment.createdAt.sqlValue,
            ]
        }
    }

    private static func tags(of posts: [ManyPost]) -> [[SQLValue]] {
        posts.flatMap { post in
            post.facts.hashtags.map { tag -> [SQLValue] in [.text(tag), post.facts.id.sqlValue] }
        }
    }
}
