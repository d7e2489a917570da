// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
public import Logging

/// Keeps each service's tables in a schema of its own of one PostgreSQL database.
public final class PostgresDriver: DatabaseDriver {
    public let dialect = SQLDialect.postgres

    /// A driver for the database at `url`, which is a libpq URL or connection string.
    public init(
        url: String,
        settings: PostgresSettings = PostgresSettings(),
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

/// The bounds of a PostgreSQL pool, which all services of a process share.
public struct PostgresSettings: Sendable, Equatable {
    /// How many connections, each with its own thread.
    public var connections = 12
    /// How much may wait for a connection.
    public var limits = DatabaseLimits()
    /// How long one statement may take.
    public var statementTimeout: Duration = .seconds(30)

    /// The usual bounds.
    public init() {}
}
