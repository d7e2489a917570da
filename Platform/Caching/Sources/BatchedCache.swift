// SPDX-License-Identifier: Apache-2.0
public import Core

/// A local cache asked for many keys at once, that loads all it lacks with one call.
public struct BatchedCache<Key: Hashable & Comparable & Sendable, Value: Sendable>: Sendable {
    private let values: LocalCache<Key, Value>

    /// Makes an empty cache; see `LocalCache` for the parameters.
    public init(
        name: String,
        capacity: Int,
        lifetime: Duration,
        clock: any WallClock = SystemWallClock()
    ) {
        values = LocalCache(name: name, capacity: capacity, lifetime: lifetime, clock: clock)
    }

    /// The values of some keys. `load` is asked once for those that are lacking, in ascending order; what it leaves
    /// out is `otherwise`, and is not kept.
    public func values(
        for keys: some Sequence<Key>,
        load: ([Key]) async throws -> [Key: Value],
        otherwise: (Key) -> Value
    ) async throws -> [Key: Value] {
        var found: [Key: Value] = [:]
        var missing: [Key: LocalCache<Key, Value>.Ticket] = [:]
        for key in Set(keys) {
            if let value = values.value(for: key) {
                found[key] = value
            } else {
                missing[key] = values.ticket(for: key)
            }
        }
        guard !missing.isEmpty else { return found }
        let loaded = try await load(missing.keys.sorted())
        for (key, ticket) in missing {
            if let value = loaded[key] {
                values.fill(value, for: key, ticket: ticket)
                found[key] = value
            } else {
                found[key] = otherwise(key)
            }
        }
        return found
    }

    /// Forgets the value under `key` and refuses the fills that began before.
    public func invalidate(_ key: Key) { values.invalidate(key) }

    /// Forgets everything and refuses the fills that began before.
    public func invalidateAll() { values.invalidateAll() }
}
