// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import DatabaseSQLite
import Foundation
import Testing

/// A folder that is gone when the test ends.
final class TemporaryFolder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("roost-\(UUID().uuidString)")
        .path
    deinit {
        // A folder that cannot be removed is the system's to clean up.
        try? FileManager.default.removeItem(atPath: path)
    }
}

struct Refused: Error {}

/// What is SQLite's own: one file, one writer, a full disk.
struct SQLiteDriverTests {
    static let table = Migration("0001_create_items", "CREATE TABLE test.items (n bigint, words text)")

    func open(
        _ folder: TemporaryFolder,
        _ settings: SQLiteSettings = SQLiteSettings()
    ) async throws
        -> any ServiceDatabase
    {
        let database = try await SQLiteDriver(folder: folder.path, settings: settings).open("test")
        try await migrate(database, [Self.table])
        return database
    }

    @Test func `what was answered is there after closing and opening`() async throws {
        let folder = TemporaryFolder()
        let first = try await open(folder)
        try await first.write { db in _ = try db.run("INSERT INTO test.items VALUES (7, 'x')") }
        await first.close()
        let second = try await open(folder)
        let n = try await second.read { db in try db.value("SELECT n FROM test.items", as: Int.self) }
        await second.close()
        #expect(n == 7)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/test.sqlite"))
    }

    @Test func `the file is kept as promised`() async throws {
        let folder = TemporaryFolder()
        let database = try await open(folder)
        let pragmas = try await database.write { db in
            (
                try db.value("PRAGMA journal_mode", as: String.self),
                try db.value("PRAGMA synchronous", as: Int.self),
                try db.value("PRAGMA foreign_keys", as: Int.self)
            )
        }
        await database.close()
        #expect(pragmas.0 == "wal")
        #expect(pragmas.1 == 2)
        #expect(pragmas.2 == 1)
    }

    @Test func `a full disk is unavailable, and writing goes on once there is room`() async throws {
        let folder = TemporaryFolder()
        let database = try await open(folder)
        let words = String(repeating: "x", count: 3000)
        try await database.write { db in
            let pages = try db.value("PRAGMA page_count", as: Int.self) ?? 0
            try db.rows("PRAGMA max_page_count = \(unsafe: String(pages + 4))") { _ in true }
        }
        var full: DatabaseError?
        var stored = 0
        for index in 0..<20 where full == nil {
            do {
                try await database.write { db in
                    _ = try db.run("INSERT INTO test.items VALUES (\(index), \(words))")
                }
                stored += 1
            } catch let error as DatabaseError {
                full = error
            }
        }
        #expect(full?.kind == .diskFull)
        #expect(full?.failure.kind == .unavailable)
        try await database.write { db in
            try db.rows("PRAGMA max_page_count = 1000000") { _ in true }
        }
        try await database.write { db in _ = try db.run("INSERT INTO test.items VALUES (100, \(words))") }
        let count = try await database.read { db in
            try db.value("SELECT count(*) FROM test.items", as: Int.self)
        }
        await database.close()
        #expect(count == stored + 1)
    }

    @Test func `too many blocks, or too long a wait, are refused`() async throws {
        let folder = TemporaryFolder()
        var settings = SQLiteSettings()
        settings.readers = 1
        settings.limits = DatabaseLimits(waiting: 2, patience: .milliseconds(100))
        let database = try await open(folder, settings)
        let begun = DispatchSemaphore(value: 0)
        let release = DispatchSemaphore(value: 0)
        let first = Task {
            try await database.read { _ in
                begun.signal()
                _ = release.wait(timeout: .now() + 10)
            }
        }
        await Task.detached { _ = begun.wait(timeout: .now() + 10) }.value
        let errors = await withTaskGroup(of: DatabaseError?.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    do {
                        try await database.read { _ in }
                        return nil
                    } catch {
                        return error as? DatabaseError
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        release.signal()
        try await first.value
        #expect(errors.compactMap(\.?.kind) == Array(repeating: .overloaded, count: 5))
        #expect(errors.filter { $0?.detail.contains("in time") == true }.count == 2)
        try await database.probe()
        await database.close()
    }

    @Test func `more statements than are kept all work`() async throws {
        let folder = TemporaryFolder()
        let database = try await open(folder)
        let sum = try await database.write { db in
            try (0..<1000).reduce(0) { sum, index in
                sum + (try db.value("SELECT \(unsafe: String(index)) + \(index)", as: Int.self) ?? 0)
            }
        }
        await database.close()
        #expect(sum == 999_000)
    }

    @Test func `blocks that wait together each see those before them`() async throws {
        let folder = TemporaryFolder()
        let database = try await open(folder)
        // The first block keeps the writer busy until the others wait behind it.
        let release = DispatchSemaphore(value: 0)
        let begun = DispatchSemaphore(value: 0)
        let first = Task {
            try await database.write { db in
                begun.signal()
                _ = release.wait(timeout: .now() + 10)
            }
        }
        await Task.detached { _ = begun.wait(timeout: .now() + 10) }.value
        let changes = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<50 {
                group.addTask {
                    try await database.write { db in
                        try db.run("INSERT INTO test.items VALUES (\(index), '')")
                        return try db.value("SELECT count(*) FROM test.items", as: Int.self) ?? 0
                    }
                }
                if index == 48 { release.signal() }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try await first.value
        await database.close()
        #expect(Set(changes) == Set(1...50))
    }

    @Test func `the log stays short although someone always reads`() async throws {
        let folder = TemporaryFolder()
        let database = try await open(folder)
        let words = String(repeating: "x", count: 2000)
        let readers = (0..<8).map { _ in
            Task {
                while !Task.isCancelled {
                    _ = try await database.read { db in
                        try db.value(
                            "SELECT sum(n) FROM (SELECT n FROM test.items LIMIT 2000)",
                            as: Int?.self
                        )
                    }
                }
            }
        }
        var longest = 0
        for batch in 0..<60 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<200 {
                    group.addTask {
                        try await database.write { db in
                            _ = try db.run("INSERT INTO test.items VALUES (\(batch * 200 + index), \(words))")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let size = try FileManager.default.attributesOfItem(atPath: folder.path + "/test.sqlite-wal")[
                .size
            ]
            longest = max(longest, (size as? NSNumber)?.intValue ?? 0)
        }
        for reader in readers {
            reader.cancel()
            // It ended because it was cancelled.
            _ = await reader.result
        }
        await database.close()
        // 24 MB were written; the log is folded at 4 MB, and waits a little for reads.
        #expect(longest < 16_000_000)
    }

    @Test func `a folder that cannot be made is an error that says so`() async throws {
        let error = await #expect(throws: DatabaseError.self) {
            _ = try await SQLiteDriver(folder: "/proc/nowhere/data").open("test")
        }
        #expect(error?.kind == .inputOutput)
    }
}
