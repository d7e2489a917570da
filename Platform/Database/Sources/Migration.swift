// SPDX-License-Identifier: Apache-2.0
import Core

/// One frozen change of a service's tables. Once shipped it is never edited: a later one corrects it.
///
/// Tables are created as `chat.messages`. An index is `CREATE INDEX name ON messages (…)`, without the schema, and
/// so is the table after `REFERENCES`: the engines agree on nothing else. Portable column types are `bigint`,
/// `double precision`, `boolean`, `text`, `uuid` and `bytea`.
public struct Migration: Sendable {
    /// The durable name: `0001_create_chats`. Migrations are applied in the order they are listed.
    public let id: String
    /// The statements, run in one transaction.
    public let sql: [SQLQuery]

    /// A change of the given statements.
    public init(_ id: String, _ sql: SQLQuery...) {
        self.init(id, sql: sql)
    }

    /// A change of the given statements.
    public init(_ id: String, sql: [SQLQuery]) {
        self.id = id
        self.sql = sql
    }

    /// A change that each dialect makes in its own way.
    public init(_ id: String, sqlite: [SQLQuery], postgres: [SQLQuery]) {
        self.id = id
        let count = Swift.max(sqlite.count, postgres.count)
        sql = (0..<count).map { index in
            .either(
                sqlite: index < sqlite.count ? sqlite[index] : "",
                postgres: index < postgres.count ? postgres[index] : ""
            )
        }
    }

    /// A short digest of the statements as `dialect` reads them.
    func checksum(_ dialect: SQLDialect) -> String {
        // FNV-1a, 64 bits: it has to notice an edit, not an attacker.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for query in sql {
            for byte in query.render(dialect: dialect).sql.utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Brings a database up to date: the platform's own tables first, then the service's migrations.
///
/// What is missing is applied in one transaction under a lock, so processes that start together apply it once, and a
/// migration that fails leaves nothing. A shipped migration that was edited since is an error that names it.
public func migrate(_ database: any ServiceDatabase, _ migrations: [Migration]) async throws {
    let all = PlatformTables.migrations(for: database.name) + migrations
    guard Set(all.map(\.id)).count == all.count else {
        throw DatabaseError(.migration, detail: "Two migrations of \(database.name) have one id.")
    }
    // Usually there is nothing to do, and one read tells.
    if try await isUpToDate(database, all) { return }
    try await database.write { db in
        let log = MigrationLog(db)
        try log.prepare()
        let applied = try log.checksums()
        for migration in all where try !log.has(migration, in: applied) {
            try log.apply(migration)
        }
    }
}

private func isUpToDate(_ database: any ServiceDatabase, _ migrations: [Migration]) async throws -> Bool {
    do {
        return try await database.read { db in
            let log = MigrationLog(db)
            let applied = try log.checksums()
            return try migrations.allSatisfy { try log.has($0, in: applied) }
        }
    } catch let error as DatabaseError where error.kind == .statement {
        // The table is not there yet.
        return false
    }
}

/// The table that says which migrations a database has.
private struct MigrationLog {
    let db: any SQLConnection
    private var table: SQLQuery { "\(unsafe: db.name).migrations" }

    init(_ db: any SQLConnection) { self.db = db }

    func prepare() throws {
        try lock()
        if db.dialect == .postgres { try db.run("CREATE SCHEMA IF NOT EXISTS \(unsafe: db.name)") }
        try db.run(
            """
            CREATE TABLE IF NOT EXISTS \(table) (
                id text PRIMARY KEY, checksum text NOT NULL, applied_at bigint NOT NULL
            )
            """
        )
    }

    /// The migrations that were applied, each with its checksum.
    func checksums() throws -> [String: String] {
        var found: [String: String] = [:]
        try db.rows("SELECT id, checksum FROM \(table)") { row in
            found[try row[0]] = try row[1] as String
            return true
        }
        return found
    }

    /// Whether a migration was applied; throws if it was another one then.
    func has(_ migration: Migration, in applied: [String: String]) throws -> Bool {
        guard let checksum = applied[migration.id] else { return false }
        guard checksum == migration.checksum(db.dialect) else {
            throw DatabaseError(
                .migration,
                detail: "Migration \(migration.id) of \(db.name) was changed after it was applied."
            )
        }
        return true
    }

    func apply(_ migration: Migration) throws {
        for query in migration.sql where !query.render(dialect: db.dialect).sql.isEmpty {
            try db.run(query)
        }
        try db.run(
            """
            INSERT INTO \(table) (id, checksum, applied_at)
            VALUES (\(migration.id), \(migration.checksum(db.dialect)), \(db.now))
            """
        )
    }

    /// Keeps other processes out until the transaction ends. SQLite's BEGIN IMMEDIATE already does.
    private func lock() throws {
        guard db.dialect == .postgres else { return }
        // "roost" in ASCII, so that no other software's advisory lock is meant by chance.
        let key: Int64 = 0x72_6F6F_7374
        try db.run("SET LOCAL statement_timeout = 0")
        try db.rows("SELECT pg_advisory_xact_lock(\(key))") { _ in true }
        try db.run("SET LOCAL search_path = \(unsafe: db.name), public")
    }
}
