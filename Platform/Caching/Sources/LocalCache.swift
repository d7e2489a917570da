// SPDX-License-Identifier: Apache-2.0
public import Core
public import Metrics
public import Synchronization

// Many small locks instead of one: a key's hash picks a shard, and each shard is a bounded table behind a mutex held
// for some tens of nanoseconds. Every shard also keeps `stripes` version numbers. Whatever changes a key raises the
// version of its stripe, and a fill is stored only if the version is still the one its ticket saw before loading.
// Keys that share a stripe may refuse each other's fill now and then, which costs one more load and nothing else.

/// A bounded cache of this process, with expiry: typed, synchronous, cheap enough for every request.
public final class LocalCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// Proof of when a load began, so that an outdated result is not stored.
    public struct Ticket: Hashable, Sendable {
        fileprivate let version: UInt64
    }

    /// What one of the shards holds.
    @usableFromInline
    struct Content {
        @usableFromInline var table: ClockTable<Key, Value>
        @usableFromInline var tally = CacheTally()
        var versions = [UInt64](repeating: 0, count: LocalCache.stripes)
    }

    /// One lock and what it guards.
    @usableFromInline
    final class Shard: Sendable {
        @usableFromInline let content: Mutex<Content>

        init(capacity: Int) {
            content = Mutex(Content(table: ClockTable(capacity: capacity)))
        }
    }

    private static var stripes: Int { 64 }

    @usableFromInline let shards: [Shard]
    @usableFromInline let clock: any WallClock
    @usableFromInline let meter: CacheMeter
    private let lifetime: Duration

    /// Makes an empty cache of up to `capacity` entries that expire `lifetime` after they were stored.
    ///
    /// `name` labels its metrics. Capacity is split over the shards, so an unlucky spread evicts a little early. Where
    /// entries are stored with a cost, such as their bytes, `capacity` bounds the sum of the costs instead; what costs
    /// more than the share of one of the 16 shards is not kept.
    public init(
        name: String,
        capacity: Int,
        lifetime: Duration,
        clock: any WallClock = SystemWallClock(),
        metrics: (any MetricsFactory)? = nil
    ) {
        // With fewer than 64 entries a shard, the keys would spread too unevenly over the shards.
        var count = 1
        while count < 16, capacity / (count * 2) >= 64 { count *= 2 }
        shards = (0..<count).map { Shard(capacity: capacity / count + ($0 < capacity % count ? 1 : 0)) }
        self.lifetime = lifetime
        self.clock = clock
        meter = CacheMeter(name: name, factory: metrics)
    }

    /// Returns the value under `key`, or nil when there is none or its time is over.
    @inlinable
    public func value(for key: Key) -> Value? {
        let now = clock.now.microseconds
        let (value, due) = shard(of: key.hashValue).content.withLock { content in
            let value = content.table.value(for: key, at: now)
            return (value, content.tally.count(hit: value != nil))
        }
        if let due { meter.publish(due) }
        return value
    }

    /// Stores a value, over whatever was there and over any fill under way.
    public func insert(_ value: Value, for key: Key, lifetime: Duration? = nil, cost: Int = 1) {
        store(value, for: key, lifetime: lifetime, cost: cost, ticket: nil)
    }

    /// Notes that a load for `key` begins now; pass the ticket to `fill` with the result.
    public func ticket(for key: Key) -> Ticket {
        let hash = key.hashValue
        return shard(of: hash).content.withLock { Ticket(version: $0.version(hash)) }
    }

    /// Stores what a load returned, unless the key was changed or invalidated since `ticket`. True when it did.
    @discardableResult
    public func fill(
        _ value: Value,
        for key: Key,
        lifetime: Duration? = nil,
        cost: Int = 1,
        ticket: Ticket
    ) -> Bool {
        store(value, for: key, lifetime: lifetime, cost: cost, ticket: ticket)
    }

    /// Forgets the value under `key` and refuses the fills that began before.
    public func invalidate(_ key: Key) {
        let hash = key.hashValue
        shard(of: hash).content.withLock { content in
            content.raiseVersion(hash)
            content.table.remove(key)
        }
    }

    /// Forgets everything and refuses the fills that began before.
    public func invalidateAll() {
        for shard in shards {
            shard.content.withLock { content in
                for stripe in content.versions.indices { content.versions[stripe] += 1 }
                content.table.removeAll()
            }
        }
    }

    /// How often values were found, missed and evicted since the start, and how many there are.
    public var statistics: CacheStatistics {
        var sum = CacheStatistics()
        for shard in shards {
            shard.content.withLock { sum.add($0.tally, entries: $0.table.count) }
        }
        return sum
    }

    @inlinable
    func shard(of hash: Int) -> Shard {
        // The count is a power of two. The stripes use the low bits, so the high ones choose here.
        shards[(hash >> 32) & (shards.count - 1)]
    }

    @discardableResult
    private func store(_ value: Value, for key: Key, lifetime: Duration?, cost: Int, ticket: Ticket?) -> Bool
    {
        let hash = key.hashValue
        let now = clock.now.microseconds
        let expiresAt = now.addingClamped((lifetime ?? self.lifetime).wholeMicroseconds)
        let (isStored, due) = shard(of: hash).content.withLock { content in
            if let ticket, ticket.version != content.version(hash) { return (false, CacheTally?.none) }
            if ticket == nil { content.raiseVersion(hash) }
            let evicted = content.table.insert(value, for: key, until: expiresAt, cost: cost, at: now)
            return (true, content.tally.count(evicted: evicted))
        }
        if let due { meter.publish(due) }
        return isStored
    }
}

extension LocalCache.Content {
    /// Grows whenever a key of the same stripe changes.
    fileprivate func version(_ hash: Int) -> UInt64 {
        versions[hash & (versions.count - 1)]
    }

    fileprivate mutating func raiseVersion(_ hash: Int) {
        versions[hash & (versions.count - 1)] += 1
    }
}

extension Int64 {
    /// The sum, or the largest value where it would not fit.
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
