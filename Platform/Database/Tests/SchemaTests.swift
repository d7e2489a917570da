// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Testing
import Testkit

/// Migrations, and what constraints say when they are broken.
struct SchemaTests {
    static let people: [Migration] = [
        Migration(
            "0001_create_people",
            """
            CREATE TABLE test.people (
                id bigint PRIMARY KEY, email text NOT NULL UNIQUE, realm text, nick text, age bigint, handle text,
                CONSTRAINT people_age CHECK (age >= 0), UNIQUE (realm, nick)
            )
            """,
            "CREATE TABLE test.pets (id bigint PRIMARY KEY, owner bigint NOT NULL REFERENCES people (id))"
        ),
        Migration("0002_index_handles", "CREATE UNIQUE INDEX people_handle_lower ON people (lower(handle))"),
        Migration(
            "0003_dialects",
            sqlite: ["CREATE TABLE test.kind AS SELECT 'sqlite' AS name"],
            postgres: ["CREATE TABLE test.kind AS SELECT 'postgres'::text AS name"]
        ),
    ]

    @Test(arguments: TestDatabase.all)
    func `migrations run once, in order, from zero`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: Self.people) { database in
            try await migrate(database, Self.people)
            let ids = try await database.read { db in
                try db.all("SELECT id FROM test.migrations WHERE id LIKE '0%' ORDER BY id") {
                    try $0[0] as String
                }
            }
            let kind = try await database.read { db in
                try db.value("SELECT name FROM test.kind", as: String.self)
            }
            #expect(ids == Self.people.map(\.id))
            #expect(kind == engine.rawValue)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `processes that start together migrate once`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<5 { group.addTask { try await migrate(database, Self.people) } }
                try await group.waitForAll()
            }
            try await database.probe()
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a shipped migration that was edited is named`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: Self.people) { database in
            var edited = Self.people
            edited[1] = Migration("0002_index_handles", "CREATE INDEX people_handle_lower ON people (handle)")
            let error = await #expect(throws: DatabaseError.self) { try await migrate(database, edited) }
            #expect(error?.kind == .migration)
            #expect(error?.detail.contains("0002_index_handles") == true)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a migration that fails leaves nothing`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase { database in
            let broken = Migration(
                "0001_broken",
                "CREATE TABLE test.half (id bigint)",
                "CREATE TABLE test.half (id bigint)"
            )
            await #expect(throws: DatabaseError.self) { try await migrate(database, [broken]) }
            await #expect(throws: DatabaseError.self) {
                try await database.read { db in _ = try db.exists("SELECT 1 FROM test.half") }
            }
            try await migrate(database, [Migration("0001_broken", "CREATE TABLE test.half (id bigint)")])
        }
    }

    static let breaches: [(SQLQuery, DatabaseError.Kind, String?)] = [
        ("INSERT INTO test.people (id, email) VALUES (1, 'x')", .uniqueViolation, "people.id"),
        ("INSERT INTO test.people (id, email) VALUES (2, 'a@b')", .uniqueViolation, "people.email"),
        (
            "INSERT INTO test.people (id, email, handle) VALUES (2, 'c', 'ADA')", .uniqueViolation,
            "people_handle_lower"
        ),
        (
            "INSERT INTO test.people (id, email, realm, nick) VALUES (2, 'c', 'r', 'n')", .uniqueViolation,
            "people.nick"
        ),
        ("INSERT INTO test.people (id, email, age) VALUES (3, 'd', -1)", .checkViolation, nil),
        ("INSERT INTO test.people (id) VALUES (4)", .notNullViolation, nil),
        ("INSERT INTO test.pets VALUES (2, 99)", .foreignKeyViolation, nil),
        ("DELETE FROM test.people", .foreignKeyViolation, nil),
    ]

    @Test(arguments: TestDatabase.all)
    func `a broken constraint is told alike by both engines`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: Self.people) { database in
            try await database.write { db in
                try db.run(
                    "INSERT INTO test.people (id, email, realm, nick, handle) VALUES (1, 'a@b', 'r', 'n', 'ada')"
                )
                _ = try db.run("INSERT INTO test.pets VALUES (1, 1)")
            }
            for (statement, kind, key) in Self.breaches {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.write { db in _ = try db.run(statement) }
                }
                #expect(error?.kind == kind)
                if let key {
                    #expect(error?.isUniqueViolation(of: key) == true, "\(String(describing: error))")
                }
                #expect(error?.description.contains("a@b") == false)
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `names that are no names are refused`(_ engine: TestDatabase) async throws {
        try await engine.withDriver { driver in
            for name in [
                "", "A", "a-b", "a;b", "../x", "main", "pg_x", "1a", String(repeating: "a", count: 41),
            ] {
                await #expect(throws: DatabaseError.self) { _ = try await driver.open(name) }
            }
        }
    }
}
