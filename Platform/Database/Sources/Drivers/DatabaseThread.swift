// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// An operating-system thread that a driver blocks as it likes, so that no thread of Swift's pool ever waits.
package final class DatabaseThread: Sendable {
    private enum State {
        case running([CheckedContinuation<Void, Never>])
        case ended
    }

    private let state = Mutex(State.running([]))

    /// Starts a thread that runs `body` and ends.
    package init(name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread { [self] in
            body()
            let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                guard case .running(let waiting) = state else { return [] }
                state = .ended
                return waiting
            }
            for continuation in waiting { continuation.resume() }
        }
        thread.name = name
        // Handlers decode JSON inside blocks, which recurses; 1 MiB is address space, not memory.
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Returns when the thread has ended.
    package func join() async {
        await withCheckedContinuation { continuation in
            let ended = state.withLock { state in
                guard case .running(let waiting) = state else { return true }
                state = .running(waiting + [continuation])
                return false
            }
            if ended { continuation.resume() }
        }
    }
}
