// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
import DatabaseSQLite
import Foundation

/// The engines that a test runs on, as arguments of a test: `@Test(arguments: TestDatabase.all)`.
public enum TestDatabase: String, Sendable, CustomStringConvertible {
    /// Files in a temporary folder.
    case sqlite

    /// SQLite always.
    public static var all: [TestDatabase] { [.sqlite] }

    public var description: String { rawValue }

    /// Runs `body` with a driver of its own, whose databases are gone afterwards.
    public func withDriver<Value>(
        clock: any WallClock = SystemWallClock(), _ body: (any DatabaseDriver) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("roost-test-\(UUID().uuidString)", isDirectory: true)
        // A folder that cannot be removed is the system's to clean up.
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(SQLiteDriver(folder: folder, clock: clock))
    }
}
