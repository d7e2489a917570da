// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints

/// SQL for the accounts that are hidden. Lives only inside a `read` or `write` block.
struct HiddenStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Hides an account, to be deleted at a time or not at all; nil when there is none, false when it was hidden before.
    func hide(_ id: UserID, at now: Timestamp, deleteAt: Timestamp?) throws -> Bool? {
        let wasHidden: Bool? = try db.first("SELECT hidden_at IS NOT NULL FROM users.users WHERE id = \(id)")
        {
            try $0[0]
        }
        guard let wasHidden else { return nil }
        // What was deleted is not kept by hiding it once more, nor kept longer by deleting it once more.
        try db.run(
            """
            UPDATE users.users SET hidden_at = coalesce(hidden_at, \(now)),
                delete_at = coalesce(delete_at, \(deleteAt)) WHERE id = \(id)
            """
        )
        return !wasHidden
    }

    /// Shows an account again; false when it was not hidden.
    func show(_ id: UserID) throws -> Bool {
        try db.run(
            """
            UPDATE users.users SET hidden_at = NULL, delete_at = NULL
            WHERE id = \(id) AND hidden_at IS NOT NULL
            """
        ) > 0
    }

    func isHidden(_ id: UserID) throws -> Bool {
        try db.exists("SELECT 1 FROM users.users WHERE id = \(id) AND hidden_at IS NOT NULL")
    }

    /// Whether the grace of an account is over.
    func isDue(_ id: UserID, at now: Timestamp) throws -> Bool {
        try db.exists("SELECT 1 FROM users.users WHERE id = \(id) AND delete_at <= \(now)")
    }

    /// Some of the accounts whose grace is over, the longest first.
    func due(at now: Timestamp, limit: Int) throws -> [UserID] {
        try db.all(
            "SELECT id FROM users.users WHERE delete_at <= \(now) ORDER BY delete_at LIMIT \(limit)"
        ) { try $0[0] }
    }
}
