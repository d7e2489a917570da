// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import DatabasePostgres
import Foundation
import Synchronization
import Testing
import Testkit

/// What is PostgreSQL's own: connections that break, transactions that meet, plans that grow old.
@Suite(.enabled(if: TestDatabase.all.contains(.postgres), "TEST_POSTGRES names no server"))
struct PostgresDriverTests {
    static let table = Migration(
        "0001_create_items",
        "CREATE TABLE test.items (n bigint PRIMARY KEY, words text)",
        "INSERT INTO items VALUES (1, 'a'), (2, 'b')"
    )

    func run(_ body: (any ServiceDatabase) async throws -> Void) async throws {
        try await TestDatabase.postgres.withDatabase(migrations: [Self.table], body)
    }

    @Test func `a block whose connection is killed runs again, with its effect once`() async throws {
        try await run { database in
            let runs = Mutex(0)
            try await database.write { db in
                let run = runs.withLock { runs in
                    runs += 1
                    return runs
                }
                try db.run("INSERT INTO test.items VALUES (3, 'c')")
                if run == 1 {
                    _ = try db.value("SELECT pg_terminate_backend(pg_backend_pid())", as: Bool.self)
                }
            }
            let count = try await database.read { db in
                try db.value("SELECT count(*) FROM test.items WHERE n = 3", as: Int.self)
            }
            #expect(runs.withLock { $0 } == 2)
            #expect(count == 1)
        }
    }

    @Test func `connections that were killed while idle are replaced unnoticed`() async throws {
        try await run { database in
            for _ in 0..<5 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<8 { group.addTask { try await database.probe() } }
                    try await group.waitForAll()
                }
                try await database.read { db in
                    try db.rows(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """
                    ) { _ in true }
                }
            }
            try await database.probe()
        }
    }

    @Test func `a server that is not there is unavailable at once`() async throws {
        let driver = PostgresDriver(url: "postgresql://nobody@127.0.0.1:1/none")
        let database = try await driver.open("test")
        for _ in 0..<3 {
            let error = await #expect(throws: DatabaseError.self) { try await database.probe() }
            #expect(error?.kind == .connectionLost)
            #expect(error?.failure.kind == .unavailable)
        }
        await driver.close()
    }

    @Test func `two blocks that deadlock both succeed`() async throws {
        try await run { database in
            let both = DispatchGroup()
            for _ in 0..<2 { both.enter() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for order in [[1, 2], [2, 1]] {
                    let isFirst = Mutex(true)
                    group.addTask {
                        try await database.write { db in
                            try db.run("UPDATE test.items SET words = words || 'x' WHERE n = \(order[0])")
                            let first = isFirst.withLock { first in
                                defer { first = false }
                                return first
                            }
                            if first {
                                both.leave()
                                _ = both.wait(timeout: .now() + 5)
                            }
                            try db.run("UPDATE test.items SET words = words || 'x' WHERE n = \(order[1])")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let words = try await database.read { db in
                try db.all("SELECT words FROM test.items ORDER BY n") { try $0[0] as String }
            }
            #expect(words == ["axx", "bxx"])
        }
    }

    @Test func `a table that changed its shape is read anew`() async throws {
        try await run { database in
            func columns() async throws -> [Int] {
                // On every connection of the pool.
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            try await database.read { db in
                                try db.first("SELECT * FROM test.items WHERE n = \(1)") { $0.columnCount }
                                    ?? 0
                            }
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            #expect(try await columns() == Array(repeating: 2, count: 8))
            try await database.write { db in _ = try db.run("ALTER TABLE test.items ADD COLUMN more bigint") }
            #expect(try await columns() == Array(repeating: 3, count: 8))
        }
    }

    @Test func `more statements than are kept all work`() async throws {
        try await run { database in
            let sum = try await database.write { db in
                try (0..<700).reduce(0) { sum, index in
                    sum + (try db.value("SELECT \(unsafe: String(index)) + \(index)", as: Int.self) ?? 0)
                }
            }
            #expect(sum == 489_300)
            try await database.probe()
        }
    }

    @Test func `a statement that takes too long is ended`() async throws {
        try await run { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    try db.run("SET LOCAL statement_timeout = 50")
                    try db.rows("SELECT pg_sleep(10)") { _ in true }
                }
            }
            #expect(error?.kind == .busy)
            #expect(error?.failure.kind == .unavailable)
            try await database.probe()
        }
    }

    @Test func `sums of bigint and other kinds of numbers are read`() async throws {
        try await run { database in
            let row = try await database.read { db in
                try db.first(
                    """
                    SELECT sum(n), 12345678901234.5::numeric, -70000::numeric, 1::int2, 2::int4, 1.5::float4,
                        9223372036854775807::numeric, 0::numeric, '{"a":1}'::jsonb, -9223372036854775808::numeric
                    FROM test.items
                    """
                ) { row throws -> Bool in
                    try #expect(row[0] as Int == 3)
                    try #expect(row[1] as Double == 12_345_678_901_234.5)
                    #expect(throws: DatabaseError.self) { try row[1] as Int }
                    try #expect(row[2] as Int == -70_000)
                    try #expect(row[3] as Int == 1)
                    try #expect(row[4] as Int == 2)
                    try #expect(row[5] as Double == 1.5)
                    try #expect(row[6] as Int64 == .max)
                    try #expect(row[7] as Int == 0)
                    try #expect(row[8] as String == #"{"a": 1}"#)
                    try #expect(row[9] as Int64 == .min)
                    return true
                }
            }
            #expect(row == true)
        }
    }

    @Test func `rows of an open transaction are never skipped by a reader in commit order`() async throws {
        try await run { database in
            try await migrate(
                database,
                [
                    Self.table,
                    Migration("0002_log", "CREATE TABLE test.log (\(.commitOrderColumns), n bigint)"),
                ]
            )
            let stop = Mutex(false)
            let reader = Task {
                var place = CommitPosition.start
                var read: [Int] = []
                while true {
                    let from = place
                    let isLast = stop.withLock { $0 }
                    let page = try await database.read { db in
                        try db.all(
                            """
                            SELECT xid, position, n FROM test.log WHERE \(.committed(after: from))
                            ORDER BY xid, position LIMIT 10
                            """
                        ) { row in (CommitPosition(xid: try row[0], position: try row[1]), try row[2] as Int)
                        }
                    }
                    if isLast, page.isEmpty { return read }
                    read += page.map(\.1)
                    place = page.last?.0 ?? place
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for n in 0..<300 {
                    group.addTask {
                        try await database.write { db in
                            try db.run("INSERT INTO test.log (n) VALUES (\(n))")
                            // Some transactions stay open longer than others.
                            if n.isMultiple(of: 7) { try db.rows("SELECT pg_sleep(0.01)") { _ in true } }
                        }
                    }
                }
                try await group.waitForAll()
            }
            stop.withLock { $0 = true }
            let read = try await reader.value
            #expect(read.count == 300)
            #expect(Set(read) == Set(0..<300))
        }
    }
}
