// SPDX-License-Identifier: Apache-2.0
internal import Core
internal import Foundation
internal import Synchronization

/// A few threads for calls that block on a disk, which must not hold up the threads that serve requests.
///
/// Work waits in a queue of limited length; what finds it full is refused as `unavailable`.
final class FileThreads: Sendable {
    /// What the threads share; they keep it, not the owner, so that the owner can end them.
    private final class Queue: Sendable {
        private struct State {
            var jobs: [@Sendable () -> Void] = []
            var taken = 0
        }

        let available = DispatchSemaphore(value: 0)
        private let state = Mutex(State())

        var waiting: Int { state.withLock { $0.jobs.count - $0.taken } }

        /// Adds a job unless `limit` are waiting.
        func add(_ job: @escaping @Sendable () -> Void, limit: Int) -> Bool {
            let isAdded = state.withLock { state in
                guard state.jobs.count - state.taken < limit else { return false }
                state.jobs.append(job)
                return true
            }
            if isAdded { available.signal() }
            return isAdded
        }

        /// Removes the oldest job; nil when there is none, which tells a thread to end.
        func take() -> (@Sendable () -> Void)? {
            available.wait()
            return state.withLock { state in
                guard state.taken < state.jobs.count else { return nil }
                let job = state.jobs[state.taken]
                state.taken += 1
                // The array is emptied in one go, so that taking from its front costs nothing on average.
                if state.taken * 2 > state.jobs.count {
                    state.jobs.removeFirst(state.taken)
                    state.taken = 0
                }
                return job
            }
        }
    }

    private let queue = Queue()
    private let count: Int
    private let limit: Int

    /// Starts `count` threads with room for `limit` jobs that wait.
    init(count: Int, limit: Int) {
        self.count = count
        self.limit = limit
        for number in 0..<count {
            let thread = Thread { [queue] in
                while let job = queue.take() { job() }
            }
            thread.name = "roost-files-\(number)"
            thread.start()
        }
    }

    deinit {
        // One signal without a job for each thread. No job waits any more: its caller would hold the owner.
        for _ in 0..<count { queue.available.signal() }
    }

    /// The number of jobs that no thread has taken yet.
    var waiting: Int { queue.waiting }

    /// Runs `body` on one of the threads.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let isAdded = queue.add(
                { continuation.resume(with: Swift.Result { try body() }) },
                limit: limit
            )
            if !isAdded {
                continuation.resume(
                    throwing: Failure.unavailable(
                        "Too many files are in use.",
                        internal: "file queue is full"
                    )
                )
            }
        }
    }

    /// Runs a clean-up that must not be refused; it waits behind the others.
    func runAlways(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            _ = queue.add(
                {
                    body()
                    continuation.resume()
                },
                limit: .max
            )
        }
    }
}
