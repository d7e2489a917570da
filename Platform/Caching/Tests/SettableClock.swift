// SPDX-License-Identifier: Apache-2.0
import Core
import Synchronization

/// A clock that stands still until told.
final class SettableClock: WallClock {
    private let time = Mutex(Timestamp(seconds: 1_800_000_000))

    var now: Timestamp { time.withLock { $0 } }

    func advance(_ duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }
}

/// A number that several tasks share.
final class SharedNumber: Sendable {
    private let stored = Atomic(0)

    var value: Int { stored.load(ordering: .sequentiallyConsistent) }

    func set(_ value: Int) { stored.store(value, ordering: .sequentiallyConsistent) }

    @discardableResult
    func increment() -> Int { stored.add(1, ordering: .sequentiallyConsistent).newValue }
}
