// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// How many packets a client may send: a token bucket. An empty one delays reading, it refuses nothing.
struct InboundBudget {
    /// The rate a bucket fills at, and what it holds.
    struct Rate: Sendable, Equatable {
        let perSecond: Int
        let burst: Int
    }

    private var tokens: Int
    /// Whether the next packet has to wait.
    var isEmpty: Bool { tokens == 0 }

    private var filledAt: NIODeadline

    init(_ rate: Rate, now: NIODeadline) {
        tokens = rate.burst
        filledAt = now
    }

    /// Takes one packet; false, and nothing is taken, when the bucket is empty.
    mutating func take(_ rate: Rate, now: NIODeadline) -> Bool {
        refill(rate, now: now)
        guard tokens > 0 else { return false }
        tokens -= 1
        return true
    }

    /// When the bucket holds a token again.
    func available(_ rate: Rate) -> NIODeadline {
        filledAt + .nanoseconds(1_000_000_000 / Int64(rate.perSecond) + 1)
    }

    private mutating func refill(_ rate: Rate, now: NIODeadline) {
        // Whole tokens only, so the remainder stays in `filledAt` and slow rates lose nothing.
        let elapsed = min((now - filledAt).nanoseconds, 3_600_000_000_000)
        let earned = elapsed / (1_000_000_000 / Int64(rate.perSecond))
        guard earned > 0 else { return }
        tokens = min(rate.burst, tokens + Int(earned))
        filledAt =
            tokens == rate.burst
            ? now : filledAt + .nanoseconds(earned * (1_000_000_000 / Int64(rate.perSecond)))
    }
}
