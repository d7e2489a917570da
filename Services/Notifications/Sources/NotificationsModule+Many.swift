// SPDX-License-Identifier: Apache-2.0
import Core
import Database
package import Endpoints
package import PostsAPI

extension NotificationsModule {
    /// Takes in posts for everybody, so that what is done with them is told, without events; returns how many rows.
    package func bringIn(many posts: [PostFacts]) async throws -> Int {
        try await notifications.database.write { db in
            try db.insert(
                posts.map { post -> [SQLValue] in
                    [
                        post.id.sqlValue, post.id.sqlValue, post.author.sqlValue,
                        .text(post.visibility.rawValue),
                        .text(Excerpt.of(post.text)), .text(""), post.createdAt.sqlValue, .integer(0),
                    ]
                },
                """
                INSERT INTO notifications.things (id, post_id, author_id, visibility, excerpt, mentions, at,
                    position) VALUES
                """
            )
        }
        return posts.count
    }

    /// Takes in who follows whom, with the number of the change between the two; returns how many rows.
    package func bringIn(
        ties: [(user: UserID, other: UserID, step: Int)]
    ) async throws -> Int {
        try await notifications.database.write { db in
            let no = SQLValue.boolean(false)
            try db.insert(
                ties.map { tie -> [SQLValue] in
                    [
                        tie.user.sqlValue, tie.other.sqlValue, .boolean(true), tie.step.sqlValue, no,
                        .integer(0), no, .integer(0), no, .integer(0), .integer(0),
                    ]
                },
                """
                INSERT INTO notifications.ties (user_id, other_id, follows, follows_step, mutes, mutes_step,
                    blocks, blocks_step, is_blocked, is_blocked_step, cut_until) VALUES
                """
            )
        }
        return ties.count
    }
}
