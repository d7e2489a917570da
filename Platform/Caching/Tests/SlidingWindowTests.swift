// SPDX-License-Identifier: Apache-2.0
import Core
import Testing

@testable import Caching

struct SlidingWindowTests {
    private let second: Int64 = 1_000_000

    @Test func `the calls of the window before fade evenly up to the last of them`() {
        var window = SlidingWindow(at: 0)
        for step in 0..<10 {
            #expect(window.admit(limit: 10, window: second, at: Int64(step) * 50_000).allowed)
        }

        // The last came at 450 ms. At 1225 ms the sliding window begins at 225 ms, so half of the ten still count.
        for left in (0..<5).reversed() {
            let answer = window.admit(limit: 10, window: second, at: second + 225_000)
            #expect(answer == Admission(allowed: true, remaining: left, retryAfter: nil))
        }
        #expect(!window.admit(limit: 10, window: second, at: second + 225_000).allowed)
    }

    @Test func `where one call is allowed the next passes one window later`() {
        var window = SlidingWindow(at: 0)
        #expect(window.admit(limit: 1, window: second, at: 0).allowed)

        #expect(window.admit(limit: 1, window: second, at: 400_000).retryAfter == .milliseconds(600))
        #expect(!window.admit(limit: 1, window: second, at: second - 1).allowed)
        #expect(window.admit(limit: 1, window: second, at: second).allowed)
        #expect(!window.admit(limit: 1, window: second, at: 2 * second - 1).allowed)
        #expect(window.admit(limit: 1, window: second, at: 2 * second).allowed)
    }

    @Test func `retryAfter is the first moment at which a call fits`() throws {
        for limit in [1, 2, 3, 7, 50] {
            var window = SlidingWindow(at: 0)
            for step in 0..<Int64(limit * 3) {
                _ = window.admit(limit: limit, window: second, at: step * 40_000)
            }
            let now = Int64(limit * 3) * 40_000
            var refused = window.admit(limit: limit, window: second, at: now)
            while refused.allowed { refused = window.admit(limit: limit, window: second, at: now) }
            let wait = try #require(refused.retryAfter).wholeMicroseconds

            var early = window
            var onTime = window
            #expect(!early.admit(limit: limit, window: second, at: now + wait - 2000).allowed || wait <= 2000)
            #expect(onTime.admit(limit: limit, window: second, at: now + wait + 1).allowed)
        }
    }

    @Test func `in the long run a greedy caller gets the limit per window`() {
        var window = SlidingWindow(at: 0)
        var admitted = 0

        for step in 0..<Int64(100_000) where window.admit(limit: 20, window: second, at: step * 1000).allowed
        {
            admitted += 1
        }

        // 100 seconds of 20, less what the estimate rounds against the caller.
        #expect((1880...2040).contains(admitted))
    }

    @Test func `no span of one window passes twice the limit`() {
        var window = SlidingWindow(at: 0)
        var times: [Int64] = []
        var generator = SeededGenerator(seed: 7)
        var now: Int64 = 0

        for _ in 0..<20_000 {
            now += Int64.random(in: 0..<20_000, using: &generator)
            if window.admit(limit: 25, window: second, at: now).allowed { times.append(now) }
        }

        for (first, time) in times.enumerated() where first + 50 < times.count {
            #expect(times[first + 50] - time > second)
        }
    }

    @Test func `a limit lowered on the way is kept at once`() {
        var window = SlidingWindow(at: 0)
        for _ in 0..<100 { _ = window.admit(limit: 100, window: second, at: 0) }

        #expect(!window.admit(limit: 10, window: second, at: second - 1).allowed)
        #expect(window.admit(limit: 10, window: second, at: second).allowed)
    }
}

/// Repeatable random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
