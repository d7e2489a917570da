// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Tells the time of day. Services ask this, never the system, so that tests can set it.
public protocol WallClock: Sendable {
    /// The present moment.
    var now: Timestamp { get }
}

/// The machine's own clock.
public struct SystemWallClock: WallClock {
    /// A clock that reads the machine's time.
    public init() {}

    public var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
