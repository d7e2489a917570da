// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import Events

/// The handlers of one database act one after the other.
struct HandlerTurnTests {
    @Test func `everybody has a turn, and nobody beside another`() async {
        let turn = HandlerTurn()
        let state = Counts()

        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await turn.take {
                        state.enter()
                        await Task.yield()
                        state.leave()
                    }
                }
            }
        }

        #expect(state.value.withLock { $0.most } == 1)
        #expect(state.value.withLock { $0.done } == 50)
    }

    @Test func `who fails gives the turn on`() async throws {
        let turn = HandlerTurn()
        await #expect(throws: CancellationError.self) { try await turn.take { throw CancellationError() } }
        #expect(await turn.take { true })
    }
}

/// Who is at work.
private final class Counts: Sendable {
    let value = Mutex((inside: 0, most: 0, done: 0))

    func enter() {
        value.withLock { counts in
            counts.inside += 1
            counts.most = max(counts.most, counts.inside)
        }
    }

    func leave() {
        value.withLock { counts in
            counts.inside -= 1
            counts.done += 1
        }
    }
}
