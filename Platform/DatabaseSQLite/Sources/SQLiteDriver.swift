// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
import Foundation
public import Logging

/// Keeps each service's database in a file of its own: `<folder>/chat.sqlite`.
public final class SQLiteDriver: DatabaseDriver {
    public let dialect = SQLDialect.sqlite

    /// A driver for the files in `folder`, which is made if need be.
    public init(
        folder: String,
        settings: SQLiteSettings = SQLiteSettings(),
        clock: any WallClock = SystemWallClock(),
        logger: Logger = Logger(label: "roost.database")
    ) {
    }

    public func open(_ name: String) async throws -> any ServiceDatabase {
        throw DatabaseError(.closed, detail: "")
    }

    public func close() async {
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
