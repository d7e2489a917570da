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
        let answer1 = board.connect(1, of: ada, chosen: .away)
        #expect(answer1)
        #expect(board.status(of: ada) == .away)
        let answer2 = board.connect(2, of: ada, chosen: .away)
        #expect(!answer2)
    }

    @Test func `who chose to be offline is not seen to come`() {
        var board = ConnectionBoard<Int>()

        let answer3 = board.connect(1, of: ada, chosen: .offline)
        #expect(!answer3)
        #expect(board.status(of: ada) == .offline)
    }

    @Test func `only the last socket to go begins the grace period`() {
        var board = ConnectionBoard<Int>()
        _ = board.connect(1, of: ada, chosen: .online)
        _ = board.connect(2, of: ada, chosen: .online)

        let answer4 = board.disconnect(1, of: ada, at: start)
        #expect(!answer4)
        let answer5 = board.disconnect(1, of: ada, at: start)
        #expect(!answer5)
        let answer6 = board.disconnect(9, of: ada, at: start)
        #expect(!answer6)
        let answer7 = board.disconnect(2, of: ada, at: start)
        #expect(answer7)
        #expect(board.status(of: ada) == .online)
        let answer8 = board.expire(before: start - .seconds(1))
        #expect(answer8 == [])
        let answer9 = board.expire(before: start)
        #expect(answer9 == [ada])
        #expect(board.status(of: ada) == .offline)
        let answer10 = board.expire(before: start)
        #expect(answer10 == [])
    }

    @Test func `coming back within the grace period is not seen`() {
        var board = ConnectionBoard<Int>()
        _ = board.connect(1, of: ada, chosen: .online)
        _ = board.disconnect(1, of: ada, at: start)

        let answer11 = board.connect(2, of: ada, chosen: .online)
        #expect(!answer11)
        let answer12 = board.expire(before: start + .seconds(60))
        #expect(answer12 == [])
        #expect(board.status(of: ada) == .online)
    }

    @Test func `a choice is seen when it differs and somebody is there`() {
        var board = ConnectionBoard<Int>()
        let answer13 = board.choose(.away, for: ada)
        #expect(!answer13)
        _ = board.connect(1, of: ada, chosen: .online)

        let answer14 = board.choose(.away, for: ada)
        #expect(answer14)
        let answer15 = board.choose(.away, for: ada)
        #expect(!answer15)
        let answer16 = board.choose(.offline, for: ada)
        #expect(answer16)
        #expect(board.status(of: ada) == .offline)
    }

    @Test func `who is forgotten is offline, whatever their sockets do`() {
        var board = ConnectionBoard<Int>()
        _ = board.connect(1, of: ada, chosen: .online)

        board.forget(ada)

        #expect(board.status(of: ada) == .offline)
        let answer17 = board.disconnect(1, of: ada, at: start)
        #expect(!answer17)
    }
}
