// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A fixed number of threads for work that blocks or computes for long: hashing, files.
///
/// Swift's own pool has one thread a core and must never wait; this work waits here, in a bounded queue.
public final class BlockingThreads: Sendable {
    private let queue: BoundedQueue<@Sendable () -> Void>
    private let busyMessage: String

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - name: What the threads are called in a debugger; at most 15 characters are shown.
    ///   - count: How many threads.
    ///   - queueLimit: How many pieces of work may wait; one more is refused as `unavailable`.
    ///   - niceness: 0 to 19; a higher number yields the processor to everything else (setpriority(2)).
    public init(name: String, count: Int, queueLimit: Int, niceness: Int32 = 0) {
        queue = BoundedQueue(limit: queueLimit)
        busyMessage = "The server is busy; try again."
        for _ in 0..<count {
            let thread = Thread { [queue] in
                if niceness > 0 { lowerPriority(by: niceness) }
                while let batch = queue.take(atMost: 1) {
                    for work in batch { work() }
                }
            }
            thread.name = name
            thread.start()
        }
    }

    deinit { queue.close() }

    /// Runs the work on one of the threads. Throws what it throws, or `unavailable` when the queue is full.
    public func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isQueued = queue.add { continuation.resume(with: Result { try work() }) }
            if !isQueued {
                continuation.resume(throwing: Failure.unavailable(busyMessage, internal: "work queue full"))
            }
        }
    }

    /// Ends the threads once the queue is empty.
    public func close() { queue.close() }
}

private func lowerPriority(by niceness: Int32) {
    #if os(Linux)
    // On Linux the priority of "process" 0 is that of the calling thread alone.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
    #endif
}
