// SPDX-License-Identifier: Apache-2.0
public import Core
public import Logging

/// What a job's code is told besides the job.
public struct JobContext: Sendable {
    /// The id of the job, the same at every attempt.
    public let id: JobID
    /// Which attempt this is, from 1.
    public let attempt: Int
    /// When it was asked for.
    public let enqueuedAt: Timestamp
    let lease: JobID

    /// Marks the job as done in a transaction of its own database, so that its effect there happens exactly once.
    ///
    /// Throws `JobLeaseLost` when another runner has taken the job over, which undoes the block.
    public func finish(in db: any SQLConnection) throws {
        let changed = try db.run("DELETE FROM \(unsafe: db.name).jobs WHERE id = \(id) AND lease = \(lease)")
        if changed == 0 { throw JobLeaseLost() }
    }
}

/// Another runner has taken the job over, because this one seemed to have died.
public struct JobLeaseLost: Error {
    /// The error.
    public init() {}
}

/// Runs the jobs of one database: those of the kinds it was told to handle, and scheduled work.
public final class JobRunner: Sendable {
    /// A runner that works on at most `workers` jobs at a time.
    public init(
        database: any ServiceDatabase,
        workers: Int = 4,
        logger: Logger = Logger(label: "roost.jobs")
    ) {
    }

    /// Runs `body` for each job of a kind. It may use the network and take long; it runs at least once.
    public func handle<Handled: Job>(
        _ type: Handled.Type,
        _ body: @escaping @Sendable (Handled, JobContext) async throws -> Void
    ) {
    }

    /// Runs `body` by a schedule: once for each due time, however many processes share the database.
    public func schedule(
        _ name: JobName,
        _ schedule: JobSchedule,
        _ body: @escaping @Sendable () async throws -> Void
    ) {
    }

    /// Begins to work.
    public func start() async throws {
    }

    /// Takes no new jobs, and waits at most `patience` for those under way; the others run again later.
    public func drain(patience: Duration = .seconds(10)) async {
    }
}
