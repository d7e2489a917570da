// SPDX-License-Identifier: Apache-2.0
import Caching
import Core
import Synchronization
import Testing

struct SingleFlightTests {
    private struct LoadFailed: Error {}

    @Test func `concurrent callers share one load`() async throws {
        let flights = SingleFlight<String, Int>()
        let gate = Gate()
        let loads = SharedNumber()

        let results = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    gate.arrive()
                    return try await flights.value(for: "k") {
                        loads.increment()
                        await gate.wait()
                        return 7
                    }
                }
            }
            // All callers have entered, and the one load is held until then.
            await gate.open(after: 50)
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(results == Array(repeating: 7, count: 50))
        #expect(loads.value <= 2, "a caller may come a moment after the load ended")
        #expect(flights.count == 0)
    }

    @Test func `an error reaches everyone who waits and is not kept`() async throws {
        let flights = SingleFlight<String, Int>()
        let gate = Gate()
        let first = Task {
            try await flights.value(for: "k") {
                await gate.wait()
                throw LoadFailed()
            }
        }
        await until { flights.waiting == 1 }
        let second = Task { try await flights.value(for: "k") { 0 } }
        await until { flights.waiting == 2 }

        gate.arrive()
        await gate.open(after: 1)

        await #expect(throws: LoadFailed.self) { try await first.value }
        await #expect(throws: LoadFailed.self) { try await second.value }
        #expect(try await flights.value(for: "k") { 5 } == 5)
    }

    @Test func `one caller that is cancelled leaves the others alone`() async throws {
        let flights = SingleFlight<String, Int>()
        let gate = Gate()
        let load: @Sendable () async throws -> Int = {
            await gate.wait()
            try Task.checkCancellation()
            return 7
        }
        let impatient = Task { try await flights.value(for: "k", load: load) }
        await until { flights.count == 1 }
        let patient = Task { try await flights.value(for: "k", load: load) }
        await until { flights.waiting == 2 }

        impatient.cancel()

        await #expect(throws: CancellationError.self) { try await impatient.value }
        gate.arrive()
        await gate.open(after: 1)
        #expect(try await patient.value == 7)
    }

    @Test func `a load that everyone left is cancelled and can be started anew`() async throws {
        let flights = SingleFlight<String, Int>()
        let gate = Gate()
        let wasCancelled = SharedNumber()
        let only = Task {
            try await flights.value(for: "k") {
                await gate.wait()
                wasCancelled.set(Task.isCancelled ? 1 : 0)
                return 1
            }
        }
        await until { flights.waiting == 1 }

        only.cancel()
        await #expect(throws: CancellationError.self) { try await only.value }

        #expect(try await flights.value(for: "k") { 2 } == 2, "the abandoned load is not joined")
        gate.arrive()
        await gate.open(after: 1)
        await until { wasCancelled.value == 1 }
        #expect(flights.count == 0)
    }

    @Test func `a caller already cancelled does not load`() async {
        let flights = SingleFlight<String, Int>()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await flights.value(for: "k") { 1 }
        }

        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(flights.count == 0)
    }
}

struct ReadThroughCacheTests {
    @Test func `loads once, then answers from memory`() async throws {
        let cache = ReadThroughCache<String, Int>(name: "t", capacity: 10, lifetime: .seconds(60))
        let loads = SharedNumber()

        for _ in 0..<5 {
            let value = try await cache.value(for: "k") { loads.increment() }
            #expect(value == 1)
        }

        #expect(cache.statistics.hits == 4)
    }

    @Test func `who asks after an invalidation does not get the load from before it`() async throws {
        let cache = ReadThroughCache<String, String>(name: "t", capacity: 10, lifetime: .seconds(60))
        let gate = Gate()
        let started = SharedNumber()
        let old = Task {
            try await cache.value(for: "k") {
                started.set(1)
                await gate.wait()
                return "old"
            }
        }
        await until { started.value == 1 }

        cache.invalidate("k")
        let new = try await cache.value(for: "k") { "new" }
        gate.arrive()
        await gate.open(after: 1)

        #expect(new == "new")
        #expect(try await old.value == "old")
        #expect(try await cache.value(for: "k") { "newest" } == "new", "the old load was not stored")
    }
}

/// Holds tasks until a number of them has arrived.
private final class Gate: Sendable {
    private let state = Mutex((arrived: 0, isOpen: false))

    func arrive() { state.withLock { $0.arrived += 1 } }

    func open(after count: Int) async {
        await until { self.state.withLock { $0.arrived } >= count }
        state.withLock { $0.isOpen = true }
    }

    func wait() async { await until { self.state.withLock { $0.isOpen } } }
}

/// Yields until `condition` holds, at most ten seconds.
private func until(_ condition: @Sendable () -> Bool) async {
    let deadline = ContinuousClock.now + .seconds(10)
    while !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record("the condition did not come true in ten seconds")
            return
        }
        await Task.yield()
    }
}
