// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
package import Core
import Database
package import Endpoints

/// Somebody follows somebody, in data made for benchmarks.
package struct ManyFollow: Sendable {
    package let follower: UserID
    package let followee: UserID
    package let at: Timestamp
    /// Which change between the two it was, from 1.
    package let step: Int

    /// A follow that was the change `step` between two people.
    package init(_ follower: UserID, _ followee: UserID, at time: Timestamp, step: Int) {
        (self.follower, self.followee, self.at, self.step) = (follower, followee, time, step)
    }
}

extension ConnectionsModule {
    /// Writes rows as they are, without events; returns how many.
    package func bringIn(many follows: [ManyFollow]) async throws -> Int {
        try await connections.database.write { db in
            try db.insert(
                follows.map { [$0.follower.sqlValue, $0.followee.sqlValue, $0.at.sqlValue] },
                "INSERT INTO connections.follows (follower_id, followee_id, at) VALUES"
            )
            try db.insert(
                follows.map { follow -> [SQLValue] in
                    let (low, high) = (
                        min(follow.follower, follow.followee), max(follow.follower, follow.followee)
                    )
                    return [
                        low.sqlValue, high.sqlValue, follow.step.sqlValue, follow.follower.sqlValue,
                        .text(RelationshipChange.followStarted.rawValue), follow.at.sqlValue,
                    ]
                },
                "INSERT INTO connections.history (low_id, high_id, step, actor_id, change, at) VALUES"
            )
        }
        return follows.count * 2
    }

    /// Writes how many follow people and how many they follow; returns the number of rows.
    package func bringIn(
        counts: [(user: UserID, followers: Int, following: Int)]
    ) async throws -> Int {
        try await connections.database.write { db in
            try db.insert(
                counts.map { [$0.user.sqlValue, $0.followers.sqlValue, $0.following.sqlValue] },
                "INSERT INTO connections.people (id, follower_count, following_count) VALUES"
            )
        }
        return counts.count
    }
}
