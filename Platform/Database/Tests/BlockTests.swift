// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Foundation
import Synchronization
import Testing
import Testkit

struct Refused: Error {}

/// What blocks promise: all or nothing, alone, on disk.
struct BlockTests {
    static let table = Migration(
        "0001_create_counters",
        "CREATE TABLE test.counters (name text PRIMARY KEY, value bigint NOT NULL)"
    )

    @Test(arguments: TestDatabase.all)
    func `a block that throws leaves nothing, and its neighbours stay`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<200 {
                    group.addTask {
                        do {
                            try await database.write { db in
                                try db.run("INSERT INTO test.counters VALUES (\("n\(index)"), \(index))")
                                if index.isMultiple(of: 3) { throw Refused() }
                            }
                            return false
                        } catch is Refused {
                            return true
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            let kept = try await database.read { db in
                try db.all("SELECT value FROM test.counters ORDER BY value") { try $0[0] as Int }
            }
            #expect(refused == 67)
            #expect(kept == (0..<200).filter { !$0.isMultiple(of: 3) })
        }
    }

    @Test(arguments: TestDatabase.all)
    func `increments from many tasks are all counted`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            try await database.write { db in _ = try db.run("INSERT INTO test.counters VALUES ('n', 0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<300 {
                    group.addTask {
                        try await database.write { db in
                            _ = try db.run("UPDATE test.counters SET value = value + 1 WHERE name = 'n'")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let value = try await database.read { db in
                try db.value("SELECT value FROM test.counters WHERE name = 'n'", as: Int.self)
            }
            #expect(value == 300)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a savepoint undoes a part and lets the block go on`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let names = try await database.write { db -> [String] in
                try db.run("INSERT INTO test.counters VALUES ('kept', 1)")
                do {
                    try db.savepoint {
                        try db.run("INSERT INTO test.counters VALUES ('undone', 1)")
                        _ = try db.run("INSERT INTO test.counters VALUES ('kept', 2)")
                    }
                } catch {
                    #expect(error.isUniqueViolation(of: "counters.name"))
                }
                let value = try db.savepoint {
                    try db.savepoint { try db.run("INSERT INTO test.counters VALUES ('inner', 1)") }
                }
                #expect(value == 1)
                return try db.all("SELECT name FROM test.counters ORDER BY name") { try $0[0] }
            }
            #expect(names == ["inner", "kept"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a block that swallows a failed statement fails as a whole`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    try db.run("INSERT INTO test.counters VALUES ('a', 1)")
                    do { try db.run("INSERT INTO test.counters VALUES ('a', 2)") } catch {}
                }
            }
            let isThere = try await database.read { db in try db.exists("SELECT 1 FROM test.counters") }
            #expect(!isThere)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is enqueued is carried out in its place`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            try await database.write { db in
                for number in 0..<200 {
                    try db.enqueue("INSERT INTO test.counters VALUES (\("n\(number)"), \(number))")
                }
                let seen = try db.value("SELECT count(*) FROM test.counters", as: Int.self)
                #expect(seen == 200)
                try db.enqueue("UPDATE test.counters SET value = value + 1")
            }
            let sum = try await database.read { db in
                try db.value("SELECT CAST(sum(value) AS bigint) FROM test.counters", as: Int.self)
            }
            #expect(sum == 200 * 201 / 2)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is enqueued and fails takes the block with it`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    try db.enqueue("INSERT INTO test.counters VALUES ('a', 1)")
                    try db.enqueue("INSERT INTO test.counters VALUES ('a', 2)")
                }
            }
            #expect(error?.isUniqueViolation(of: "counters.name") == true)
            // The connection is good for the next block.
            try await database.write { db in try db.enqueue("INSERT INTO test.counters VALUES ('b', 1)") }
            let names = try await database.read { db in
                try db.all("SELECT name FROM test.counters") { try $0[0] as String }
            }
            #expect(names == ["b"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a savepoint undoes what was enqueued in it and nothing else`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let names = try await database.write { db -> [String] in
                try db.enqueue("INSERT INTO test.counters VALUES ('kept', 1)")
                do {
                    try db.savepoint {
                        try db.enqueue("INSERT INTO test.counters VALUES ('undone', 1)")
                        try db.enqueue("INSERT INTO test.counters VALUES ('kept', 2)")
                    }
                    Issue.record("two rows of one name were stored")
                } catch {
                    #expect(error.isUniqueViolation(of: "counters.name"))
                }
                try db.savepoint { try db.enqueue("INSERT INTO test.counters VALUES ('inner', 1)") }
                try db.enqueue("INSERT INTO test.counters VALUES ('last', 1)")
                return try db.all("SELECT name FROM test.counters ORDER BY name") { try $0[0] }
            }
            #expect(names == ["inner", "kept", "last"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a read block cannot write`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.read { db in _ = try db.run("INSERT INTO test.counters VALUES ('a', 1)") }
            }
            #expect(error?.kind == .readOnly)
            await #expect(throws: DatabaseError.self) {
                try await database.read { db in try db.enqueue("INSERT INTO test.counters VALUES ('a', 1)") }
            }
            await #expect(throws: DatabaseError.self) {
                try await database.read { db in
                    _ = try db.all("INSERT INTO test.counters VALUES ('a', 1) RETURNING name") {
                        try $0[0] as String
                    }
                }
            }
            let isThere = try await database.write { db in try db.exists("SELECT 1 FROM test.counters") }
            #expect(!isThere)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a read block sees one moment`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            try await database.write { db in _ = try db.run("INSERT INTO test.counters VALUES ('n', 1)") }
            let begun = DispatchSemaphore(value: 0)
            let changed = DispatchSemaphore(value: 0)
            async let both = database.read { db -> [Int?] in
                let first = try db.value("SELECT value FROM test.counters", as: Int.self)
                begun.signal()
                _ = changed.wait(timeout: .now() + 5)
                return [first, try db.value("SELECT value FROM test.counters", as: Int.self)]
            }
            try await database.write { db in
                _ = begun.wait(timeout: .now() + 5)
                _ = try db.run("UPDATE test.counters SET value = 2")
            }
            changed.signal()
            #expect(try await both == [1, 1])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `queries nest and stop early`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let sum = try await database.write { db -> Int in
                for index in 0..<10 {
                    try db.run("INSERT INTO test.counters VALUES (\("\(index)"), \(index))")
                }
                var sum = 0
                try db.rows("SELECT value FROM test.counters ORDER BY value") { row in
                    let value: Int = try row[0]
                    let again = try db.value(
                        "SELECT value FROM test.counters WHERE value = \(value)",
                        as: Int.self
                    )
                    sum += again ?? 0
                    return value < 4
                }
                return sum
            }
            #expect(sum == 10)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `run counts the rows it changed`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let counts = try await database.write { db in
                [
                    try db.run("INSERT INTO test.counters VALUES ('a', 1), ('b', 2)"),
                    try db.run("UPDATE test.counters SET value = 3 WHERE name = 'zzz'"),
                    try db.run("UPDATE test.counters SET value = 3"),
                    try db.run("SELECT 1"),
                    try db.run("INSERT INTO test.counters VALUES ('a', 9) ON CONFLICT (name) DO NOTHING"),
                    try db.run("CREATE TABLE test.more (id bigint)"),
                    try db.run("DELETE FROM test.counters"),
                ]
            }
            #expect(counts == [2, 0, 2, 0, 0, 0, 2])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a cancelled task leaves the line`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await database.write { db in _ = try db.run("INSERT INTO test.counters VALUES ('a', 1)") }
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            let isThere = try await database.read { db in try db.exists("SELECT 1 FROM test.counters") }
            #expect(!isThere)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a closed database refuses as unavailable`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase { database in
            await database.close()
            let error = await #expect(throws: DatabaseError.self) { try await database.probe() }
            #expect(error?.failure.kind == .unavailable)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a wrong statement is our defect and tells clients nothing`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.read { db in _ = try db.value("SELECT secret FROM nowhere", as: Int.self) }
            }
            #expect(error?.kind == .statement)
            #expect(error?.failure.kind == .internalError)
            #expect(error?.failure.message.contains("nowhere") == false)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `commits are told in their order, and only what was committed`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.table]) { database in
            let heard = Mutex<[String]>([])
            database.observeCommits { notes in
                for case .event(let event) in notes { heard.withLock { $0.append(event.orderingKey) } }
            }
            for index in 0..<10 {
                // Each third block is refused on purpose, so its error is expected.
                try? await database.write { db in
                    try db.publish(Counted(key: "k\(index)"))
                    try? db.savepoint {
                        try db.publish(Counted(key: "undone"))
                        throw Refused()
                    }
                    if index.isMultiple(of: 3) { throw Refused() }
                }
            }
            let stored = try await database.read { db in
                try db.all("SELECT ordering_key FROM test.outbox ORDER BY xid, position") {
                    try $0[0] as String
                }
            }
            #expect(heard.withLock { $0 } == ["k1", "k2", "k4", "k5", "k7", "k8"])
            #expect(stored == ["k1", "k2", "k4", "k5", "k7", "k8"])
        }
    }
}

struct Counted: Event, Equatable {
    static let name: EventName = "test.counted"
    let key: String
    var orderingKey: String { key }
}
