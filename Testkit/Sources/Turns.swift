// SPDX-License-Identifier: Apache-2.0

/// Lets a few tests at a time hold something scarce.
actor Turns {
    /// Servers on PostgreSQL: 6 with 12 modules of 4 connections are 288 of the 300 of `bin/serve-backends`.
    static let postgresServers = Turns(6)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    /// Returns when it is the caller's turn, in the order of asking.
    func take() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Ends a turn.
    func give() {
        guard !waiting.isEmpty else {
            free += 1
            return
        }
        waiting.removeFirst().resume()
    }
}
