// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
import Foundation
public import Logging
import Synchronization

/// Keeps each service's database in a file of its own: `<folder>/chat.sqlite`.
public final class SQLiteDriver: DatabaseDriver {
    public let dialect = SQLDialect.sqlite
    private let folder: String
    private let settings: SQLiteSettings
    private let clock: any WallClock
    private let logger: Logger
    private let opened = Mutex<[String: SQLiteDatabase]>([:])

    /// A driver for the files in `folder`, which is made if need be.
    public init(
        folder: String,
        settings: SQLiteSettings = SQLiteSettings(),
        clock: any WallClock = SystemWallClock(),
        logger: Logger = Logger(label: "roost.database")
    ) {
        self.folder = folder
        self.settings = settings
        self.clock = clock
        self.logger = logger
    }

    /// Opens the database of a service; a second call returns the same one.
    public func open(_ name: String) async throws -> any ServiceDatabase {
        try opened.withLock { opened in
            if let database = opened[name] { return database }
            do {
                try FileManager.default.createDirectory(
                    atPath: folder,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            } catch {
                throw DatabaseError(
                    .inputOutput,
                    detail: "The data folder \(folder) cannot be made: \(error)"
                )
            }
            let database = try SQLiteDatabase(
                name: name,
                path: folder + "/\(name).sqlite",
                settings: settings,
                clock: clock,
                logger: logger
            )
            opened[name] = database
            return database
        }
    }

    public func close() async {
        let databases = opened.withLock { opened in
            defer { opened = [:] }
            return Array(opened.values)
        }
        for database in databases { await database.close() }
    }
}

/// The bounds of a SQLite database.
public struct SQLiteSettings: Sendable, Equatable {
    /// How many threads read at the same time, each on its own connection.
    public var readers = 2
    /// How much may wait, for reading and for writing each.
    public var limits = DatabaseLimits()

    /// The usual bounds.
    public init() {}
}
