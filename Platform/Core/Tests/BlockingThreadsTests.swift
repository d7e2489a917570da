// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Synchronization
import Testing

struct BlockingThreadsTests {
    /// Counts how many are inside, and how many there were at most.
    private final class Tally: Sendable {
        private let state = Mutex((now: 0, most: 0))

        var now: Int { state.withLock { $0.now } }
        var most: Int { state.withLock { $0.most } }

        func enter() { state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }

        func leave() { state.withLock { $0.now -= 1 } }
    }

    private struct Broken: Error {}

    @Test func `no more runs at once than there are threads, and all is answered`() async throws {
        let threads = BlockingThreads(name: "test", count: 3, queueLimit: 1000)
        let running = Tally()

        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<500 {
                group.addTask {
                    try await threads.run {
                        running.enter()
                        defer { running.leave() }
                        return number
                    }
                }
            }
            return try await group.reduce(0, +)
        }

        #expect(sum == 500 * 499 / 2)
        #expect(running.most <= 3)
    }

    @Test func `a full queue refuses as unavailable, and what was queued is still done`() async throws {
        let threads = BlockingThreads(name: "test", count: 1, queueLimit: 1)
        let gate = DispatchSemaphore(value: 0)
        let running = Tally()
        let busy = Task {
            try await threads.run {
                running.enter()
                gate.wait()
            }
        }
        try await until { running.now == 1 }
        // Of ten more, one waits and nine are refused while the only thread is held.
        let others = (0..<10).map { _ in Task { try await threads.run { 5 } } }
        let refusals = Tally()
        let watchers = others.map { other in
            Task {
                do {
                    return try await other.value
                } catch let failure as Failure where failure.kind == .unavailable {
                    refusals.enter()
                    return 0
                }
            }
        }
        try await until { refusals.now == 9 }
        gate.signal()

        try await busy.value
        var sum = 0
        for watcher in watchers { sum += try await watcher.value }
        #expect(sum == 5)
    }

    @Test func `errors of the work come back to who asked`() async {
        let threads = BlockingThreads(name: "test", count: 1, queueLimit: 10)

        await #expect(throws: Broken.self) { try await threads.run { throw Broken() } }
    }

    @Test func `after the end work is refused`() async {
        let threads = BlockingThreads(name: "test", count: 1, queueLimit: 10, niceness: 5)
        threads.close()

        let failure = await #expect(throws: Failure.self) { try await threads.run {} }
        #expect(failure?.kind == .unavailable)
    }
}

struct BoundedQueueTests {
    private final class Collected: Sendable {
        private let numbers = Mutex<[Int]>([])

        var all: [Int] { numbers.withLock { $0 } }

        func add(_ more: [Int]) { numbers.withLock { $0 += more } }
    }

    @Test func `elements come out in order, in batches, and never more than the limit wait`() {
        let queue = BoundedQueue<Int>(limit: 5)

        #expect((0..<7).map { queue.add($0) } == [true, true, true, true, true, false, false])
        #expect(queue.count == 5)
        #expect(queue.take(atMost: 2) == [0, 1])
        #expect(queue.add(7))
        #expect(queue.take(atMost: 100) == [2, 3, 4, 7])
        #expect(queue.count == 0)
    }

    @Test func `a closed queue hands out what waits, then nil`() {
        let queue = BoundedQueue<Int>(limit: 5)
        _ = queue.add(1)

        queue.close()

        #expect(!queue.add(2))
        #expect(queue.take(atMost: 5) == [1])
        #expect(queue.take(atMost: 5) == nil)
    }

    @Test func `nothing is lost or doubled between threads that add and threads that take`() async {
        let queue = BoundedQueue<Int>(limit: 100)
        let taken = Collected()
        let ended = Countdown(3)
        let takers = (0..<3).map { _ in
            Thread {
                while let batch = queue.take(atMost: 7) { taken.add(batch) }
                ended.signal()
            }
        }
        for taker in takers { taker.start() }
        await withTaskGroup(of: Void.self) { group in
            for producer in 0..<4 {
                group.addTask {
                    for number in 0..<2500 {
                        while !queue.add(producer * 2500 + number) { await Task.yield() }
                    }
                }
            }
        }
        queue.close()
        await ended.wait()

        #expect(taken.all.sorted() == Array(0..<10_000))
    }
}

struct CountdownTests {
    @Test func `whoever waits goes on when the last has signalled, and later at once`() async {
        let countdown = Countdown(2)
        let waiter = Task { await countdown.wait() }
        countdown.signal()
        countdown.signal()
        await waiter.value
        await countdown.wait()
    }
}

/// Yields until `condition` holds, at most ten seconds.
private func until(_ condition: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while !condition() {
        try #require(ContinuousClock.now < deadline, "the condition did not come true in ten seconds")
        await Task.yield()
    }
}
