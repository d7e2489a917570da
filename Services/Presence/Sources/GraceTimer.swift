// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Does something every second until it is stopped. What it does concerns this process alone.
final class GraceTimer: Sendable {
    private let task = Mutex<Task<Void, Never>?>(nil)

    func start(_ action: @escaping @Sendable () async throws -> Void) {
        task.withLock { task in
            task = Task {
                while !Task.isCancelled {
                    // Cancelled: the loop ends. A database that is away is tried again a second later.
                    try? await Task.sleep(for: .seconds(1))
                    try? await action()
                }
            }
        }
    }

    func stop() async {
        let running = task.withLock { task in
            defer { task = nil }
            task?.cancel()
            return task
        }
        await running?.value
    }
}
