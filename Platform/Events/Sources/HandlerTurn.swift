// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Lets the handlers of one database act one after the other.
///
/// They change the same rows in batches, each in an order of its own: at the same time in PostgreSQL they would wait for
/// each other, at worst in a circle, and keep the connections that requests need meanwhile. SQLite has one writer anyway.
final class HandlerTurn: Sendable {
    private struct State {
        var isTaken = false
        /// In the order they came; there is at most one for each pump.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Runs `body` when everybody who came before has done.
    func take<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
        await begin()
        defer { end() }
        return try await body()
    }

    private func begin() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isTaken { state.waiting.append(continuation) }
                defer { state.isTaken = true }
                return !state.isTaken
            }
            if isFree { continuation.resume() }
        }
    }

    private func end() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.isTaken = false
            return nil
        }
        next?.resume()
    }
}
