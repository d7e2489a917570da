// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Database
import Endpoints

/// SQL for `accounts.sessions` and `accounts.refresh_tokens`. Lives only inside a `read` or `write` block.
struct SessionStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// A refresh token as it is stored: only its hash.
    struct Token {
        let session: SessionID
        let user: UserID
        let expiresAt: Timestamp
        let isUsed: Bool
    }

    func insert(
        _ session: SessionID,
        of user: UserID,
        device: String,
        address: String,
        at time: Timestamp,
        until expiresAt: Timestamp
    ) throws {
        try db.run(
            """
            INSERT INTO accounts.sessions (id, user_id, device, address, created_at, last_seen_at, expires_at)
            VALUES (\(session), \(user), \(device), \(address), \(time), \(time), \(expiresAt))
            """
        )
    }

    func touch(_ session: SessionID, address: String, at time: Timestamp, until expiresAt: Timestamp) throws {
        try db.run(
            """
            UPDATE accounts.sessions SET last_seen_at = \(time), address = \(address), expires_at = \(expiresAt)
            WHERE id = \(session)
            """
        )
    }

    /// The roles of a login's account; nil when the login is not there, or not this account's.
    func roles(in session: SessionID, of user: UserID) throws -> Set<Role>? {
        try db.first(
            """
            SELECT a.roles FROM accounts.sessions s JOIN accounts.accounts a ON a.id = s.user_id
            WHERE s.id = \(session) AND s.user_id = \(user)
            """
        ) { Role.set(try $0[0]) }
    }

    /// One's logins after the cursor, the latest used first.
    func page(
        of user: UserID,
        after cursor: Cursor?,
        limit: PageLimit,
        current: SessionID
    ) throws -> [LoginSession] {
        var older: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            let id = try cursor.field(1, as: SessionID.self)
            older = "AND (last_seen_at, id) < (\(time), \(id))"
        }
        return try db.all(
            """
            SELECT id, device, address, created_at, last_seen_at FROM accounts.sessions
            WHERE user_id = \(user) \(older) ORDER BY last_seen_at DESC, id DESC LIMIT \(limit.value + 1)
            """
        ) { row in
            let id: SessionID = try row[0]
            return LoginSession(
                id: id,
                device: try row[1],
                address: try row[2],
                createdAt: try row[3],
                lastSeenAt: try row[4],
                isCurrent: id == current
            )
        }
    }

    /// The logins of an account.
    func all(of user: UserID) throws -> [SessionID] {
        try db.all("SELECT id FROM accounts.sessions WHERE user_id = \(user) LIMIT 10000") { try $0[0] }
    }

    /// Ends a login of the account; false when there is none.
    func delete(_ session: SessionID, of user: UserID) throws -> Bool {
        try db.run("DELETE FROM accounts.sessions WHERE id = \(session) AND user_id = \(user)") > 0
    }

    /// Ends all logins of the account but one, or only those up to a time, and says which.
    func deleteAll(
        of user: UserID,
        except kept: SessionID?,
        until time: Timestamp? = nil
    ) throws -> [SessionID] {
        let others: SQLQuery = kept.map { "AND id <> \($0)" } ?? ""
        let early: SQLQuery = time.map { "AND created_at <= \($0)" } ?? ""
        return try db.all(
            "DELETE FROM accounts.sessions WHERE user_id = \(user) \(others) \(early) RETURNING id"
        ) {
            try $0[0]
        }
    }

    func deleteExpired(at time: Timestamp) throws {
        try db.run("DELETE FROM accounts.sessions WHERE expires_at < \(time)")
    }

    func insertToken(
        _ hash: [UInt8],
        of session: SessionID,
        at time: Timestamp,
        until expiresAt: Timestamp
    ) throws {
        try db.run(
            """
            INSERT INTO accounts.refresh_tokens (hash, session_id, created_at, expires_at, used_at)
            VALUES (\(hash), \(session), \(time), \(expiresAt), NULL)
            """
        )
    }

    func token(_ hash: [UInt8]) throws -> Token? {
        try db.first(
            """
            SELECT t.session_id, s.user_id, t.expires_at, t.used_at IS NOT NULL
            FROM accounts.refresh_tokens t JOIN accounts.sessions s ON s.id = t.session_id WHERE t.hash = \(hash)
            """
        ) { Token(session: try $0[0], user: try $0[1], expiresAt: try $0[2], isUsed: try $0[3]) }
    }

    /// Marks a token as used; false when somebody was faster.
    func use(_ hash: [UInt8], at time: Timestamp) throws -> Bool {
        try db.run(
            "UPDATE accounts.refresh_tokens SET used_at = \(time) WHERE hash = \(hash) AND used_at IS NULL"
        ) > 0
    }
}
