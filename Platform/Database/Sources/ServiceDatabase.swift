// SPDX-License-Identifier: Apache-2.0
public import Core

/// The database of one service: its own file in SQLite, its own schema in PostgreSQL.
///
/// Blocks are synchronous and short. A `write` block is one transaction: if it throws, nothing of it stays. On
/// PostgreSQL a `write` block may run twice, after a serialization failure or a deadlock, so it must have no
/// effect outside the connection it is given.
public protocol ServiceDatabase: Sendable {
    /// The name of the service, which is the schema of its tables: `chat`.
    var name: String { get }
    /// The dialect that the database speaks.
    var dialect: SQLDialect { get }
    /// The clock that stamps events and jobs.
    var clock: any WallClock { get }
    /// Runs a block that only reads, and sees one moment of the database throughout.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value
    /// Runs a block in a transaction and returns once it is on disk.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value
    /// Calls `observer` after each commit that noted something, in the order of the commits.
    ///
    /// The observer runs on the writer's thread before the block's caller goes on: it must only hand over.
    func observeCommits(_ observer: @escaping @Sendable ([CommitNote]) -> Void)
    /// Finishes what is running, refuses what waits, and lets go of files and connections.
    func close() async
}

extension ServiceDatabase {
    /// Throws unless the database can be read now; for health checks.
    public func probe() async throws {
        try await read { db in _ = try db.value("SELECT 1", as: Int.self) }
    }
}

/// Something a committed block wants known: an event it published, or that it enqueued jobs.
public enum CommitNote: Sendable {
    /// An event, with its row in the outbox.
    case event(PublishedEvent)
    /// Jobs became ready, the earliest at this moment.
    case jobs(runAt: Timestamp)
}

/// Opens the databases of services on one engine.
public protocol DatabaseDriver: Sendable {
    /// The dialect of the engine.
    var dialect: SQLDialect { get }
    /// Opens the database of a service, making it if need be. Names are `a-z`, digits and `_`.
    func open(_ name: String) async throws -> any ServiceDatabase
    /// Closes every database that it opened.
    func close() async
}

/// How much may wait for a database, and for how long.
public struct DatabaseLimits: Sendable, Equatable {
    /// How many blocks may wait for a connection; one more is refused as unavailable.
    public var waiting: Int
    /// How long a block may wait before it is refused as unavailable.
    public var patience: Duration

    /// Limits with the given values.
    public init(waiting: Int = 4096, patience: Duration = .seconds(10)) {
        self.waiting = waiting
        self.patience = patience
    }
}
