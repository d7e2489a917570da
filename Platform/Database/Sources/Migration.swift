// SPDX-License-Identifier: Apache-2.0

/// One change of a service's tables. Once shipped it is frozen.
///
/// Names in it stand without the schema: they mean the service's own tables. SQLite takes PostgreSQL's names of types
/// (`UUID`, `BIGINT`, `BYTEA`, `BOOLEAN`), so most migrations have one text.
public struct Migration: Sendable {
    /// The name, `0001_create_chats`: applied in this order.
    public let id: String
    private let sqlite: [String]
    private let postgres: [String]

    /// A change that reads the same in both databases.
    public init(_ id: String, _ statements: String...) {
        self.id = id
        sqlite = statements
        postgres = statements
    }

    /// A change that differs.
    public init(_ id: String, sqlite: String..., postgres: String...) {
        self.id = id
        self.sqlite = sqlite
        self.postgres = postgres
    }

    /// The statements for a database.
    public func statements(_ dialect: SQLDialect) -> [String] { dialect == .sqlite ? sqlite : postgres }

    /// A fingerprint of the statements (FNV-1a, 64 bits), to notice a change after shipping.
    public func checksum(_ dialect: SQLDialect) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in statements(dialect).joined(separator: ";").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}

extension Migration {
    /// The tables every service has: its outbox and how far its handlers are.
    static let platform: [Migration] = [
        Migration(
            "platform_0001_outbox",
            sqlite: """
                CREATE TABLE outbox (
                    position INTEGER PRIMARY KEY AUTOINCREMENT,
                    xid BIGINT NOT NULL DEFAULT 0,
                    id UUID NOT NULL,
                    name TEXT NOT NULL,
                    version BIGINT NOT NULL,
                    ordering_key TEXT NOT NULL,
                    payload BYTEA NOT NULL,
                    published_at BIGINT NOT NULL
                )
                """,
            "CREATE INDEX outbox_by_name ON outbox (name, xid, position)",
            postgres: """
                CREATE TABLE outbox (
                    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    xid BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
                    id UUID NOT NULL,
                    name TEXT NOT NULL,
                    version BIGINT NOT NULL,
                    ordering_key TEXT NOT NULL,
                    payload BYTEA NOT NULL,
                    published_at BIGINT NOT NULL
                )
                """,
            "CREATE INDEX outbox_by_name ON outbox (name, xid, position)"),
        Migration(
            "platform_0002_handlers",
            """
            CREATE TABLE handlers (
                name TEXT NOT NULL,
                source TEXT NOT NULL,
                xid BIGINT NOT NULL,
                position BIGINT NOT NULL,
                handled BIGINT NOT NULL,
                PRIMARY KEY (name, source)
            )
            """,
            """
            CREATE TABLE dead_events (
                handler TEXT NOT NULL,
                source TEXT NOT NULL,
                id UUID NOT NULL,
                name TEXT NOT NULL,
                version BIGINT NOT NULL,
                payload BYTEA NOT NULL,
                error TEXT NOT NULL,
                died_at BIGINT NOT NULL,
                PRIMARY KEY (handler, source, id)
            )
            """),
        Migration(
            "platform_0003_schedules",
            """
            CREATE TABLE schedules (
                name TEXT PRIMARY KEY,
                next_at BIGINT NOT NULL
            )
            """),
    ]

    /// Brings a schema up to date on a connection that holds the migration lock.
    public static func apply(
        _ migrations: [Migration], to service: String, at time: Int64, _ db: any SQLConnection,
        execute: (String) throws -> Void
    ) throws {
        try execute(
            "CREATE TABLE IF NOT EXISTS migrations (id TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)")
        var applied: [String: String] = [:]
        try db.each("SELECT id, checksum FROM \(unsafe: service).migrations") { applied[try $0[0]] = try $0[1] }
        for migration in platform + migrations {
            let checksum = migration.checksum(db.dialect)
            if let known = applied[migration.id] {
                guard known == checksum else {
                    throw DatabaseError.changedMigration(database: service, id: migration.id)
                }
                continue
            }
            for statement in migration.statements(db.dialect) { try execute(statement) }
            try db.run(
                """
                INSERT INTO \(unsafe: service).migrations (id, checksum, applied_at)
                VALUES (\(migration.id), \(checksum), \(time))
                """)
        }
    }
}
