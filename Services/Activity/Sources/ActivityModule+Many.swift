// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
package import Core
import Database
package import Endpoints
package import PostsAPI

/// Something somebody did about a post, in data made for benchmarks.
package struct ManyDeed: Sendable {
    fileprivate let id: ActivityID
    fileprivate let deed: Deed

    /// A like; its id says when it was done.
    package init<Mark>(likeOf post: PostID, by user: UserID, id: ID<Mark>) {
        self.id = ActivityID(of: id)
        let time = Timestamp(microseconds: Int64(id.high >> 16) * 1000)
        deed = Deed(actor: user, kind: .like, source: SourceID(of: post), at: time, position: 0)
    }

    /// A comment.
    package init(_ comment: CommentFacts) {
        id = ActivityID(of: comment.id)
        deed = Deed(
            actor: comment.author,
            kind: .comment,
            source: SourceID(of: comment.id),
            container: comment.post,
            at: comment.createdAt,
            position: 0
        )
    }
}

extension ActivityModule {
    /// Takes in what was done, but for what is too old to be told, without events; returns how many rows. Whom people
    /// follow is learnt when they look.
    package func bringIn(many deeds: [ManyDeed], today: Timestamp) async throws -> Int {
        let oldest = today - activity.life
        let rows = deeds.filter { $0.deed.at > oldest }.map { many -> [SQLValue] in
            let deed = many.deed
            return [
                deed.actor.sqlValue, many.id.sqlValue, deed.source.sqlValue, .integer(deed.kind.bit),
                deed.container.sqlValue, deed.at.sqlValue, .integer(0), .boolean(true), .boolean(false),
            ]
        }
        try await activity.database.write { db in
            try db.insert(
                rows,
                """
                INSERT INTO activity.entries (actor_id, id, source_id, kind, post_id, at, position, is_on,
                    is_dropped) VALUES
                """
            )
        }
        return rows.count
    }
}
