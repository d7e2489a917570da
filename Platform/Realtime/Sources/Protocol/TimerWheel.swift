// SPDX-License-Identifier: Apache-2.0

import NIOCore

// One timer serves all sessions of an event loop: a ring of slots, each a list of keys. A key sits in the slot of its
// next deadline, or in the farthest one when that lies beyond the ring; whoever empties a slot asks each session
// what it wants and puts it back. So a deadline that moves away costs nothing, and an idle socket costs sixteen bytes.

/// A coarse timer for many deadlines.
struct TimerWheel<Key> {
    /// How late a deadline may be noticed.
    let tick: TimeAmount
    private var slots: [[Key]]
    private var position = 0
    private var positionTime: NIODeadline

    init(tick: TimeAmount, slots count: Int, now: NIODeadline) {
        self.tick = tick
        slots = Array(repeating: [], count: count)
        positionTime = now
    }

    /// Files a key under a deadline.
    mutating func insert(_ key: Key, at deadline: NIODeadline) {
        let distance = max(0, (deadline - positionTime).nanoseconds)
        // Rounded up, so that a key is never looked at before its time.
        let steps = (distance + tick.nanoseconds - 1) / tick.nanoseconds
        let offset = Int(min(max(steps, 1), Int64(slots.count - 1)))
        slots[(position + offset) % slots.count].append(key)
    }

    /// Takes all keys whose slots have passed.
    mutating func advance(to now: NIODeadline) -> [Key] {
        var due: [Key] = []
        var turned = 0
        while positionTime + tick <= now {
            positionTime = positionTime + tick
            position = (position + 1) % slots.count
            due += slots[position]
            slots[position] = []
            turned += 1
            if turned == slots.count {
                // All slots are empty by now; the rest of a long sleep needs no turning.
                positionTime = now
            }
        }
        return due
    }
}
