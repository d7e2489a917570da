// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import UsersAPI

/// SQL for `users.users` and `users.name_words`. Lives only inside a `read` or `write` block.
///
/// What it reads holds what is for everybody; `PersonStore` reads the rest.
struct UserStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    static let columns: SQLQuery =
        """
        u.id, u.username, u.display_name, u.avatar_url, u.bio, u.status, u.created_at, u.bio_for, u.presence_for
        """

    /// Stores a new person; one who is there stays as they are, and the answer is false. Throws when the username is
    /// still another's.
    func insert(_ user: User) throws -> Bool {
        let inserted = try db.run(
            """
            INSERT INTO users.users (id, username, display_name, avatar_url, bio, status, created_at)
            VALUES (\(user.id), \(user.username.text), \(user.displayName), \(user.avatarUrl), \(user.bio),
                \(user.status.rawValue), \(user.createdAt))
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted > 0 else {
            // Of two that store the same person at once PostgreSQL may meet the index of usernames first.
            let holder: UserID? = try db.value(
                "SELECT id FROM users.users WHERE username = \(user.username.text)"
            )
            guard holder == nil || holder == user.id else {
                throw DatabaseError(.uniqueViolation, detail: "users.username")
            }
            return false
        }
        // The event of a registration may come after the person has gone again. Asked after the insert, which may
        // have waited for their going.
        guard
            try db.run(
                """
                DELETE FROM users.users WHERE id = \(user.id)
                    AND EXISTS (SELECT 1 FROM users.departed d WHERE d.id = \(user.id))
                """
            ) == 0
        else { return false }
        try index(user)
        return true
    }

    func update(_ user: User) throws {
        try db.run(
            """
            UPDATE users.users SET display_name = \(user.displayName), avatar_url = \(user.avatarUrl),
                bio = \(user.bio), status = \(user.status.rawValue)
            WHERE id = \(user.id)
            """
        )
        try db.run("DELETE FROM users.name_words WHERE user_id = \(user.id)")
        try index(user)
    }

    /// Removes a person; false when there is none.
    func delete(_ id: UserID) throws -> Bool {
        guard try db.run("DELETE FROM users.users WHERE id = \(id)") > 0 else { return false }
        try db.run("INSERT INTO users.departed (id) VALUES (\(id)) ON CONFLICT (id) DO NOTHING")
        return true
    }

    /// Puts a picture into a profile or takes it out; false when there is no such person.
    func set(_ place: SetPicture.Place, of id: UserID, to url: String?) throws -> Bool {
        let column: SQLQuery = place == .avatar ? "avatar_url" : "cover_url"
        return try db.run("UPDATE users.users SET \(column) = \(url) WHERE id = \(id)") > 0
    }

    /// Some people; `asOwners` with what is for themselves alone.
    func users(ids: [UserID], usernames: [Username], asOwners: Bool) throws -> [User] {
        guard !ids.isEmpty || !usernames.isEmpty else { return [] }
        return try db.all(
            """
            SELECT \(Self.columns) FROM users.users u
            WHERE (u.id IN \(list: ids) OR u.username IN \(list: usernames.map(\.text))) AND u.hidden_at IS NULL
            """,
            asOwners ? Self.wholeUser : Self.user
        )
    }

    /// Everybody after one by id.
    func scan(after id: UserID?, limit: Int) throws -> [User] {
        let later: SQLQuery = id.map { "WHERE u.id > \($0)" } ?? ""
        return try db.all(
            "SELECT \(Self.columns) FROM users.users u \(later) ORDER BY u.id LIMIT \(limit)",
            Self.user
        )
    }

    /// Everybody after the cursor, newest first.
    func page(after cursor: Cursor?, limit: PageLimit) throws -> [User] {
        var older: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            let id = try cursor.field(1, as: UserID.self)
            older = "AND (u.created_at, u.id) < (\(time), \(id))"
        }
        return try db.all(
            """
            SELECT \(Self.columns) FROM users.users u WHERE u.hidden_at IS NULL \(older)
            ORDER BY u.created_at DESC, u.id DESC LIMIT \(limit.value + 1)
            """,
            Self.user
        )
    }

    /// The people of whose names some word begins with each of the given words, by username.
    func search(_ words: [String], after cursor: Cursor?, limit: PageLimit) throws -> [User] {
        guard let first = words.first else { return [] }
        let later: SQLQuery = try cursor.map { "AND u.username > \(try $0.field(0, as: String.self))" } ?? ""
        var others: SQLQuery = ""
        for word in words.dropFirst().prefix(4) {
            others =
                "\(others) AND EXISTS (SELECT 1 FROM users.name_words o WHERE o.user_id = u.id AND \(Self.begins("o", word)))"
        }
        return try db.all(
            """
            SELECT \(Self.columns) FROM users.users u
            WHERE u.hidden_at IS NULL
                AND u.id IN (SELECT w.user_id FROM users.name_words w WHERE \(Self.begins("w", first))) \(others) \(later)
            ORDER BY u.username LIMIT \(limit.value + 1)
            """,
            Self.user
        )
    }

    /// A prefix as a range: from the word itself to the word followed by the last code point.
    private static func begins(_ table: SQLQuery, _ word: String) -> SQLQuery {
        "\(table).word >= \(word) AND \(table).word < \(word + "\u{10FFFF}")"
    }

    private func index(_ user: User) throws {
        for word in NameWords.words(username: user.username, displayName: user.displayName).sorted() {
            try db.run("INSERT INTO users.name_words (word, user_id) VALUES (\(word), \(user.id))")
        }
    }

    /// What everybody may see of the person in a row.
    private static func user(_ row: SQLRow) throws -> User {
        var user = try wholeUser(row)
        if try Audience(stored: row[7]) != .everybody { user.bio = "" }
        if try Audience(stored: row[8]) != .everybody { user.status = .offline }
        return user
    }

    /// The person in a row as they see themselves.
    static func wholeUser(_ row: SQLRow) throws -> User {
        User(
            id: try row[0],
            username: Username(trusted: try row[1]),
            displayName: try row[2],
            avatarUrl: try row[3],
            bio: try row[4],
            status: Availability(rawValue: try row[5]) ?? .online,
            createdAt: try row[6]
        )
    }
}
