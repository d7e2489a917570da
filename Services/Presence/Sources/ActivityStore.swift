// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints

/// SQL for `presence.activity`. Lives only inside a `read` or `write` block.
struct ActivityStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Notes that somebody was here; an earlier moment changes nothing.
    func see(_ user: UserID, at time: Timestamp, messages: Int = 0) throws {
        try db.run(
            """
            INSERT INTO presence.activity (user_id, last_seen_at, messages_sent)
            VALUES (\(user), \(time), \(messages))
            ON CONFLICT (user_id) DO UPDATE SET
                last_seen_at = CASE WHEN excluded.last_seen_at > activity.last_seen_at
                    THEN excluded.last_seen_at ELSE activity.last_seen_at END,
                messages_sent = activity.messages_sent + excluded.messages_sent
            """
        )
    }

    func lastSeen(_ users: [UserID]) throws -> [UserID: Timestamp] {
        guard !users.isEmpty else { return [:] }
        let rows = try db.all(
            "SELECT user_id, last_seen_at FROM presence.activity WHERE user_id IN \(list: users)"
        ) { (try $0[0] as UserID, try $0[1] as Timestamp) }
        return Dictionary(rows) { _, new in new }
    }

    func delete(_ user: UserID) throws {
        try db.run("DELETE FROM presence.activity WHERE user_id = \(user)")
    }
}
