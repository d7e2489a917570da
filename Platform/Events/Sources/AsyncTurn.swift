// SPDX-License-Identifier: Apache-2.0

/// Lets one task at a time do something that waits.
actor AsyncTurn {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Does something when it is its turn.
    func take(_ body: @Sendable () async throws -> Void) async throws {
        while isTaken { await withCheckedContinuation { waiting.append($0) } }
        isTaken = true
        defer {
            isTaken = false
            if !waiting.isEmpty { waiting.removeFirst().resume() }
        }
        try await body()
    }
}
