// SPDX-License-Identifier: Apache-2.0
public import Core
import Synchronization

/// A clock that stands still until a test moves it.
public final class FakeClock: WallClock {
    private let time: Mutex<Timestamp>

    /// A clock that shows 2027-01-15T08:00:00Z, or another moment.
    public init(_ start: Timestamp = Timestamp(seconds: 1_800_000_000)) { time = Mutex(start) }

    public var now: Timestamp { time.withLock { $0 } }

    /// Moves the clock forward.
    public func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }
}
