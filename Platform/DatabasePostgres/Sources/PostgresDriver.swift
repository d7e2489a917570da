// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
public import Logging
import Synchronization

/// Keeps each service's tables in a schema of its own of one PostgreSQL database.
public final class PostgresDriver: DatabaseDriver {
    public let dialect = SQLDialect.postgres
    private let pool: PostgresPool
    private let clock: any WallClock
    private let opened = Mutex<[String: PostgresDatabase]>([:])

    /// A driver for the database at `url`, which is a libpq URL or connection string.
    ///
    /// Connections are made when they are needed: a server that is down is an error of the first block, and of
    /// `probe`, not of this.
    public convenience init(
        url: String,
        settings: PostgresSettings = PostgresSettings(),
        clock: any WallClock = SystemWallClock(),
        logger: Logger = Logger(label: "roost.database")
    ) {
        self.init(
            target: PostgresTarget(url: url, database: nil),
            settings: settings,
            clock: clock,
            logger: logger
        )
    }

    package init(
        target: PostgresTarget,
        settings: PostgresSettings,
        clock: any WallClock,
        logger: Logger = Logger(label: "roost.database")
    ) {
        pool = PostgresPool(target: target, settings: settings, logger: logger)
        self.clock = clock
    }

    /// Opens the database of a service; a second call returns the same one.
    public func open(_ name: String) async throws -> any ServiceDatabase {
        try SchemaName.check(name)
        return opened.withLock { opened in
            if let database = opened[name] { return database }
            let database = PostgresDatabase(name: name, pool: pool, clock: clock)
            opened[name] = database
            return database
        }
    }

    public func close() async {
        opened.withLock { $0 = [:] }
        await pool.close()
    }
}

/// The bounds of a PostgreSQL pool, which all services of a process share.
public struct PostgresSettings: Sendable, Equatable {
    /// How many connections, each with its own thread.
    public var connections = 12
    /// How much may wait for a connection.
    public var limits = DatabaseLimits()
    /// How long one statement may take; migrations are exempt.
    public var statementTimeout: Duration = .seconds(30)

    /// The usual bounds.
    public init() {}
}

/// One service's schema. The connections are the driver's.
final class PostgresDatabase: ServiceDatabase {
    let name: String
    let dialect = SQLDialect.postgres
    let clock: any WallClock
    let observers = CommitObservers()
    let line = CommitLine()
    let metrics: DatabaseMetrics
    private let pool: PostgresPool
    private let isClosed = Mutex(false)

    init(name: String, pool: PostgresPool, clock: any WallClock) {
        self.name = name
        self.pool = pool
        self.clock = clock
        metrics = DatabaseMetrics(service: name)
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try checkOpen()
        return try await pool.queue.perform(.read, of: self, body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try checkOpen()
        return try await pool.queue.perform(.write, of: self, body)
    }

    func observeCommits(_ observer: @escaping @Sendable ([CommitNote]) -> Void) { observers.add(observer) }

    /// Refuses further blocks. The connections stay for the driver's other databases.
    func close() async { isClosed.withLock { $0 = true } }

    private func checkOpen() throws {
        if isClosed.withLock({ $0 }) { throw DatabaseError(.closed, detail: "The database is closed.") }
    }
}
