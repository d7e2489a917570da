// SPDX-License-Identifier: Apache-2.0
public import Caching
internal import Core

/// A cache to try, and how time passes for it: a settable clock in memory, real waiting for a server.
public struct CacheUnderTest: Sendable {
    /// The driver, empty or with keys that nobody else uses.
    public let cache: any Cache
    /// Lets a time of at most a few hundred milliseconds pass.
    public let pass: @Sendable (Duration) async throws -> Void

    /// A driver with its time.
    public init(_ cache: any Cache, pass: @escaping @Sendable (Duration) async throws -> Void) {
        self.cache = cache
        self.pass = pass
    }
}

/// What every `Cache` promises.
public enum CacheConformance {
    /// All the checks.
    public static let checks = values + counters + admissions

    private typealias Check = ConformanceCheck<CacheUnderTest>

    private static let values: [ConformanceCheck<CacheUnderTest>] = [
        Check("bytes come back as they were stored, also none and all of them") { test in
            let all = (0...255).map { UInt8($0) }
            try await test.cache.set("c:empty", to: [], for: .seconds(60))
            try await test.cache.set("c:all é\n\0", to: all, for: .seconds(60))
            try require(try await test.cache.get("c:empty"), is: [], "empty value")
            try require(try await test.cache.get("c:all é\n\0"), is: all, "all bytes")
            try require(try await test.cache.get("c:other"), is: nil, "unknown key")
        },
        Check("a second value replaces the first, with its own lifetime") { test in
            try await test.cache.set("c:twice", to: [1], for: .milliseconds(100))
            try await test.cache.set("c:twice", to: [2], for: .seconds(60))
            try await test.pass(.milliseconds(250))
            try require(try await test.cache.get("c:twice"), is: [2], "value")
        },
        Check("a value is gone after its lifetime") { test in
            try await test.cache.set("c:short", to: [1], for: .milliseconds(100))
            try await test.pass(.milliseconds(250))
            try require(try await test.cache.get("c:short"), is: nil, "value")
        },
        Check("a removed value is gone, and removing nothing is no error") { test in
            try await test.cache.set("c:removed", to: [1], for: .seconds(60))
            try await test.cache.remove("c:removed")
            try await test.cache.remove("c:removed")
            try require(try await test.cache.get("c:removed"), is: nil, "value")
        },
        Check("adding stores only where nothing is, and again after the lifetime") { test in
            try require(try await test.cache.add("c:add", [1], for: .milliseconds(100)), is: true, "first")
            try require(try await test.cache.add("c:add", [2], for: .seconds(60)), is: false, "second")
            try require(try await test.cache.get("c:add"), is: [1], "value")
            try await test.pass(.milliseconds(250))
            try require(try await test.cache.add("c:add", [3], for: .seconds(60)), is: true, "after its time")
            try require(try await test.cache.get("c:add"), is: [3], "value after its time")
        },
        Check("of many that add at once, one wins") { test in
            let winners = try await countOfTrue(50) { number in
                try await test.cache.add("c:race", [UInt8(number)], for: .seconds(60))
            }
            try require(winners, is: 1, "winners")
        },
        Check("the largest value and the longest key are taken, larger ones refused") { test in
            let value = [UInt8](repeating: 7, count: CacheLimits.valueBytes)
            let key = String(repeating: "k", count: CacheLimits.keyBytes)
            try await test.cache.set(key, to: value, for: .seconds(60))
            try require(try await test.cache.get(key) == value, "the largest value comes back")
            try await requireError("large value", where: { ($0 as? Failure)?.kind == .tooLarge }) {
                try await test.cache.set("c:large", to: value + [1], for: .seconds(60))
            }
            for key in [key + "k", ""] {
                try await requireError("key", where: { ($0 as? Failure)?.kind == .invalid }) {
                    _ = try await test.cache.get(key)
                }
            }
        },
    ]

