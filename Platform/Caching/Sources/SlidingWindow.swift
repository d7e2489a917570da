// SPDX-License-Identifier: Apache-2.0

// How many calls were admitted during the last `window`, from two counters instead of a list of times.
//
// Time is cut into windows of equal length, the first beginning with the first call. The calls of the window before
// are taken as spread evenly from its start to its last call, and of them those still count that the sliding
// window covers.
//
//       previous = 40           current = 10
//     |-----------------*······|----------:··············|
//            `-- sliding window ----------'    the last of the 40 came at *, a third of them is covered:
//                                              13 + 10 calls count
//
// Remembering the last call makes it exact for small limits: after one call where one is allowed, the next passes
// one window later and not before. A burst is otherwise forgiven a little too early: over any span of one window
// fewer than twice `limit` calls pass, and in the long run about `limit` per window. A shared store needs no more
// than two integers and three times per key for the same rule.

/// The calls of one key under a limit, as a value. Times are microseconds of one clock.
struct SlidingWindow: Sendable {
    /// Calls of one window, and when the last of them came.
    private struct Calls {
        var count = 0
        var last: Int64 = 0
    }

    private var start: Int64
    private var previous = Calls()
    private var current = Calls()

    init(at now: Int64) {
        start = now
    }

    /// Admits one call at `now` or says how long to wait.
    mutating func admit(limit: Int, window: Int64, at now: Int64) -> Admission {
        advance(to: now, window: window)
        // The rounding of a product must not refuse the last call of a limit.
        let room = Double(limit - current.count) - coveredOfPrevious(window: window, at: now) + 1e-6
        if room >= 1 {
            current = Calls(count: current.count + 1, last: now)
            return Admission(allowed: true, remaining: Int(room - 1), retryAfter: nil)
        }
        let wait = max(1000, nextRoom(limit: limit, window: window, at: now) - now)
        return Admission(allowed: false, remaining: 0, retryAfter: .microseconds(wait))
    }

    private func coveredOfPrevious(window: Int64, at now: Int64) -> Double {
        let (from, covered) = (start - window, previous.last - (now - window))
        guard previous.count > 0, covered > 0 else { return 0 }
        return Double(previous.count) * min(1, Double(covered) / Double(max(1, previous.last - from)))
    }

    /// The first moment at which one more call fits, if nobody else calls.
    private func nextRoom(limit: Int, window: Int64, at now: Int64) -> Int64 {
        guard limit > 0 else { return now + window }
        // Where the present calls alone fill the limit they must first become the window before, then fade.
        let isFull = current.count >= limit
        let (fading, from) = isFull ? (current, start) : (previous, start - window)
        let mayStay = isFull ? limit - 1 : limit - 1 - current.count
        let share = Double(mayStay) / Double(max(1, fading.count))
        return fading.last + window - Int64(share * Double(fading.last - from))
    }

    private mutating func advance(to now: Int64, window: Int64) {
        let passed = now - start
        if passed < 0 {
            // The clock was set back. What was counted keeps counting, all of it as if it came now.
            let count = previous.count + current.count
            self = SlidingWindow(at: now)
            current = Calls(count: count, last: now)
        } else if passed >= 2 * window {
            self = SlidingWindow(at: now)
        } else if passed >= window {
            (previous, current) = (current, Calls())
            start += window
        }
    }
}
