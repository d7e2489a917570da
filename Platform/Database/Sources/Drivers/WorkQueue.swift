// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Blocks that wait for one of a driver's threads, in the order they came.
///
/// The line is bounded: one block too many, or one that waited longer than its patience, is refused as overloaded.
/// A cancelled task's block leaves the line; once a thread has taken a block it runs to its end, because its
/// transaction may be on disk already.
package final class WorkQueue: @unchecked Sendable {
    // Unchecked: every stored variable is touched only while `condition` is locked.
    private let condition = NSCondition()
    private let limits: DatabaseLimits
    private var line: [WorkBlock] = []
    private var head = 0
    private var waiting = 0
    private var idleThreads = 0
    private var isSweeping = false
    private var isClosed = false

    package init(limits: DatabaseLimits) { self.limits = limits }

    /// How many blocks wait now.
    package var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return waiting
    }

    /// Waits in line, has `body` run by a thread, and returns what it returned.
    package func perform<Value: Sendable>(
        _ mode: WorkBlock.Mode,
        of owner: (any AnyObject & Sendable)? = nil,
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        let block = TypedWorkBlock(mode: mode, owner: owner, body: body)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                block.continuation = continuation
                submit(block)
            }
        } onCancel: {
            cancel(block)
        }
    }

    private func submit(_ block: WorkBlock) {
        condition.lock()
        var refusal: (any Error)?
        if block.phase == .cancelled {
            refusal = CancellationError()
        } else if isClosed {
            refusal = DatabaseError(.closed, detail: "The database is closed.")
        } else if waiting >= limits.waiting {
            refusal = DatabaseError(.overloaded, detail: "Too many blocks wait for a connection.")
        }
        if let refusal {
            condition.unlock()
            return block.finish(throwing: refusal)
        }
        block.phase = .waiting
        line.append(block)
        waiting += 1
        if idleThreads > 0 { condition.signal() }
        let sweeps = !isSweeping
        isSweeping = true
        condition.unlock()
        if sweeps { sweepLater() }
    }

    private func cancel(_ block: WorkBlock) {
        condition.lock()
        let wasWaiting = block.phase == .waiting
        if wasWaiting { waiting -= 1 }
        if wasWaiting || block.phase == .new { block.phase = .cancelled }
        condition.unlock()
        if wasWaiting { block.finish(throwing: CancellationError()) }
    }

    /// Called by a thread: waits until there are blocks and takes up to `most`; nil once the queue is closed.
    package func take(most: Int) -> [WorkBlock]? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            let taken = takeLocked(most)
            if !taken.isEmpty { return taken }
            if isClosed { return nil }
            idleThreads += 1
            condition.wait()
            idleThreads -= 1
        }
    }

    /// Called by a thread: takes up to `most` blocks that wait now.
    package func takeWaiting(most: Int) -> [WorkBlock] {
        condition.lock()
        defer { condition.unlock() }
        return takeLocked(most)
    }

    private func takeLocked(_ most: Int) -> [WorkBlock] {
        guard waiting > 0, most > 0 else { return [] }
        var taken: [WorkBlock] = []
        taken.reserveCapacity(min(most, waiting))
        while taken.count < most, head < line.count {
            let block = line[head]
            head += 1
            guard block.phase == .waiting else { continue }
            block.phase = .taken
            taken.append(block)
        }
        waiting -= taken.count
        if head == line.count {
            line.removeAll(keepingCapacity: line.capacity <= 8192)
            head = 0
        } else if head > 1024 {
            line.removeFirst(head)
            head = 0
        }
        return taken
    }

    /// Refuses what waits and whatever comes, and lets the threads go.
    package func close() {
        condition.lock()
        isClosed = true
        let refused = takeLocked(.max)
        condition.broadcast()
        condition.unlock()
        for block in refused {
            block.finish(throwing: DatabaseError(.closed, detail: "The database is closed."))
        }
    }

    /// Refuses blocks that lost their patience. One task does it while anything waits; none runs when idle.
    private func sweepLater() {
        Task.detached { [self] in
            while true {
                // Cancelled never: nobody holds this task.
                try? await Task.sleep(for: min(limits.patience, .seconds(1)))
                guard sweep() else { return }
            }
        }
    }

    private func sweep() -> Bool {
        let oldest = ContinuousClock.now - limits.patience
        var expired: [WorkBlock] = []
        condition.lock()
        while head < line.count, line[head].phase != .waiting || line[head].submitted <= oldest {
            let block = line[head]
            head += 1
            guard block.phase == .waiting else { continue }
            block.phase = .taken
            expired.append(block)
        }
        waiting -= expired.count
        let goesOn = waiting > 0
        isSweeping = goesOn
        condition.unlock()
        for block in expired {
            block.finish(throwing: DatabaseError(.overloaded, detail: "No connection was free in time."))
        }
        return goesOn
    }
}

/// A block of a service on its way through a driver: run by one thread, then finished exactly once.
package class WorkBlock: @unchecked Sendable {
    // Unchecked: `phase` belongs to the queue's lock; the rest is touched by the one thread that took the block.

    /// What the block may do.
    package enum Mode: Sendable {
        /// It only reads.
        case read
        /// It is a transaction.
        case write
    }

    /// new → waiting → taken; new or waiting → cancelled.
    enum Phase {
        case new, waiting, taken, cancelled
    }

    package let mode: Mode
    /// The database it was submitted through, where threads serve several.
    package let owner: (any AnyObject & Sendable)?
    package let submitted = ContinuousClock.now
    /// What it wants known after the commit.
    package var notes: [CommitNote] = []
    var phase = Phase.new

    init(mode: Mode, owner: (any AnyObject & Sendable)?) {
        self.mode = mode
        self.owner = owner
    }

    /// Runs the body and keeps what it returns; returns what it throws. May be called again to retry.
    package func attempt(on db: any SQLConnection) -> (any Error)? { nil }

    /// Lets the caller go on, with the body's value or with an error. Called once.
    package func finish(throwing error: (any Error)?) {}
}

// `@unchecked`: a block belongs to one thread at a time: to the queue, then to the thread that took it out.
private final class TypedWorkBlock<Value: Sendable>: WorkBlock, @unchecked Sendable {
    private let body: @Sendable (any SQLConnection) throws -> Value
    private var value: Value?
    var continuation: CheckedContinuation<Value, any Error>?

    init(
        mode: Mode,
        owner: (any AnyObject & Sendable)?,
        body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) {
        self.body = body
        super.init(mode: mode, owner: owner)
    }

    override func attempt(on db: any SQLConnection) -> (any Error)? {
        do {
            value = try body(db)
            return nil
        } catch {
            return error
        }
    }

    override func finish(throwing error: (any Error)?) {
        let continuation = continuation
        self.continuation = nil
        if let error {
            continuation?.resume(throwing: error)
        } else if let value {
            continuation?.resume(returning: value)
        } else {
            continuation?.resume(throwing: DatabaseError(.closed, detail: "The block was never run."))
        }
    }
}