    private static let counters: [ConformanceCheck<CacheUnderTest>] = [
        Check("a counter counts within its window and starts again after it") { test in
            let window = Duration.milliseconds(300)
            try require(try await test.cache.increment("n:a", by: 1, window: window), is: 1, "first")
            try require(try await test.cache.increment("n:a", by: 5, window: window), is: 6, "second")
            try require(try await test.cache.increment("n:b", by: 2, window: window), is: 2, "another key")
            try await test.pass(.milliseconds(400))
            try require(try await test.cache.increment("n:a", by: 1, window: window), is: 1, "next window")
        },
        Check("later increments do not move the end of the window") { test in
            let window = Duration.milliseconds(400)
            _ = try await test.cache.increment("n:fixed", by: 1, window: window)
            try await test.pass(.milliseconds(250))
            _ = try await test.cache.increment("n:fixed", by: 1, window: window)
            try await test.pass(.milliseconds(250))
            try require(
                try await test.cache.increment("n:fixed", by: 1, window: window),
                is: 1,
                "next window"
            )
        },
        Check("no increment is lost among many at once") { test in
            _ = try await countOfTrue(200) { _ in
                try await test.cache.increment("n:race", by: 1, window: .seconds(60)) > 0
            }
            let sum = try await test.cache.increment("n:race", by: 1, window: .seconds(60))
            try require(sum, is: 201, "sum")
        },
        Check("a removed counter starts at zero") { test in
            _ = try await test.cache.increment("n:removed", by: 9, window: .seconds(60))
            try await test.cache.remove("n:removed")
            try require(
                try await test.cache.increment("n:removed", by: 1, window: .seconds(60)),
                is: 1,
                "after removal"
            )
        },
    ]

    private static let admissions: [ConformanceCheck<CacheUnderTest>] = [
        Check("a burst is admitted up to the limit, with what remains and when to come back") { test in
            for left in [2, 1, 0] {
                let answer = try await test.cache.admit("a:burst", limit: 3, window: .seconds(60))
                try require(answer, is: Admission(allowed: true, remaining: left, retryAfter: nil), "call")
            }
            let refused = try await test.cache.admit("a:burst", limit: 3, window: .seconds(60))
            try require(refused.allowed, is: false, "fourth call")
            let wait = refused.retryAfter ?? .zero
            try require(wait > .zero && wait <= .seconds(120), "retryAfter \(wait) is within two windows")
            let other = try await test.cache.admit("a:other", limit: 3, window: .seconds(60))
            try require(other.allowed, is: true, "another key")
        },
        Check("refusals do not count, and after two windows everything is allowed again") { test in
            let window = Duration.milliseconds(200)
            for _ in 0..<20 { _ = try await test.cache.admit("a:again", limit: 2, window: window) }
            try await test.pass(.milliseconds(450))
            for left in [1, 0] {
                let answer = try await test.cache.admit("a:again", limit: 2, window: window)
                try require(answer, is: Admission(allowed: true, remaining: left, retryAfter: nil), "call")
            }
        },
        Check("who waits as long as told is admitted") { test in
            let window = Duration.milliseconds(200)
            for _ in 0..<2 { _ = try await test.cache.admit("a:wait", limit: 2, window: window) }
            let refused = try await test.cache.admit("a:wait", limit: 2, window: window)
            try await test.pass((refused.retryAfter ?? .zero) + .milliseconds(2))
            try require(
                try await test.cache.admit("a:wait", limit: 2, window: window).allowed,
                "after waiting"
            )
        },
        Check("of many at once exactly the limit is admitted") { test in
            let admitted = try await countOfTrue(100) { _ in
                try await test.cache.admit("a:race", limit: 30, window: .seconds(60)).allowed
            }
            try require(admitted, is: 30, "admitted")
        },
        Check("a limit of zero admits nothing") { test in
            let answer = try await test.cache.admit("a:none", limit: 0, window: .seconds(1))
            try require(answer.allowed, is: false, "allowed")
            try require(answer.retryAfter != nil, "says when to come back")
        },
        Check("removing forgets the admissions") { test in
            _ = try await test.cache.admit("a:removed", limit: 1, window: .seconds(60))
            try await test.cache.remove("a:removed")
            try require(
                try await test.cache.admit("a:removed", limit: 1, window: .seconds(60)).allowed,
                "allowed"
            )
        },
    ]

    private static func countOfTrue(
        _ count: Int,
        _ body: @escaping @Sendable (Int) async throws -> Bool
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<count { group.addTask { try await body(number) } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }
}
