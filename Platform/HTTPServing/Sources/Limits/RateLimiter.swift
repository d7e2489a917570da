// SPDX-License-Identifier: Apache-2.0
import Endpoints
import NIOConcurrencyHelpers
import NIOCore

// Each budget is kept by the generic cell rate algorithm: one instant per key, at which the budget will be full
// again. A request moves it on by the period's share of one request and is refused when that would put it more
// than one period ahead. So a key costs one number and needs no timer; a key whose instant has
// passed is as good as absent.

/// Whose budget a request draws on.
enum RateKey: Hashable, Sendable {
    case account(UserID, RateClass)
    case address(UInt128, RateClass)

    var rateClass: RateClass {
        switch self {
        case .account(_, let rateClass), .address(_, let rateClass): rateClass
        }
    }
}

/// How a budget stands after a request.
struct RateStanding: Sendable, Equatable {
    let isAllowed: Bool
    /// The most requests in one period.
    let limit: Int
    /// How many more are allowed now.
    let remaining: Int
    /// Seconds until the budget is full again.
    let reset: Int
    /// Seconds until the next request is allowed; 0 when it is now.
    let retryAfter: Int
}

/// The budgets of all keys, in memory, bounded.
final class RateLimiter: Sendable {
    private struct Rate: Sendable {
        let limit: Int
        /// Nanoseconds.
        let period: Int64
        let share: Int64

        init(_ budget: RateBudget) {
            limit = max(1, budget.requests)
            period = max(1_000_000, TimeAmount(budget.period).nanoseconds)
            share = max(1, period / Int64(limit))
        }
    }

    private static let shardCount = 64
    private let shards: [NIOLockedValueBox<[RateKey: Int64]>]
    private let accounts: [RateClass: Rate]
    private let addresses: [RateClass: Rate]
    private let keysPerShard: Int

    init(_ limits: RateLimits) {
        shards = (0..<Self.shardCount).map { _ in NIOLockedValueBox([:]) }
        accounts = limits.accounts.mapValues(Rate.init)
        addresses = limits.addresses.mapValues(Rate.init)
        keysPerShard = max(16, limits.rememberedKeys / Self.shardCount)
    }

    /// Draws one request on the budget of the key. Nil when its class has none.
    func draw(_ key: RateKey, at now: NIODeadline) -> RateStanding? {
        guard let rate = rate(of: key) else { return nil }
        let now = Int64(clamping: now.uptimeNanoseconds)
        let shard = shards[Int(UInt(bitPattern: key.hashValue) % UInt(Self.shardCount))]
        return shard.withLockedValue { arrivals in
            let before = max(arrivals[key] ?? now, now)
            let after = before + rate.share
            let isAllowed = after - now <= rate.period
            if isAllowed {
                if arrivals.count >= keysPerShard { Self.makeRoom(in: &arrivals, now, keysPerShard) }
                arrivals[key] = after
            }
            return Self.standing(rate, isAllowed: isAllowed, until: isAllowed ? after : before, now)
        }
    }

    /// The number of keys that are remembered.
    var count: Int { shards.reduce(0) { $0 + $1.withLockedValue(\.count) } }

    private func rate(of key: RateKey) -> Rate? {
        switch key {
        case .account(_, let rateClass): accounts[rateClass]
        case .address(_, let rateClass): addresses[rateClass]
        }
    }

    private static func standing(_ rate: Rate, isAllowed: Bool, until: Int64, _ now: Int64) -> RateStanding {
        let ahead = until - now
        let second: Int64 = 1_000_000_000
        let wait = max(0, ahead + rate.share - rate.period)
        return RateStanding(
            isAllowed: isAllowed,
            limit: rate.limit,
            remaining: isAllowed ? Int(max(0, rate.period - ahead) / rate.share) : 0,
            reset: Int((ahead + second - 1) / second),
            retryAfter: isAllowed ? 0 : max(1, Int((wait + second - 1) / second))
        )
    }

    /// Forgets the keys whose budget is full, and when that is not enough every second one.
    ///
    /// Under a flood from very many addresses some of them get a fresh budget, which is better than to grow or to
    /// refuse everybody.
    private static func makeRoom(in arrivals: inout [RateKey: Int64], _ now: Int64, _ limit: Int) {
        arrivals = arrivals.filter { $0.value > now }
        guard arrivals.count >= limit * 3 / 4 else { return }
        var keeps = false
        arrivals = arrivals.filter { _ in
            keeps.toggle()
            return keeps
        }
    }
}
