// SPDX-License-Identifier: Apache-2.0
public import Core

/// Looks at the jobs of one database and puts them right; for admins.
public struct JobQueue: Sendable {
    /// Where a job stands.
    public enum State: String, Sendable, Codable, CaseIterable, SQLConvertible {
        /// Waits for its time.
        case ready
        /// A runner works on it.
        case running
        /// Failed too often; it stays until someone retries or deletes it.
        case dead
    }

    /// One job, without its payload.
    public struct Entry: Sendable, Codable, Equatable {
        /// The id of the job.
        public let id: JobID
        /// The kind of job.
        public let name: String
        /// Where it stands.
        public let state: State
        /// When it may run, or until when it is taken.
        public let runAt: Timestamp
        /// How often it was tried.
        public let attempts: Int
        /// Why the last attempt failed.
        public let error: String?
        /// When it was asked for.
        public let createdAt: Timestamp
    }

    let database: any ServiceDatabase

    /// The jobs of one database.
    public init(_ database: any ServiceDatabase) { self.database = database }

    /// Jobs in a state, the oldest first.
    public func list(
        _ state: State,
        limit: PageLimit = .standard,
        cursor: Cursor? = nil
    ) async throws
        -> Page<Entry>
    {
        let after: SQLQuery = try cursor.map { "AND id > \(try $0.field(0, as: JobID.self))" } ?? ""
        let rows = try await database.read { db in
            try db.all(
                """
                SELECT id, name, state, run_at, attempts, error, created_at FROM \(unsafe: db.name).jobs
                WHERE state = \(state) \(after) ORDER BY id LIMIT \(limit.value + 1)
                """
            ) { row in
                Entry(
                    id: try row[0],
                    name: try row[1],
                    state: try row[2],
                    runAt: try row[3],
                    attempts: try row[4],
                    error: try row[5],
                    createdAt: try row[6]
                )
            }
        }
        return Page(rows, limit: limit) { Cursor($0.id) }
    }

    /// Has a dead job tried again, with all its attempts. False when there is no such dead job.
    public func retry(_ id: JobID) async throws -> Bool {
        try await database.write { db in
            let changed = try db.run(
                """
                UPDATE \(unsafe: db.name).jobs SET state = 'ready', attempts = 0, run_at = \(db.now)
                WHERE id = \(id) AND state = 'dead'
                """
            )
            if changed > 0 { db.record(.jobs(runAt: db.now)) }
            return changed > 0
        }
    }

    /// Deletes a job that is not running. False when there is none.
    public func delete(_ id: JobID) async throws -> Bool {
        try await database.write { db in
            try db.run("DELETE FROM \(unsafe: db.name).jobs WHERE id = \(id) AND state <> 'running'") > 0
        }
    }
}
