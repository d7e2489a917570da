// SPDX-License-Identifier: Apache-2.0
import Core
import Testing

@testable import Caching

struct BatchedCacheTests {
    private let clock = SettableClock()

    private func cache() -> BatchedCache<Int, String> {
        BatchedCache(name: "test", capacity: 100, lifetime: .seconds(10), clock: clock)
    }

    @Test func `one load brings all that is lacking, and what is there is not asked for again`() async throws
    {
        let cache = cache()
        var asked: [[Int]] = []
        let load = { (keys: [Int]) in
            asked.append(keys)
            return Dictionary(uniqueKeysWithValues: keys.map { ($0, "\($0)") })
        }

        let first = try await cache.values(for: [3, 1, 3, 2], load: load) { _ in "none" }
        let second = try await cache.values(for: [1, 2, 4], load: load) { _ in "none" }

        #expect(first == [1: "1", 2: "2", 3: "3"])
        #expect(second == [1: "1", 2: "2", 4: "4"])
        #expect(asked == [[1, 2, 3], [4]])
    }

    @Test func `what a load leaves out is stood in for and asked for again`() async throws {
        let cache = cache()
        var loads = 0
        for _ in 0..<2 {
            let found = try await cache.values(for: [1]) { _ in
                loads += 1
                return [:]
            } otherwise: {
                "no \($0)"
            }
            #expect(found == [1: "no 1"])
        }

        #expect(loads == 2)
    }

    @Test func `a value that was dropped during its load is not kept`() async throws {
        let cache = cache()
        let load = { (keys: [Int]) in
            cache.invalidate(1)
            return [1: "old"]
        }

        let stale = try await cache.values(for: [1], load: load) { _ in "none" }
        let fresh = try await cache.values(for: [1]) { _ in
            [1: "new"]
        } otherwise: { _ in
            "none"
        }

        #expect(stale == [1: "old"])
        #expect(fresh == [1: "new"])
    }
}
