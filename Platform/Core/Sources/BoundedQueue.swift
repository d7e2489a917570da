// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A queue between tasks that never wait and threads that may.
///
/// `@unchecked`: every access to the stored variables is between `lock()` and `unlock()` of `condition`.
public final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let limit: Int
    private var waiting: [Element] = []
    private var head = 0
    private var idle = 0
    private var isClosed = false

    /// An empty queue that refuses more than `limit` elements at once.
    public init(limit: Int) { self.limit = limit }

    /// Adds an element; false when the queue is full or closed.
    public func add(_ element: Element) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed, waiting.count - head < limit else { return false }
        waiting.append(element)
        // Waking costs a system call; whoever is busy looks again by itself.
        if idle > 0 { condition.signal() }
        return true
    }

    /// Takes what waits, up to so many; waits for the first. Nil when the queue is closed and empty.
    public func take(atMost most: Int) -> [Element]? {
        condition.lock()
        defer { condition.unlock() }
        while head == waiting.count && !isClosed {
            idle += 1
            condition.wait()
            idle -= 1
        }
        guard head < waiting.count else { return nil }
        let end = min(waiting.count, head + most)
        let taken = Array(waiting[head..<end])
        head = end
        if head == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024 {
            waiting.removeFirst(head)
            head = 0
        }
        return taken
    }

    /// How many elements wait.
    public var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return waiting.count - head
    }

    /// Takes no more elements; those that wait are still handed out.
    public func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}

/// Lets tasks wait until a number of threads have ended.
///
/// `@unchecked`: every access to the stored variables is between `lock()` and `unlock()` of `lock`.
public final class Countdown: @unchecked Sendable {
    private let lock = NSLock()
    private var remaining: Int
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// Waits for so many signals.
    public init(_ count: Int) { remaining = count }

    /// One thread has ended.
    public func signal() {
        let resumed: [CheckedContinuation<Void, Never>] = lock.withLock {
            remaining -= 1
            guard remaining == 0 else { return [] }
            defer { waiters = [] }
            return waiters
        }
        for waiter in resumed { waiter.resume() }
    }

    /// Returns when all have ended.
    public func wait() async {
        await withCheckedContinuation { continuation in
            let isDone = lock.withLock {
                if remaining > 0 { waiters.append(continuation) }
                return remaining <= 0
            }
            if isDone { continuation.resume() }
        }
    }
}
