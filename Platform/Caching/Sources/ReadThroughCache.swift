// SPDX-License-Identifier: Apache-2.0
public import Core
public import Metrics

/// A local cache that loads what it lacks: each key once at a time, and never an outdated value after `invalidate`.
public final class ReadThroughCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// The ticket keeps those who ask after an invalidation from joining a load that began before it.
    private struct FlightKey: Hashable {
        let key: Key
        let ticket: LocalCache<Key, Value>.Ticket
    }

    private let values: LocalCache<Key, Value>
    private let flights = SingleFlight<FlightKey, Value>()

    /// Makes an empty cache; see `LocalCache` for the parameters.
    public init(
        name: String,
        capacity: Int,
        lifetime: Duration,
        clock: any WallClock = SystemWallClock(),
        metrics: (any MetricsFactory)? = nil
    ) {
        values = LocalCache(
            name: name,
            capacity: capacity,
            lifetime: lifetime,
            clock: clock,
            metrics: metrics
        )
    }

    /// Returns the value under `key`, loading it if need be. Errors are passed on and not kept.
    public func value(
        for key: Key,
        load: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        if let value = values.value(for: key) { return value }
        let ticket = values.ticket(for: key)
        return try await flights.value(for: FlightKey(key: key, ticket: ticket)) { [values] in
            let value = try await load()
            values.fill(value, for: key, ticket: ticket)
            return value
        }
    }

    /// Forgets the value under `key`, also one that is being loaded.
    public func invalidate(_ key: Key) {
        values.invalidate(key)
    }

    /// Forgets everything, also what is being loaded.
    public func invalidateAll() {
        values.invalidateAll()
    }

    /// How the cache fared.
    public var statistics: CacheStatistics { values.statistics }
}
