// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// Tells of commits in the order in which they were sent, although each connection's thread gets its answer alone.
///
/// Of two transactions that lock one row, the second can send its COMMIT only after the server has done the first's.
/// So the order of sending is the order of effect wherever there is one, while the answers may be read in any order.
final class CommitLine: Sendable {
    private struct Entry {
        let ticket: Int
        var tell: (@Sendable () -> Void)?
    }

    private struct State {
        var entries: [Entry] = []
        var tickets = 0
    }

    private let state = Mutex(State())
    /// Held while commits are told, so that two threads do not tell at once.
    private let telling = NSLock()

    /// Takes a place; called just before a COMMIT is sent.
    func enter() -> Int {
        state.withLock { state in
            state.tickets += 1
            state.entries.append(Entry(ticket: state.tickets, tell: nil))
            return state.tickets
        }
    }

    /// Gives what is to be told of a commit, and tells all that no earlier one holds up. Called for each ticket.
    func leave(_ ticket: Int, _ tell: @escaping @Sendable () -> Void) {
        state.withLock { state in
            guard let index = state.entries.firstIndex(where: { $0.ticket == ticket }) else { return }
            state.entries[index].tell = tell
        }
        telling.lock()
        defer { telling.unlock() }
        while let tell = nextToTell() { tell() }
    }

    private func nextToTell() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard let tell = state.entries.first?.tell else { return nil }
            state.entries.removeFirst()
            return tell
        }
    }
}
