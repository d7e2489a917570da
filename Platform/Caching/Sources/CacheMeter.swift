// SPDX-License-Identifier: Apache-2.0
internal import Metrics

/// How a cache fared since it was made.
public struct CacheStatistics: Hashable, Sendable {
    /// Values found.
    public var hits = 0
    /// Values asked for and not found.
    public var misses = 0
    /// Values dropped before their time for want of room.
    public var evictions = 0
    /// Values held now, the expired ones that nobody met yet included.
    public var entries = 0

    /// All zero.
    public init() {}

    mutating func add(_ tally: CacheTally, entries more: Int) {
        hits += tally.hits
        misses += tally.misses
        evictions += tally.evictions
        entries += more
    }
}

/// Plain counts kept under a shard's lock, handed to the metrics in batches because a hit must not pay for them.
@usableFromInline
struct CacheTally: Sendable {
    @usableFromInline var hits = 0
    @usableFromInline var misses = 0
    var evictions = 0
    @usableFromInline var publishedHits = 0
    private var publishedMisses = 0
    private var publishedEvictions = 0

    init() {}

    /// Counts a look-up. Returns what is due for the metrics: after a miss, which is slow anyway, or 64 hits.
    @inlinable
    mutating func count(hit: Bool) -> CacheTally? {
        if hit {
            hits += 1
            return hits - publishedHits >= 64 ? takeDue() : nil
        }
        misses += 1
        return takeDue()
    }

    /// Counts evictions and returns what is due.
    mutating func count(evicted: Int) -> CacheTally? {
        evictions += evicted
        return evicted > 0 ? takeDue() : nil
    }

    @usableFromInline
    mutating func takeDue() -> CacheTally {
        var due = CacheTally()
        due.hits = hits - publishedHits
        due.misses = misses - publishedMisses
        due.evictions = evictions - publishedEvictions
        (publishedHits, publishedMisses, publishedEvictions) = (hits, misses, evictions)
        return due
    }
}

/// The counters of one cache: `roost.cache.hits`, `.misses` and `.evictions`, labelled with its name.
@usableFromInline
struct CacheMeter: Sendable {
    private let hits: Counter
    private let misses: Counter
    private let evictions: Counter

    init(name: String, factory: (any MetricsFactory)?) {
        let factory = factory ?? MetricsSystem.factory
        let dimensions = [("cache", name)]
        hits = Counter(label: "roost.cache.hits", dimensions: dimensions, factory: factory)
        misses = Counter(label: "roost.cache.misses", dimensions: dimensions, factory: factory)
        evictions = Counter(label: "roost.cache.evictions", dimensions: dimensions, factory: factory)
    }

    @usableFromInline
    func publish(_ due: CacheTally) {
        if due.hits > 0 { hits.increment(by: due.hits) }
        if due.misses > 0 { misses.increment(by: due.misses) }
        if due.evictions > 0 { evictions.increment(by: due.evictions) }
    }
}
