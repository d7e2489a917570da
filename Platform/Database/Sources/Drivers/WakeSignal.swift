// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Wakes one waiting task, or the next to wait if none waits now. Many wakes before a wait count once.
package final class WakeSignal: Sendable {
    private enum State {
        case quiet, woken
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.quiet)

    package init() {}

    /// Wakes the waiting task.
    package func wake() {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            switch state {
            case .quiet, .woken:
                state = .woken
                return nil
            case .waiting(let continuation):
                state = .quiet
                return continuation
            }
        }
        waiting?.resume()
    }

    /// Returns when woken, when `longest` has passed, or when the task is cancelled. One task at a time may wait.
    package func wait(atMost longest: Duration) async {
        let timer = Task {
            do {
                try await Task.sleep(for: longest)
            } catch {
                // Cancelled below, because a wake came first; to wake again now would be one too many.
                return
            }
            wake()
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isWoken = state.withLock { state in
                    if case .woken = state {
                        state = .quiet
                        return true
                    }
                    state = .waiting(continuation)
                    return false
                }
                if isWoken { continuation.resume() }
            }
        } onCancel: {
            wake()
        }
        timer.cancel()
    }
}
