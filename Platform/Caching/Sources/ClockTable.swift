// SPDX-License-Identifier: Apache-2.0

// A bounded dictionary with second-chance (CLOCK) eviction.
//
// Entries lie in a dense array, which a hand walks in a circle when room is needed. A hit only sets the entry's
// `isUsed`; the hand clears the mark of a used entry and passes on, and takes the first that is expired or was not
// used since the last round. That approximates LRU with no list to relink, so a hit writes at most one byte.
//
// Invariants: `index[slots[i].key] == i` for every i; `cost` is the sum of all costs; after every call
// `cost <= capacity`. Removing moves the last slot into the hole. Every insertion also looks at four slots for
// expiry, so the dead leave at least as fast as others come, without a timer.

/// A bounded map with expiry, as a value: not safe for threads by itself. Times are microseconds of one clock.
@usableFromInline
struct ClockTable<Key: Hashable, Value> {
    @usableFromInline
    struct Slot {
        let key: Key
        @usableFromInline var value: Value
        @usableFromInline var expiresAt: Int64
        @usableFromInline var isUsed: Bool
        let cost: Int
    }

    /// The largest sum of costs.
    let capacity: Int
    /// The sum of the costs of all entries.
    private(set) var cost = 0
    @usableFromInline var index: [Key: Int] = [:]
    @usableFromInline var slots: [Slot] = []
    /// Where the next eviction looks first.
    private var hand = 0
    /// Where the next insertion looks for expired entries.
    private var broom = 0

    init(capacity: Int) {
        precondition(capacity > 0, "A cache must hold something")
        self.capacity = capacity
    }

    /// The number of entries, the expired ones that nobody met yet included.
    var count: Int { slots.count }

    /// Returns the value under `key` unless it is expired, and marks it used.
    @inlinable
    mutating func value(for key: Key, at now: Int64) -> Value? {
        guard let position = index[key], slots[position].expiresAt > now else { return nil }
        if !slots[position].isUsed { slots[position].isUsed = true }
        return slots[position].value
    }

    /// Stores a value and returns how many live entries were evicted for it. What costs more than the whole table
    /// is not stored, and what it would have replaced is gone.
    mutating func insert(
        _ value: Value,
        for key: Key,
        until expiresAt: Int64,
        cost: Int = 1,
        at now: Int64
    ) -> Int {
        remove(key)
        guard cost <= capacity else { return 0 }
        sweep(at: now)
        var evicted = 0
        while self.cost > capacity - cost {
            if evict(at: now) { evicted += 1 }
        }
        index[key] = slots.count
        slots.append(Slot(key: key, value: value, expiresAt: expiresAt, isUsed: false, cost: cost))
        self.cost += cost
        return evicted
    }

    /// Changes the value under `key` in place; nil when there is none or it is expired. The expiry stays.
    mutating func update<Result>(_ key: Key, at now: Int64, _ body: (inout Value) -> Result) -> Result? {
        guard let position = index[key], slots[position].expiresAt > now else { return nil }
        slots[position].isUsed = true
        return body(&slots[position].value)
    }

    /// Moves the expiry of an entry.
    mutating func extend(_ key: Key, until expiresAt: Int64) {
        if let position = index[key] { slots[position].expiresAt = expiresAt }
    }

    /// Forgets an entry; nothing happens where there is none.
    mutating func remove(_ key: Key) {
        if let position = index[key] { remove(at: position) }
    }

    /// Forgets everything and gives the memory back.
    mutating func removeAll() {
        self = ClockTable(capacity: capacity)
    }

    private mutating func sweep(at now: Int64) {
        for _ in 0..<4 where !slots.isEmpty {
            if broom >= slots.count { broom = 0 }
            if slots[broom].expiresAt <= now { remove(at: broom) } else { broom += 1 }
        }
    }

    /// Advances the hand by one slot; true when a live entry fell.
    private mutating func evict(at now: Int64) -> Bool {
        if hand >= slots.count { hand = 0 }
        let isAlive = slots[hand].expiresAt > now
        if isAlive, slots[hand].isUsed {
            slots[hand].isUsed = false
            hand += 1
            return false
        }
        remove(at: hand)
        return isAlive
    }

    private mutating func remove(at position: Int) {
        cost -= slots[position].cost
        index[slots[position].key] = nil
        let last = slots.removeLast()
        guard position < slots.count else { return }
        slots[position] = last
        index[last.key] = position
    }
}
