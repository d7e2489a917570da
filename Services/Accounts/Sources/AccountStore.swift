// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Database
import Endpoints
import UsersAPI

/// An account as it is stored.
struct Account: Sendable {
    let id: UserID
    let email: String
    let username: Username
    let passwordHash: String
    let roles: Set<Role>
    let createdAt: Timestamp

    init(
        id: UserID,
        email: String,
        username: Username,
        passwordHash: String,
        roles: Set<Role>,
        createdAt: Timestamp
    ) {
        self.id = id
        self.email = email
        self.username = username
        self.passwordHash = passwordHash
        self.roles = roles
        self.createdAt = createdAt
    }

    fileprivate init(_ row: SQLRow) throws {
        id = try row[0]
        email = try row[1]
        username = Username(trusted: try row[2])
        passwordHash = try row[3]
        roles = Role.set(try row[4])
        createdAt = try row[5]
    }
}

extension Role {
    /// Reads roles as they are stored: `ADMIN USER`.
    static func set(_ text: String) -> Set<Role> {
        Set(text.split(separator: " ").compactMap { Role(rawValue: String($0)) })
    }

    /// Writes roles as they are stored.
    static func text(_ roles: Set<Role>) -> String { roles.map(\.rawValue).sorted().joined(separator: " ") }
}

/// SQL for `accounts.accounts` and the keys. Lives only inside a `read` or `write` block.
struct AccountStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = "id, email, username, password_hash, roles, created_at"

    func insert(_ account: Account) throws {
        try db.run(
            """
            INSERT INTO accounts.accounts (\(Self.columns))
            VALUES (\(account.id), \(account.email), \(account.username.text), \(account.passwordHash),
                \(Role.text(account.roles)), \(account.createdAt))
            """
        )
    }

    func account(_ id: UserID) throws -> Account? {
        try db.first("SELECT \(Self.columns) FROM accounts.accounts WHERE id = \(id)", Account.init)
    }

    /// The account one logs in to with an e-mail address or a username.
    func account(login: String) throws -> Account? {
        let login = login.lowercased()
        let column: SQLQuery = login.contains("@") ? "email" : "username"
        return try db.first(
            "SELECT \(Self.columns) FROM accounts.accounts WHERE \(column) = \(login)",
            Account.init
        )
    }

    func isTaken(email: String) throws -> Bool {
        try db.first("SELECT 1 FROM accounts.accounts WHERE email = \(email)") { try $0[0] as Int } != nil
    }

    func isTaken(username: Username) throws -> Bool {
        try db.first("SELECT 1 FROM accounts.accounts WHERE username = \(username.text)") { try $0[0] as Int }
            != nil
    }

    func setPassword(_ hash: String, of id: UserID) throws {
        try db.run("UPDATE accounts.accounts SET password_hash = \(hash) WHERE id = \(id)")
    }

    func setRoles(_ roles: Set<Role>, of id: UserID) throws {
        try db.run("UPDATE accounts.accounts SET roles = \(Role.text(roles)) WHERE id = \(id)")
    }

    func delete(_ id: UserID) throws {
        try db.run("DELETE FROM accounts.accounts WHERE id = \(id)")
    }

    func signingKeys() throws -> [SigningKeys.Stored] {
        try db.all("SELECT id, pem, created_at FROM accounts.signing_keys ORDER BY created_at DESC LIMIT 10")
        {
            SigningKeys.Stored(id: try $0[0], pem: try $0[1], createdAt: try $0[2])
        }
    }

    func insert(_ key: SigningKeys.Stored) throws {
        try db.run(
            "INSERT INTO accounts.signing_keys (id, pem, created_at) VALUES (\(key.id), \(key.pem), \(key.createdAt))"
        )
    }

    func deleteKeys(before time: Timestamp) throws {
        try db.run("DELETE FROM accounts.signing_keys WHERE created_at < \(time)")
    }
}
