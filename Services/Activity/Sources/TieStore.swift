// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints

/// SQL for `activity.ties`: whom somebody follows and mutes. Lives only inside a `read` or `write` block.
///
/// It says whose entries are looked at; Connections has the last word on what is seen of them. Events of different kinds
/// come in any order, so each fact stands with the number of the change between the two that made it so.
struct TieStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    func setFollows(_ follows: Bool, _ user: UserID, _ other: UserID, step: Int) throws {
        try db.enqueue(
            """
            INSERT INTO activity.ties (user_id, other_id, follows, follows_step, mutes, mutes_step)
            VALUES (\(user), \(other), \(follows), \(step), \(false), 0)
            ON CONFLICT (user_id, other_id) DO UPDATE SET follows = excluded.follows,
                follows_step = excluded.follows_step
            WHERE ties.follows_step < excluded.follows_step
            """
        )
    }

    func setMutes(_ mutes: Bool, _ user: UserID, _ other: UserID, step: Int) throws {
        try db.enqueue(
            """
            INSERT INTO activity.ties (user_id, other_id, follows, follows_step, mutes, mutes_step)
            VALUES (\(user), \(other), \(false), 0, \(mutes), \(step))
            ON CONFLICT (user_id, other_id) DO UPDATE SET mutes = excluded.mutes,
                mutes_step = excluded.mutes_step
            WHERE ties.mutes_step < excluded.mutes_step
            """
        )
    }

    /// Notes whom somebody has followed since before it was told here; whatever was told holds. Of those who are gone
    /// nothing is noted.
    func fill(_ user: UserID, following others: [UserID]) throws {
        for other in others {
            try db.enqueue(
                """
                INSERT INTO activity.ties (user_id, other_id, follows, follows_step, mutes, mutes_step)
                SELECT \(user), \(other), \(true), 0, \(false), 0
                WHERE NOT EXISTS (SELECT 1 FROM activity.gone WHERE id = \(user) OR id = \(other))
                ON CONFLICT (user_id, other_id) DO UPDATE SET follows = excluded.follows
                WHERE ties.follows_step = 0
                """
            )
        }
    }

    /// Forgets up to `limit` ties of somebody, from either side; true when there may be more.
    func forget(_ person: UserID, limit: Int) throws -> Bool {
        let own = try delete("user_id = \(person)", limit: limit)
        return try delete("other_id = \(person)", limit: limit) || own
    }

    private func delete(_ condition: SQLQuery, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM activity.ties WHERE (user_id, other_id) IN (
                SELECT user_id, other_id FROM activity.ties WHERE \(condition) LIMIT \(limit)
            )
            """
        ) == limit
    }
}
