// SPDX-License-Identifier: Apache-2.0
public import Core
public import Logging
internal import Synchronization

/// What an orchestrator asks: should the process be restarted (`live`), should it get requests (`ready`).
public enum HealthQuestion: Sendable, Hashable, CaseIterable {
    /// Is it worth keeping?
    case live
    /// Can it do its work now?
    case ready
}

/// Named checks of the parts of a server, run at most once at a time and remembered for a moment, so that however
/// often somebody asks the database is asked once a second.
public final class HealthRegistry: Sendable {
    private struct Check: Sendable {
        let name: String
        let timeout: Duration
        let run: @Sendable () async throws -> Void
    }

    private struct State {
        var checks: [HealthQuestion: [Check]] = [:]
        var latest: [HealthQuestion: (report: HealthReport, at: Timestamp)] = [:]
        var running: [HealthQuestion: Task<HealthReport, Never>] = [:]
    }

    private let logger: Logger
    private let clock: any WallClock
    private let freshness: Duration
    private let state = Mutex(State())

    /// An empty registry, which answers that all is well. Reports are reused for `freshness`.
    public init(
        logger: Logger,
        clock: any WallClock = SystemWallClock(),
        freshness: Duration = .seconds(1)
    ) {
        self.logger = logger
        self.clock = clock
        self.freshness = freshness
    }

    /// Adds a part. Its check throws when the part does not work, and fails when it takes longer than `timeout`.
    public func add(
        _ name: String,
        to question: HealthQuestion = .ready,
        timeout: Duration = .seconds(2),
        check: @escaping @Sendable () async throws -> Void
    ) {
        state.withLock { state in
            state.checks[question, default: []].append(Check(name: name, timeout: timeout, run: check))
            state.latest[question] = nil
        }
    }

    /// Asks every part at once, or returns what they said a moment ago.
    public func report(_ question: HealthQuestion) async -> HealthReport {
        let now = clock.now
        let task = state.withLock { state in
            if let (report, at) = state.latest[question], at <= now, now - at < freshness {
                return Task { report }
            }
            if let running = state.running[question] { return running }
            let checks = state.checks[question] ?? []
            let task = Task { await self.run(checks, for: question) }
            state.running[question] = task
            return task
        }
        return await task.value
    }

    private func run(_ checks: [Check], for question: HealthQuestion) async -> HealthReport {
        let parts = await withTaskGroup(of: HealthReport.Part.self) { group in
            for check in checks { group.addTask { await self.part(check) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let report = HealthReport(parts: parts)
        let now = clock.now
        let wasHealthy = state.withLock { state in
            let before = state.latest[question]?.report.isHealthy ?? true
            state.latest[question] = (report, now)
            state.running[question] = nil
            return before
        }
        if report.isHealthy, !wasHealthy { logger.notice("All parts work again") }
        return report
    }

    private func part(_ check: Check) async -> HealthReport.Part {
        do {
            try await withTimeout(check.timeout, check.run)
            return HealthReport.Part(name: check.name, status: .ok, reason: nil)
        } catch is TimedOut {
            logger.warning("A health check timed out", metadata: ["part": "\(check.name)"])
            return HealthReport.Part(name: check.name, status: .failing, reason: "timed out")
        } catch {
            logger.warning("A health check failed", error: error, metadata: ["part": "\(check.name)"])
            return HealthReport.Part(name: check.name, status: .failing, reason: "failed")
        }
    }
}

private struct TimedOut: Error {}

/// Runs `body`, or gives up on it. Unlike with a task group the caller goes on even when `body` ignores that it was
/// cancelled, as a call that hangs in a driver would.
private func withTimeout(
    _ timeout: Duration,
    _ body: @escaping @Sendable () async throws -> Void
) async throws {
    let race = Race()
    try await withCheckedThrowingContinuation { continuation in
        race.begin(continuation)
        let work = Task {
            do {
                try await body()
                race.end(.success(()))
            } catch {
                race.end(.failure(error))
            }
        }
        let timer = Task {
            // Cancelled means that the work ended first.
            guard (try? await Task.sleep(for: timeout)) != nil else { return }
            work.cancel()
            race.end(.failure(TimedOut()))
        }
        race.onEnd { timer.cancel() }
    }
}

/// Lets the first result through and forgets the second.
private final class Race: Sendable {
    private struct State {
        var continuation: CheckedContinuation<Void, any Error>?
        var onEnd: (@Sendable () -> Void)?
        var isOver = false
    }

    private let state = Mutex(State())

    func begin(_ continuation: CheckedContinuation<Void, any Error>) {
        state.withLock { $0.continuation = continuation }
    }

    /// Sets what to do at the end, or does it when that was before.
    func onEnd(_ body: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            state.onEnd = body
            return state.isOver
        }
        if isOver { body() }
    }

    func end(_ result: Result<Void, any Error>) {
        let (continuation, onEnd) = state.withLock { state in
            defer {
                state.continuation = nil
                state.isOver = true
            }
            return (state.continuation, state.onEnd)
        }
        continuation?.resume(with: result)
        onEnd?()
    }
}
