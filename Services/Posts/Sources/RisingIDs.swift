// SPDX-License-Identifier: Apache-2.0
import Core
import Synchronization

/// Makes ids that rise even within one microsecond, so that lists sorted by id are in the order of their making.
///
/// The first half of an id of version 7 holds the time; when it would not be larger than the last one's, it is the
/// last one's and a step more (RFC 9562, section 6.2, method 1).
final class RisingIDs: Sendable {
    private let last = Mutex<UInt64>(0)

    /// A new id for a moment.
    func next<Entity>(at time: Timestamp) -> ID<Entity> {
        let id = ID<Entity>(at: time)
        let high = last.withLock { last in
            last = id.high > last ? id.high : Self.step(after: last)
            return last
        }
        return ID(high: high, low: id.low)
    }

    /// The fraction of a millisecond is the lowest 12 bits, and the version lies between it and the milliseconds.
    static func step(after high: UInt64) -> UInt64 {
        guard high & 0xFFF == 0xFFF else { return high + 1 }
        return ((high >> 16) + 1) << 16 | 0x7000
    }
}
