// SPDX-License-Identifier: Apache-2.0
public import Core
public import Logging
import Metrics
import Synchronization

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

/// The bounds of a runner.
public struct JobSettings: Sendable, Equatable {
    /// How many jobs run at the same time.
    public var workers = 4
    /// How long a job stays taken after its runner died.
    public var lease: Duration = .seconds(60)
    /// How often the table is looked at although nothing woke the runner, for jobs of other processes.
    public var safetyPoll: Duration = .seconds(5)
    /// The pause after the first failure; it doubles with each further one, with up to a half more by chance.
    public var firstPause: Duration = .seconds(2)
    /// The longest pause between two attempts.
    public var longestPause: Duration = .hours(1)

    /// The usual bounds.
    public init() {}
}

/// Runs the jobs of one database: those of the kinds it was told to handle, and scheduled work.
///
/// Any number of processes may run jobs of one database; each job is taken by one of them, under a lease.
public final class JobRunner: Sendable {
    private struct Kind: Sendable {
        let attempts: Int
        let run: @Sendable (ClaimedJob) async throws -> Void
    }

    private struct State {
        var kinds: [String: Kind] = [:]
        var schedules: [JobName: JobSchedule] = [:]
        var running: [JobID: (task: Task<Void, Never>, lease: JobID)] = [:]
        var loops: [Task<Void, Never>] = []
        var isDraining = false
    }

    private let database: any ServiceDatabase
    private let settings: JobSettings
    private let logger: Logger
    private let signal = WakeSignal()
    private let finished = WakeSignal()
    private let state = Mutex(State())

    /// A runner for the jobs of `database`.
    public init(
        database: any ServiceDatabase,
        settings: JobSettings = JobSettings(),
        logger: Logger = Logger(label: "roost.jobs")
    ) {
        self.database = database
        self.settings = settings
        self.logger = logger
    }

    /// Runs `body` for each job of a kind. It may use the network and take long; it runs at least once.
    ///
    /// Throwing has it run again later; after `attempts` failures the job is dead and waits for an admin.
    public func handle<Handled: Job>(
        _ type: Handled.Type,
        _ body: @escaping @Sendable (Handled, JobContext) async throws -> Void
    ) {
        register(Handled.name, attempts: Handled.attempts) { claimed in
            let job = try JSONText.decode(Handled.self, from: claimed.payload)
            try await body(
                job,
                JobContext(
                    id: claimed.id,
                    attempt: claimed.attempt,
                    enqueuedAt: claimed.enqueuedAt,
                    lease: claimed.lease
                )
            )
        }
    }

    /// Runs `body` by a schedule: once for each due time, however many processes share the database.
    ///
    /// A time that passed while nothing ran is made up for once. `start` throws for a schedule that means nothing.
    public func schedule(
        _ name: JobName,
        _ schedule: JobSchedule,
        _ body: @escaping @Sendable () async throws -> Void
    ) {
        register(name, attempts: 5) { _ in try await body() }
        state.withLock { $0.schedules[name] = schedule }
    }

    private func register(
        _ name: JobName,
        attempts: Int,
        _ run: @escaping @Sendable (ClaimedJob) async throws -> Void
    ) {
        state.withLock { $0.kinds[name.description] = Kind(attempts: attempts, run: run) }
    }

    /// Begins to work.
    public func start() async throws {
        let schedules = state.withLock { $0.schedules }
        try await database.write { db in
            for (name, schedule) in schedules { try JobStore(db).plan(name, schedule) }
        }
        database.observeCommits { [signal] notes in
            for case .jobs in notes { return signal.wake() }
        }
        let loops = [Task { await self.work() }, Task { await self.renewLeases() }]
        state.withLock { $0.loops = loops }
    }

    /// Takes no new jobs, and waits at most `patience` for those under way; the others run again later.
    public func drain(patience: Duration = .seconds(10)) async {
        let loops = state.withLock { state in
            state.isDraining = true
            return state.loops
        }
        signal.wake()
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end, state.withLock({ !$0.running.isEmpty }) {
            await finished.wait(atMost: end - ContinuousClock.now)
        }
        let left = state.withLock { Array($0.running.values) }
        for entry in left { entry.task.cancel() }
        for loop in loops { loop.cancel() }
        for loop in loops { await loop.value }
    }
}

extension JobRunner {
    private func work() async {
        while !Task.isCancelled, !state.withLock({ $0.isDraining }) {
            var pause = settings.safetyPoll
            do {
                pause = try await takeDueJobs()
            } catch {
                logger.warning("Jobs could not be taken.", metadata: describe(error))
            }
            if pause > .zero { await signal.wait(atMost: pause) }
        }
    }

