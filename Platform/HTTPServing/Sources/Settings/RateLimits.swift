// SPDX-License-Identifier: Apache-2.0
public import Endpoints

/// How many requests are allowed in which time.
public struct RateBudget: Sendable, Hashable {
    /// The most requests in one period.
    public var requests: Int
    /// The period; the budget refills evenly over it.
    public var period: Duration

    /// So many requests in each period.
    public init(_ requests: Int, per period: Duration) {
        (self.requests, self.period) = (requests, period)
    }

    /// So many requests in each minute.
    public static func perMinute(_ requests: Int) -> Self { Self(requests, per: .seconds(60)) }
}

/// The budgets of each class of request: of an account, and of an address without a known account.
public struct RateLimits: Sendable, Hashable {
    /// What one account may do, from all its devices.
    public var accounts: [RateClass: RateBudget] = [
        .login: .perMinute(20), .write: .perMinute(300), .read: .perMinute(1_200), .realtime: .perMinute(600),
        .upload: .perMinute(60),
    ]
    /// What one address may do without a known account. Larger where a household or an office shares one.
    public var addresses: [RateClass: RateBudget] = [
        .login: .perMinute(30), .write: .perMinute(300), .read: .perMinute(1_200),
        .realtime: .perMinute(1_200),
        .upload: .perMinute(60),
    ]
    /// The most accounts and addresses whose use is remembered.
    public var rememberedKeys = 200_000

    /// The defaults, generous for people and tight for programs.
    public init() {}
}
