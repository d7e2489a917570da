// SPDX-License-Identifier: Apache-2.0
import Core

/// A job that a runner has taken.
struct ClaimedJob: Sendable {
    let id: JobID
    let name: JobName
    let payload: String
    let attempt: Int
    let enqueuedAt: Timestamp
    let lease: JobID
}

/// The SQL of jobs.
///
/// A job is `ready` with `run_at` when it is due, `running` with `run_at` when its lease ends, or `dead`. A runner
/// that dies stops renewing its leases, and the job is due again.
struct JobStore {
    let db: any SQLConnection
    private var jobs: SQLQuery { "\(unsafe: db.name).jobs" }
    private var schedules: SQLQuery { "\(unsafe: db.name).job_schedules" }

    init(_ db: any SQLConnection) { self.db = db }

    /// Takes up to `limit` jobs that are due, those first whose runner died.
    func claim(_ names: [String], limit: Int, lease: JobID, until end: Timestamp) throws -> [ClaimedJob] {
        let orphans = try claim("running", names, limit: limit, lease: lease, until: end)
        return orphans
            + (try claim("ready", names, limit: limit - orphans.count, lease: lease, until: end))
    }

    // One state at a time: so the index on (state, run_at) gives the order, however many jobs wait.
    private func claim(
        _ state: String,
        _ names: [String],
        limit: Int,
        lease: JobID,
        until end: Timestamp
    ) throws -> [ClaimedJob] {
        try db.all(
            """
            UPDATE \(jobs) SET state = 'running', lease = \(lease), run_at = \(end), attempts = attempts + 1
            WHERE id IN (
                SELECT id FROM \(jobs)
                WHERE state = \(state) AND run_at <= \(db.now) AND name IN \(list: names)
                ORDER BY run_at LIMIT \(limit) \(.either(sqlite: "", postgres: "FOR UPDATE SKIP LOCKED"))
            )
            RETURNING id, name, payload, attempts, created_at
            """
        ) { row in
            ClaimedJob(
                id: try row[0],
                name: JobName(try row[1]),
                payload: try row[2],
                attempt: try row[3],
                enqueuedAt: try row[4],
                lease: lease
            )
        }
    }

    /// When the next job or schedule is due; nil when nothing waits.
    func nextDue(_ names: [String]) throws -> Timestamp? {
        let jobTimes = try ["ready", "running"].compactMap { state in
            try db.value(
                """
                SELECT run_at FROM \(jobs) WHERE state = \(state) AND name IN \(list: names)
                ORDER BY run_at LIMIT 1
                """,
                as: Timestamp.self
            )
        }
        let scheduled = try db.value(
            "SELECT next_at FROM \(schedules) WHERE name IN \(list: names) ORDER BY next_at LIMIT 1",
            as: Timestamp.self
        )
        return (jobTimes + [scheduled].compactMap { $0 }).min()
    }

    func renew(_ leases: [JobID], until end: Timestamp) throws {
        try db.run("UPDATE \(jobs) SET run_at = \(end) WHERE state = 'running' AND lease IN \(list: leases)")
    }

    func finish(_ job: ClaimedJob) throws {
        try db.run("DELETE FROM \(jobs) WHERE id = \(job.id) AND lease = \(job.lease)")
    }

    /// Puts a job back, to run at `time`; `attempts` is what it has used up.
    func postpone(_ job: ClaimedJob, until time: Timestamp, attempts: Int, error: String?) throws {
        do {
            try db.savepoint {
                _ = try db.run(
                    """
                    UPDATE \(jobs) SET state = 'ready', lease = NULL, run_at = \(time), attempts = \(attempts),
                        error = \(error)
                    WHERE id = \(job.id) AND lease = \(job.lease)
                    """
                )
            }
        } catch let error as DatabaseError where error.kind == .uniqueViolation {
            // The same job was asked for again meanwhile; that one will do.
            try finish(job)
        }
    }

    func bury(_ job: ClaimedJob, error: String) throws {
        try db.run(
            """
            UPDATE \(jobs) SET state = 'dead', lease = NULL, error = \(error)
            WHERE id = \(job.id) AND lease = \(job.lease)
            """
        )
    }

    /// Makes a schedule known; one that was changed begins anew.
    func plan(_ name: JobName, _ schedule: JobSchedule) throws {
        try db.run(
            """
            INSERT INTO \(schedules) (name, spec, next_at)
            VALUES (\(name.description), \(schedule.spec), \(try schedule.next(after: db.now)))
            ON CONFLICT (name) DO UPDATE SET spec = excluded.spec, next_at = excluded.next_at
            WHERE job_schedules.spec <> excluded.spec
            """
        )
    }

    /// Enqueues the work of a schedule that is due, once whoever asks, and sets its next time.
    func enqueueIfDue(_ name: JobName, _ schedule: JobSchedule) throws {
        let changed = try db.run(
            """
            UPDATE \(schedules) SET next_at = \(try schedule.next(after: db.now))
            WHERE name = \(name.description) AND next_at <= \(db.now)
            """
        )
        guard changed > 0 else { return }
        try db.enqueue(name: name, payload: "{}", runAt: db.now, uniqueKey: "schedule")
    }
}
