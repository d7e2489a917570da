// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Testing
import Testkit

enum Color: String, SQLConvertible, CaseIterable { case red, green }
enum Thing {}

/// What goes in comes out, on both engines.
struct ValueTests {
    static let table = Migration(
        "0001_create_values",
        """
        CREATE TABLE test.items (
            id uuid PRIMARY KEY, number bigint, fraction double precision, flag boolean, words text, bytes bytea,
            at bigint, color text
        )
        """
    )

    static let texts = [
        "", "plain", "naïve café", "日本語", "👩‍👩‍👧‍👦", "\u{FFFD}", "line\nbreak\ttab\r", "\u{1}\u{7F}", "e\u{301}",
        "Robert'); DROP TABLE items;--", "\" OR \"\"=\"", "' OR 1=1 --", "$1 ? %s \\", "{\"a\": [1]}",
        String(repeating: "ß", count: 100_000),
    ]

    @Test(arguments: TestDatabase.all)
    func `text comes back as it was, whatever it says`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            for text in Self.texts {
                let id = ID<Thing>(at: database.clock.now)
                let read = try await database.write { db -> String? in
                    try db.run("INSERT INTO test.items (id, words) VALUES (\(id), \(text))")
                    return try db.value("SELECT words FROM test.items WHERE words = \(text) AND id = \(id)")
                }
                #expect(read.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
            }
            let count = try await database.read { db in
                try db.value("SELECT count(*) FROM test.items", as: Int.self)
            }
            #expect(count == Self.texts.count)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `numbers come back at their limits`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            for number in [0, 1, -1, Int64.max, Int64.min, Int64(Int32.max) + 1] {
                for fraction in [
                    0, 0.1, -1e300, Double.leastNonzeroMagnitude, Double.greatestFiniteMagnitude, 1.0,
                ] {
                    let row = try await database.write { db in
                        try db.run("DELETE FROM test.items")
                        try db.run(
                            """
                            INSERT INTO test.items (id, number, fraction, flag, at)
                            VALUES (\(ID<Thing>(at: db.now)), \(number), \(fraction), \(number > 0),
                                \(Timestamp(microseconds: number)))
                            """
                        )
                        return try db.first("SELECT number, fraction, flag, at FROM test.items") { row in
                            (
                                try row[0] as Int64, try row[1] as Double, try row[2] as Bool,
                                try row["at"] as Timestamp
                            )
                        }
                    }
                    let found = try #require(row)
                    #expect(found.0 == number)
                    #expect(found.1 == fraction)
                    #expect(found.2 == (number > 0))
                    #expect(found.3.microseconds == number)
                }
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `bytes, ids, enums and nothing come back`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let id = ID<Thing>(high: .max, low: 1)
            for bytes in [[], [0], [0, 1, 255, 0], [UInt8](repeating: 7, count: 70_000)] as [[UInt8]] {
                let read = try await database.write { db in
                    try db.run("DELETE FROM test.items")
                    try db.run(
                        """
                        INSERT INTO test.items (id, bytes, color, words)
                        VALUES (\(id), \(bytes), \(Color.green), \(String?.none))
                        """
                    )
                    return try db.first(
                        "SELECT id, bytes, color, words, number FROM test.items WHERE id = \(id)"
                    ) { row in
                        #expect(try row[3] as String? == nil)
                        #expect(try row[4] as Int? == nil)
                        #expect(throws: DatabaseError.self) { try row[4] as Int }
                        #expect(throws: DatabaseError.self) { try row[5] as Int }
                        #expect(throws: DatabaseError.self) { try row["missing"] as Int }
                        #expect(throws: DatabaseError.self) { try row[2] as Int }
                        return (try row[0] as ID<Thing>, try row[1] as [UInt8], try row["color"] as Color)
                    }
                }
                let found = try #require(read)
                #expect(found.0 == id)
                #expect(found.1 == bytes)
                #expect(found.2 == .green)
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `text with U+0000 is refused and harms nothing`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    try db.run(
                        "INSERT INTO test.items (id, words) VALUES (\(ID<Thing>(at: db.now)), \("a\0b"))"
                    )
                }
            }
            #expect(error?.kind == .unstorable)
            #expect(error?.failure.kind == .invalid)
            let count = try await database.write { db in
                try db.value("SELECT count(*) FROM test.items", as: Int.self)
            }
            #expect(count == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `lists, splices and dialects make one statement`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let ids = (1...5).map { ID<Thing>(high: 0, low: $0) }
            try await database.write { db in
                for (index, id) in ids.enumerated() {
                    try db.run("INSERT INTO test.items (id, number) VALUES (\(id), \(index))")
                }
            }
            let more: SQLQuery = "AND number >= \(1)"
            let found = try await database.read { db in
                try db.all(
                    """
                    SELECT number FROM test.items WHERE id IN \(list: ids.dropLast()) \(more)
                    AND number <> \(.either(sqlite: "\(2)", postgres: "\(2)::bigint")) ORDER BY number
                    """
                ) { try $0[0] as Int }
            }
            #expect(found == [1, 3])
            let none = try await database.read { db in
                try db.exists("SELECT 1 FROM test.items WHERE id IN \(list: [ID<Thing>]())")
            }
            #expect(!none)
        }
    }

    @Test func `a query is rendered for each dialect`() {
        let inner: SQLQuery = "b = \(2)"
        let query: SQLQuery =
            "a = \("x") AND \(inner) AND c IN \(list: [3, 4]) \(.either(sqlite: "S", postgres: "P"))"

        #expect(query.render(dialect: .sqlite).sql == "a = ? AND b = ? AND c IN (?, ?) S")
        #expect(query.render(dialect: .postgres).sql == "a = $1 AND b = $2 AND c IN ($3, $4) P")
        #expect(
            query.render(dialect: .postgres).values == [.text("x"), .integer(2), .integer(3), .integer(4)]
        )
    }
}
