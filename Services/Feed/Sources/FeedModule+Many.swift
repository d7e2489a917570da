// SPDX-License-Identifier: Apache-2.0
import Core
import Database
package import Endpoints
package import PostsAPI

/// A post in a feed, in data made for benchmarks.
package struct ManyEntry: Sendable {
    package let user: UserID
    package let post: PostID
    package let author: UserID

    /// A post that stands in the feed of `user`.
    package init(of user: UserID, _ post: PostID, by author: UserID) {
        (self.user, self.post, self.author) = (user, post, author)
    }
}

extension FeedModule {
    /// Writes what was published by rising ids, without events; returns how many rows.
    package func bringIn(many posts: [PostFacts]) async throws -> Int {
        try await feed.database.write { db in
            try db.insert(
                posts.map { post -> [SQLValue] in
                    let act = Act(post)
                    return [
                        act.id.sqlValue, act.post.sqlValue, act.actor.sqlValue, act.author.sqlValue,
                        .boolean(false), .text(post.visibility.rawValue), post.createdAt.sqlValue,
                    ]
                },
                "INSERT INTO feed.acts (\(ActStore.columns), reach, reach_at) VALUES"
            )
        }
        return posts.count
    }

    /// Writes who reads of whom, with the number of the change between the two; returns how many rows.
    package func bringIn(
        ties: [(user: UserID, other: UserID, step: Int)]
    ) async throws -> Int {
        try await feed.database.write { db in
            let (yes, no) = (SQLValue.boolean(true), SQLValue.boolean(false))
            try db.insert(
                ties.map { tie -> [SQLValue] in
                    [
                        tie.user.sqlValue, tie.other.sqlValue, yes, tie.step.sqlValue, no, .integer(0), no,
                        .integer(0), no, .integer(0), yes, no,
                    ]
                },
                """
                INSERT INTO feed.ties (user_id, other_id, follows, follows_step, mutes, mutes_step, blocks,
                    blocks_step, is_blocked, is_blocked_step, hears, ignores) VALUES
                """
            )
        }
        return ties.count
    }

    /// Writes how many read of people; returns how many rows.
    package func bringIn(listeners: [(user: UserID, count: Int)]) async throws -> Int {
        try await feed.database.write { db in
            try db.insert(
                listeners.map { person -> [SQLValue] in
                    let isPulled = person.count >= FeedLimits.pulledFrom
                    return [person.user.sqlValue, person.count.sqlValue, .boolean(isPulled)]
                },
                "INSERT INTO feed.people (user_id, listener_count, is_pulled) VALUES"
            )
        }
        return listeners.count
    }

    /// Writes feeds; returns how many rows.
    package func bringIn(entries: [ManyEntry]) async throws -> Int {
        try await feed.database.write { db in
            try db.insert(
                entries.map { entry -> [SQLValue] in
                    [
                        entry.user.sqlValue, entry.post.sqlValue, entry.post.sqlValue, entry.author.sqlValue,
                        entry.author.sqlValue, .boolean(false),
                    ]
                },
                """
                INSERT INTO feed.entries (user_id, act_id, post_id, actor_id, author_id, is_repost) VALUES
                """
            )
        }
        return entries.count
    }
}
