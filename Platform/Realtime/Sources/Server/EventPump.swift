// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers

/// Starts the handlers of one socket in order, without awaiting one before the next.
///
/// One short-lived task per burst takes the actions and starts each as an immediate task, which runs on the same thread
/// up to its first suspension. So the order of starts is the order of arrival, and an idle socket has no task.
/// The session bounds how many actions are here or running.
final class EventPump: Sendable {
    /// A call of a service's handler.
    typealias Action = @Sendable () async -> Void

    /// What has not been started yet.
    private struct Waiting {
        var actions: [Action] = []
        var isRunning = false
    }

    private let waiting = NIOLockedValueBox(Waiting())

    func push(_ action: @escaping Action) {
        let starts = waiting.withLockedValue { waiting in
            waiting.actions.append(action)
            defer { waiting.isRunning = true }
            return !waiting.isRunning
        }
        if starts { Task { run() } }
    }

    private func run() {
        while let actions = take() {
            for action in actions { Self.start(action) }
        }
    }

    private func take() -> [Action]? {
        waiting.withLockedValue { waiting in
            defer { waiting.actions = [] }
            waiting.isRunning = !waiting.actions.isEmpty
            return waiting.isRunning ? waiting.actions : nil
        }
    }

    private static func start(_ action: @escaping Action) {
        if #available(macOS 26, *) {
            Task.immediate { await action() }
        } else {
            Task { await action() }
        }
    }
}
