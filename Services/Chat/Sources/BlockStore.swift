// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints

/// SQL for `chat.blocks`, Chat's own copy of who blocks whom. Lives only inside a `read` or `write` block.
///
/// Built from the events of Connections, so that saying something in a PRIVATE chat asks nobody, and whether it may
/// be said is known in the transaction that stores it. It is behind by the time an event takes, some milliseconds.
struct BlockStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Notes that somebody blocks somebody, or no longer does. What is known from a later step stays: the end of a
    /// block may be heard before its beginning.
    func note(_ isBlocking: Bool, by blocker: UserID, of blocked: UserID, step: Int) throws {
        try db.run(
            """
            INSERT INTO chat.blocks (blocker_id, blocked_id, step, is_blocking)
            VALUES (\(blocker), \(blocked), \(step), \(isBlocking))
            ON CONFLICT (blocker_id, blocked_id) DO UPDATE SET
                step = excluded.step, is_blocking = excluded.is_blocking
            WHERE excluded.step > blocks.step
            """
        )
    }

    /// Forgets somebody who is gone.
    func forget(_ user: UserID) throws {
        try db.run("DELETE FROM chat.blocks WHERE blocker_id = \(user)")
        try db.run("DELETE FROM chat.blocks WHERE blocked_id = \(user)")
    }

    func isBlocking(_ blocker: UserID, _ blocked: UserID) throws -> Bool {
        try db.exists(
            """
            SELECT 1 FROM chat.blocks
            WHERE blocker_id = \(blocker) AND blocked_id = \(blocked) AND is_blocking = \(true)
            """
        )
    }

    /// Those of some people of whom somebody blocks one or is blocked by.
    func cut(_ users: [UserID], from user: UserID) throws -> Set<UserID> {
        guard !users.isEmpty else { return [] }
        return Set(
            try db.all(
                """
                SELECT blocked_id FROM chat.blocks
                WHERE blocker_id = \(user) AND blocked_id IN \(list: users) AND is_blocking = \(true)
                UNION SELECT blocker_id FROM chat.blocks
                WHERE blocked_id = \(user) AND blocker_id IN \(list: users) AND is_blocking = \(true)
                """
            ) { try $0[0] }
        )
    }

    /// Lets two people talk unless one blocks the other. The one who is blocked is told no more than that the other
    /// cannot be reached.
    func requireReach(from user: UserID, to other: UserID) throws {
        guard try !isBlocking(user, other) else { throw ChatError.blocking }
        guard try !isBlocking(other, user) else { throw ChatError.unreachable }
    }
}
