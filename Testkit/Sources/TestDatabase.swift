// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
import DatabasePostgres
import DatabaseSQLite
import Foundation

/// The engines that a test runs on, as arguments of a test: `@Test(arguments: TestDatabase.all)`.
public enum TestDatabase: String, Sendable, CustomStringConvertible {
    /// Files in a temporary folder.
    case sqlite
    /// A fresh database on the server that `TEST_POSTGRES` names.
    case postgres

    /// SQLite always; PostgreSQL when the environment has `TEST_POSTGRES`, a libpq URL of a superuser.
    public static var all: [TestDatabase] {
        ProcessInfo.processInfo.environment["TEST_POSTGRES"] == nil ? [.sqlite] : [.sqlite, .postgres]
    }

    public var description: String { rawValue }

    /// Runs `body` with a driver of its own, whose databases are gone afterwards.
    public func withDriver<Value>(
        clock: any WallClock = SystemWallClock(),
        _ body: (any DatabaseDriver) async throws -> Value
    ) async throws -> Value {
        let isolated = try await open(clock: clock)
        do {
            let value = try await body(isolated.driver)
            await isolated.discard()
            return value
        } catch {
            await isolated.discard()
            throw error
        }
    }

    /// Runs `body` with one migrated service database, which is gone afterwards.
    public func withDatabase<Value>(
        _ name: String = "test",
        migrations: [Migration] = [],
        clock: any WallClock = SystemWallClock(),
        _ body: (any ServiceDatabase) async throws -> Value
    ) async throws -> Value {
        try await withDriver(clock: clock) { driver in
            let database = try await driver.open(name)
            try await migrate(database, migrations)
            return try await body(database)
        }
    }

    /// Opens a driver whose databases no other test sees. Call `discard` when done.
    public func open(clock: any WallClock = SystemWallClock()) async throws -> IsolatedDatabases {
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory
                .appendingPathComponent("roost-test-\(UUID().uuidString)").path
            return IsolatedDatabases(driver: SQLiteDriver(folder: folder, clock: clock)) {
                // A folder that cannot be removed is the system's to clean up.
                try? FileManager.default.removeItem(atPath: folder)
            }
        case .postgres:
            return try await TestPostgres.open(clock: clock)
        }
    }
}

/// The databases of one test.
public struct IsolatedDatabases: Sendable {
    /// Opens service databases.
    public let driver: any DatabaseDriver
    let remove: @Sendable () async -> Void

    /// Closes the databases and removes them.
    public func discard() async {
        await driver.close()
        await remove()
    }
}
