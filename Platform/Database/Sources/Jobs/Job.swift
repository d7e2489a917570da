// SPDX-License-Identifier: Apache-2.0
public import Core

/// The durable name of a kind of job, `area.what-it-does`. Stored: never renamed.
public struct JobName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name as it is stored.
    public let description: String

    /// A name read from storage.
    public init(_ text: String) { description = text }
    public init(stringLiteral text: String) { description = text }
}

/// Marks the ids of jobs.
public enum JobTag {}

/// The id of one enqueued job.
public typealias JobID = ID<JobTag>

/// Work to be done soon, outside the transaction that asks for it: what needs the network, or takes long.
///
/// It is a row in the owner's database and runs at least once, even if the process dies on the way.
public protocol Job: Codable, Sendable {
    /// The durable name.
    static var name: JobName { get }
    /// How often it is tried before it is given up as dead.
    static var attempts: Int { get }
}

extension Job {
    public static var attempts: Int { 12 }
}

extension SQLConnection {
    /// Asks for a job, in this transaction.
    ///
    /// It runs at once, or not before `runAt`. Of jobs with the same name and `uniqueKey` only one waits at a
    /// time: a second one is dropped.
    public func enqueue<Enqueued: Job>(
        _ job: Enqueued,
        runAt: Timestamp? = nil,
        uniqueKey: String? = nil
    ) throws {
        try enqueue(
            name: Enqueued.name,
            payload: try JSONText.encode(job),
            runAt: runAt ?? now,
            uniqueKey: uniqueKey
        )
    }

    func enqueue(name job: JobName, payload: String, runAt: Timestamp, uniqueKey: String?) throws {
        try run(
            """
            INSERT INTO \(unsafe: name).jobs
                (id, name, payload, state, run_at, attempts, unique_key, created_at)
            VALUES (\(JobID(at: now)), \(job.description), \(payload), 'ready', \(runAt), 0,
                \(uniqueKey), \(now))
            ON CONFLICT (name, unique_key) WHERE unique_key IS NOT NULL AND state = 'ready' DO NOTHING
            """
        )
        record(.jobs(runAt: runAt))
    }
}