    /// Takes what is due, as far as workers are free. Returns how long to wait for more.
    private func takeDueJobs() async throws -> Duration {
        let settings = settings
        let (kinds, schedules, free) = state.withLock { state in
            (Array(state.kinds.keys), state.schedules, settings.workers - state.running.count)
        }
        // A worker that gets free wakes the loop.
        guard free > 0, !kinds.isEmpty else { return settings.safetyPoll }
        let due = try await database.read { db in try JobStore(db).nextDue(kinds) }
        let now = database.clock.now
        guard let due else { return settings.safetyPoll }
        guard due <= now else { return min(settings.safetyPoll, due - now) }
        let claimed = try await database.write { db in
            let store = JobStore(db)
            for (name, schedule) in schedules { try store.enqueueIfDue(name, schedule) }
            return try store.claim(
                kinds,
                limit: free,
                lease: JobID(at: db.now),
                until: db.now + settings.lease
            )
        }
        for job in claimed { begin(job) }
        // Due and not claimed: another process has it.
        return claimed.isEmpty ? .milliseconds(100) : .zero
    }

    private func begin(_ job: ClaimedJob) {
        state.withLock { state in
            let task = Task {
                await self.run(job)
                self.state.withLock { $0.running[job.id] = nil }
                self.signal.wake()
                self.finished.wake()
            }
            state.running[job.id] = (task, job.lease)
        }
    }

    private func run(_ job: ClaimedJob) async {
        guard let kind = state.withLock({ $0.kinds[job.name.description] }) else { return }
        let started = ContinuousClock.now
        var outcome = "done"
        do {
            if job.attempt > kind.attempts {
                // It was taken so often and never reported back: it ends its runner, so it is not tried again.
                outcome = "dead"
                try await settle { try $0.bury(job, error: "The runner died during every attempt.") }
            } else {
                try await kind.run(job)
                try await settle { try $0.finish(job) }
            }
        } catch {
            outcome = await fail(job, kind, error)
        }
        Metrics.Timer(
            label: "roost_job_seconds",
            dimensions: [("job", job.name.description), ("outcome", outcome)]
        ).recordNanoseconds(Int64((ContinuousClock.now - started) / .nanoseconds(1)))
    }

    private func fail(_ job: ClaimedJob, _ kind: Kind, _ error: any Error) async -> String {
        let isDrained = error is CancellationError && state.withLock { $0.isDraining }
        let isDead = !isDrained && job.attempt >= kind.attempts
        let text = String(String(describing: error).prefix(500))
        let metadata: Logger.Metadata = [
            "job": "\(job.name)", "id": "\(job.id)", "attempt": "\(job.attempt)", "error": "\(text)",
        ]
        let runAt = database.clock.now + (isDrained ? .zero : pause(after: job.attempt))
        do {
            try await settle { store in
                if isDead {
                    try store.bury(job, error: text)
                } else {
                    try store.postpone(
                        job,
                        until: runAt,
                        attempts: isDrained ? job.attempt - 1 : job.attempt,
                        error: text
                    )
                }
            }
        } catch {
            // The lease runs out, and the job is tried again then.
            logger.warning("A failed job could not be put back.", metadata: metadata)
        }
        if isDead {
            logger.error("A job failed too often and is dead.", metadata: metadata)
        } else if !isDrained {
            logger.warning("A job failed and will be tried again.", metadata: metadata)
        }
        return isDead ? "dead" : "failed"
    }

    /// Writes how a job ended, even when its task was cancelled.
    private func settle(_ body: @escaping @Sendable (JobStore) throws -> Void) async throws {
        let database = database
        try await Task.detached {
            try await database.write { db in try body(JobStore(db)) }
        }.value
    }

    private func pause(after attempt: Int) -> Duration {
        let doubled = settings.firstPause * (1 << min(attempt - 1, 20))
        let pause = min(settings.longestPause, doubled)
        return pause + pause * Double.random(in: 0...0.5)
    }

    private func renewLeases() async {
        while !Task.isCancelled {
            // Ends early when cancelled, which the loop's condition sees.
            try? await Task.sleep(for: settings.lease / 3)
            let leases = state.withLock { state in Array(Set(state.running.values.map(\.lease))) }
            guard !leases.isEmpty, !Task.isCancelled else { continue }
            let length = settings.lease
            do {
                try await database.write { db in try JobStore(db).renew(leases, until: db.now + length) }
            } catch {
                logger.warning("Leases of jobs could not be renewed.", metadata: describe(error))
            }
        }
    }

    private func describe(_ error: any Error) -> Logger.Metadata {
        ["service": "\(database.name)", "error": "\(error)"]
    }
}
