// SPDX-License-Identifier: Apache-2.0
import Caching
import Core
import Testing
import Testkit

struct MemoryCacheTests {
    @Test(arguments: CacheConformance.checks)
    func `keeps every promise of a cache`(_ check: ConformanceCheck<CacheUnderTest>) async throws {
        let clock = SettableClock()
        try await check.run(CacheUnderTest(MemoryCache(clock: clock)) { clock.advance($0) })
    }

    @Test func `values stay within the bytes allowed`() async throws {
        let cache = MemoryCache(bytes: 1 << 20)

        for number in 0..<3000 {
            try await cache.set("v:\(number)", to: [UInt8](repeating: 1, count: 4096), for: .hours(1))
        }

        let statistics = cache.statistics
        #expect(statistics.entries * 4096 <= 1 << 20)
        #expect(statistics.entries > 150)
        #expect(statistics.evictions == 3000 - statistics.entries)
    }

    @Test func `a flood of values does not make it forget an admission or a counter`() async throws {
        let cache = MemoryCache(bytes: 1 << 20)
        _ = try await cache.admit("limit", limit: 1, window: .hours(1))
        _ = try await cache.increment("count", by: 4, window: .hours(1))

        for number in 0..<3000 {
            try await cache.set("v:\(number)", to: [UInt8](repeating: 1, count: 4096), for: .hours(1))
        }

        #expect(try await cache.admit("limit", limit: 1, window: .hours(1)).allowed == false)
        #expect(try await cache.increment("count", by: 1, window: .hours(1)) == 5)
    }

    @Test func `a clock that is set back neither refuses for long nor forgets`() async throws {
        let clock = SettableClock()
        let cache = MemoryCache(clock: clock)
        for _ in 0..<3 { _ = try await cache.admit("k", limit: 3, window: .seconds(10)) }

        clock.advance(.hours(-1))

        let refused = try await cache.admit("k", limit: 3, window: .seconds(10))
        #expect(!refused.allowed)
        #expect((refused.retryAfter ?? .zero) <= .seconds(20))
        clock.advance(refused.retryAfter ?? .zero)
        #expect(try await cache.admit("k", limit: 3, window: .seconds(10)).allowed)
    }
}
