// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Testing
import UsersAPI

@testable import Presence

struct ConnectionBoardTests {
    private let ada = UserID(high: 1, low: 1)
    private let start = Timestamp(seconds: 1_800_000_000)

    @Test func `the first socket makes visible, the second changes nothing`() {
        var board = ConnectionBoard<Int>()

        #expect(board.status(of: ada) == .offline)
        #expect(board.connect(1, of: ada, chosen: .away))
        #expect(board.status(of: ada) == .away)
        #expect(!board.connect(2, of: ada, chosen: .away))
    }

    @Test func `who chose to be offline is not seen to come`() {
        var board = ConnectionBoard<Int>()

        #expect(!board.connect(1, of: ada, chosen: .offline))
        #expect(board.status(of: ada) == .offline)
    }

    @Test func `only the last socket to go begins the grace period`() {
        var board = ConnectionBoard<Int>()
        _ = board.connect(1, of: ada, chosen: .online)
        _ = board.connect(2, of: ada, chosen: .online)

        #expect(!board.disconnect(1, of: ada, at: start))
        #expect(!board.disconnect(1, of: ada, at: start))
        #expect(!board.disconnect(9, of: ada, at: start))
        #expect(board.disconnect(2, of: ada, at: start))
        #expect(board.status(of: ada) == .online)
        #expect(board.expire(before: start - .seconds(1)) == [])
        #expect(board.expire(before: start) == [ada])
        #expect(board.status(of: ada) == .offline)
        #expect(board.expire(before: start) == [])
    }

    @Test func `coming back within the grace period is not seen`() {
        var board = ConnectionBoard<Int>()
        _ = board.connect(1, of: ada, chosen: .online)
        _ = board.disconnect(1, of: ada, at: start)

        #expect(!board.connect(2, of: ada, chosen: .online))
        #expect(board.expire(before: start + .seconds(60)) == [])
        #expect(board.status(of: ada) == .online)
    }

    @Test func `a choice is seen when it differs and somebody is there`() {
        var board = ConnectionBoard<Int>()
        #expect(!board.choose(.away, for: ada))
        _ = board.connect(1, of: ada, chosen: .online)

        #expect(board.choose(.away, for: ada))
        #expect(!board.choose(.away, for: ada))
        #expect(board.choose(.offline, for: ada))
        #expect(board.status(of: ada) == .offline)
    }

    @Test func `who is forgotten is offline, whatever their sockets do`() {
        var board = ConnectionBoard<Int>()
        _ = board.connect(1, of: ada, chosen: .online)

        board.forget(ada)

        #expect(board.status(of: ada) == .offline)
        #expect(!board.disconnect(1, of: ada, at: start))
    }
}
