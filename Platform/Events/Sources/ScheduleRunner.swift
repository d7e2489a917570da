// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
public import Logging
import Synchronization

/// Runs what services have to do again and again: each piece once for all processes of the site.
public final class ScheduleRunner: Sendable {
    /// How often due work is looked for.
    private static let tick: Duration = .seconds(1)

    private struct Scheduled: Sendable {
        let name: String
        let interval: Duration
        let database: any ServiceDatabase
        let action: @Sendable () async throws -> Void
    }

    private let scheduled = Mutex<[Scheduled]>([])
    private let task = Mutex<Task<Void, Never>?>(nil)
    private let clock: any WallClock
    private let logger: Logger

    /// A runner with nothing to do yet.
    public init(clock: any WallClock, logger: Logger) {
        self.clock = clock
        self.logger = logger
    }

    /// Adds something to do every so often. When it is due is stored, so that a restart neither skips nor doubles it.
    public func schedule(
        _ name: String,
        every interval: Duration,
        in database: any ServiceDatabase,
        run action: @escaping @Sendable () async throws -> Void
    ) {
        scheduled.withLock {
            $0.append(Scheduled(name: name, interval: interval, database: database, action: action))
        }
    }

    /// Starts to look for due work.
    public func start() {
        task.withLock { task in
            task = Task {
                while !Task.isCancelled {
                    await runDue()
                    try? await Task.sleep(for: Self.tick)  // Cancelled: the loop ends.
                }
            }
        }
    }

    /// Stops after what is under way.
    public func stop() async {
        let running = task.withLock { task in
            defer { task = nil }
            task?.cancel()
            return task
        }
        await running?.value
    }

    /// Runs what is due now.
    func runDue() async {
        for job in scheduled.withLock({ $0 }) {
            do {
                if try await claim(job) { try await job.action() }
            } catch {
                logger.error(
                    "Scheduled work failed; it is tried at its next time.",
                    metadata: ["job": "\(job.name)", "error": "\(error)"]
                )
            }
        }
    }

    /// Moves the due time on; false when it is not due, or another process was first.
    private func claim(_ job: Scheduled) async throws -> Bool {
        let now = clock.now
        let next = now + job.interval
        return try await job.database.write { db in
            try HandlerLedger(db).claim(schedule: job.name, at: now, next: next)
        }
    }
}
