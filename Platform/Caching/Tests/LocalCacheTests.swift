// SPDX-License-Identifier: Apache-2.0
import Caching
import Core
import CoreMetrics
import Synchronization
import Testing

struct LocalCacheTests {
    private let clock = SettableClock()

    private func cache(capacity: Int = 1000, metrics: (any MetricsFactory)? = nil) -> LocalCache<String, Int>
    {
        LocalCache(name: "test", capacity: capacity, lifetime: .seconds(10), clock: clock, metrics: metrics)
    }

    @Test func `a value is there until its lifetime is over`() {
        let cache = cache()
        cache.insert(1, for: "standard")
        cache.insert(2, for: "own", lifetime: .seconds(20))

        clock.advance(.seconds(10) - .microseconds(1))
        #expect(cache.value(for: "standard") == 1)
        clock.advance(.microseconds(1))
        #expect(cache.value(for: "standard") == nil)
        #expect(cache.value(for: "own") == 2)
    }

    @Test func `costs bound what is kept, and what is too large is not`() {
        let cache = cache(capacity: 100)
        cache.insert(1, for: "large", cost: 101)
        #expect(cache.value(for: "large") == nil)

        for number in 0..<10 { cache.insert(number, for: "\(number)", cost: 30) }
        #expect((0..<10).count { cache.value(for: "\($0)") != nil } == 3)
    }

    @Test func `a fill that began before an invalidation is not stored`() {
        let cache = cache()
        let early = cache.ticket(for: "k")
        cache.invalidate("k")
        let late = cache.ticket(for: "k")

        #expect(!cache.fill(1, for: "k", ticket: early))
        #expect(cache.value(for: "k") == nil)
        #expect(cache.fill(2, for: "k", ticket: late))
        #expect(cache.value(for: "k") == 2)
    }

    @Test func `a fill does not overwrite a newer insert`() {
        let cache = cache()
        let ticket = cache.ticket(for: "k")
        cache.insert(2, for: "k")

        #expect(!cache.fill(1, for: "k", ticket: ticket))
        #expect(cache.value(for: "k") == 2)
    }

    @Test func `forgetting everything refuses every fill under way`() {
        let cache = cache(capacity: 10_000)
        let keys = (0..<500).map { "key-\($0)" }
        for key in keys { cache.insert(1, for: key) }
        let tickets = keys.map { cache.ticket(for: $0) }

        cache.invalidateAll()

        for (key, ticket) in zip(keys, tickets) {
            #expect(cache.value(for: key) == nil)
            #expect(!cache.fill(2, for: key, ticket: ticket))
        }
        #expect(cache.statistics.entries == 0)
    }

    @Test(arguments: [1, 2, 63, 128, 1000, 4096])
    func `holds exactly as much as it may when it overflows`(capacity: Int) {
        let cache = cache(capacity: capacity)

        for number in 0..<capacity * 20 { cache.insert(number, for: "k\(number)") }

        #expect(cache.statistics.entries == capacity)
        #expect(cache.statistics.evictions == capacity * 19)
    }

    @Test func `many threads never see a value that was invalidated before they asked`() async {
        // `truth` moves first, then the key is invalidated: a later reader must not find an older number.
        let cache = cache()
        let truth = SharedNumber()
        let stale = SharedNumber()

        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...2000 {
                    truth.set(number)
                    cache.invalidate("k")
                }
            }
            for _ in 0..<3 {
                group.addTask {
                    for _ in 0..<5000 {
                        let floor = truth.value - 1
                        if let value = cache.value(for: "k") {
                            if value < floor { stale.increment() }
                        } else {
                            let ticket = cache.ticket(for: "k")
                            cache.fill(
                                truth.value,
                                for: "k",
                                ticket: ticket
                            )
                        }
                    }
                }
            }
        }

        #expect(stale.value == 0)
    }

    @Test func `hits, misses and evictions reach the metrics`() {
        let metrics = CountingMetrics()
        let cache = cache(capacity: 2, metrics: metrics)
        cache.insert(1, for: "a")
        for _ in 0..<70 { _ = cache.value(for: "a") }
        _ = cache.value(for: "b")
        cache.insert(2, for: "b")
        cache.insert(3, for: "c")

        #expect(
            metrics.counts == ["roost.cache.hits": 70, "roost.cache.misses": 1, "roost.cache.evictions": 1]
        )
        #expect(cache.statistics.hits == 70)
    }
}

/// Adds up what counters are told.
private final class CountingMetrics: MetricsFactory {
    private final class Handler: CounterHandler {
        let label: String
        let owner: CountingMetrics

        init(_ label: String, _ owner: CountingMetrics) { (self.label, self.owner) = (label, owner) }

        func increment(by amount: Int64) { owner.sums.withLock { $0[label, default: 0] += amount } }
        func reset() {}
    }

    private let sums = Mutex<[String: Int64]>([:])

    var counts: [String: Int64] { sums.withLock { $0 } }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Handler(label, self)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        NOOPMetricsHandler.instance
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        NOOPMetricsHandler.instance
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
