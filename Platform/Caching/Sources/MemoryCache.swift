// SPDX-License-Identifier: Apache-2.0
public import Core
public import Metrics
internal import Synchronization

/// The cache of a site that runs as one process.
///
/// Bounded in bytes for values and in number for counters and admissions, which have tables of their own: a flood of
/// values cannot make the server forget whom it slows down.
public final class MemoryCache: Cache {
    private struct Content {
        var values: ClockTable<String, [UInt8]>
        var counters: ClockTable<String, Int>
        var windows: ClockTable<String, SlidingWindow>
        var tally = CacheTally()
    }

    private final class Shard: Sendable {
        let content: Mutex<Content>

        init(bytes: Int, counters: Int) {
            content = Mutex(
                Content(
                    values: ClockTable(capacity: bytes),
                    counters: ClockTable(capacity: counters),
                    windows: ClockTable(capacity: counters)
                )
            )
        }
    }

    /// What an entry takes besides its key and value, roughly: a table slot, an index entry, two array headers.
    private static let overhead = 160
    private static let shardCount = 16

    private let shards: [Shard]
    private let clock: any WallClock
    private let meter: CacheMeter

    /// Makes an empty cache of up to `bytes` of values, and up to `counters` counters and as many admissions.
    ///
    /// A value larger than a sixteenth of `bytes` is not kept.
    public init(
        bytes: Int = 64 << 20,
        counters: Int = 200_000,
        clock: any WallClock = SystemWallClock(),
        metrics: (any MetricsFactory)? = nil
    ) {
        let share = (max(1, bytes / Self.shardCount), max(1, counters / Self.shardCount))
        shards = (0..<Self.shardCount).map { _ in Shard(bytes: share.0, counters: share.1) }
        self.clock = clock
        meter = CacheMeter(name: "shared", factory: metrics)
    }

    /// How the values fared, counters and admissions left out.
    public var statistics: CacheStatistics {
        var sum = CacheStatistics()
        for shard in shards {
            shard.content.withLock { sum.add($0.tally, entries: $0.values.count) }
        }
        return sum
    }

    public func get(_ key: String) async throws -> [UInt8]? {
        try CacheLimits.check(key: key)
        let now = clock.now.microseconds
        let (value, due) = shard(of: key).content.withLock { content in
            let value = content.values.value(for: key, at: now)
            return (value, content.tally.count(hit: value != nil))
        }
        if let due { meter.publish(due) }
        return value
    }

    public func set(_ key: String, to value: [UInt8], for lifetime: Duration) async throws {
        try store(key, value, for: lifetime, onlyIfAbsent: false)
    }

    public func add(_ key: String, _ value: [UInt8], for lifetime: Duration) async throws -> Bool {
        try store(key, value, for: lifetime, onlyIfAbsent: true)
    }

    public func remove(_ key: String) async throws {
        try CacheLimits.check(key: key)
        shard(of: key).content.withLock { content in
            content.values.remove(key)
            content.counters.remove(key)
            content.windows.remove(key)
        }
    }

    public func increment(_ key: String, by amount: Int, window: Duration) async throws -> Int {
        try CacheLimits.check(key: key)
        let now = clock.now.microseconds
        return shard(of: key).content.withLock { content in
            let known = content.counters.update(key, at: now) { sum in
                sum += amount
                return sum
            }
            if let known { return known }
            let expiresAt = now.addingClamped(window.wholeMicroseconds)
            _ = content.counters.insert(amount, for: key, until: expiresAt, at: now)
            return amount
        }
    }

    public func admit(_ key: String, limit: Int, window: Duration) async throws -> Admission {
        try CacheLimits.check(key: key)
        let now = clock.now.microseconds
        let length = max(1, window.wholeMicroseconds)
        // Calls matter for two windows: as the present one, then as the one before.
        let expiresAt = now.addingClamped(length.addingClamped(length))
        return shard(of: key).content.withLock { content in
            let known = content.windows.update(key, at: now) {
                $0.admit(limit: limit, window: length, at: now)
            }
            if let known {
                if known.allowed { content.windows.extend(key, until: expiresAt) }
                return known
            }
            var fresh = SlidingWindow(at: now)
            let admission = fresh.admit(limit: limit, window: length, at: now)
            if admission.allowed { _ = content.windows.insert(fresh, for: key, until: expiresAt, at: now) }
            return admission
        }
    }

    @discardableResult
    private func store(
        _ key: String,
        _ value: [UInt8],
        for lifetime: Duration,
        onlyIfAbsent: Bool
    ) throws -> Bool {
        try CacheLimits.check(key: key)
        try CacheLimits.check(value: value)
        let now = clock.now.microseconds
        let expiresAt = now.addingClamped(lifetime.wholeMicroseconds)
        let cost = value.count + key.utf8.count + Self.overhead
        let (isStored, due) = shard(of: key).content.withLock { content in
            if onlyIfAbsent, content.values.value(for: key, at: now) != nil {
                return (false, CacheTally?.none)
            }
            let evicted = content.values.insert(value, for: key, until: expiresAt, cost: cost, at: now)
            return (true, content.tally.count(evicted: evicted))
        }
        if let due { meter.publish(due) }
        return isStored
    }

    private func shard(of key: String) -> Shard {
        shards[(key.hashValue >> 32) & (shards.count - 1)]
    }
}
