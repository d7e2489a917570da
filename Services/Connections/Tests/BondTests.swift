// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Testing
import UsersAPI

@testable import Connections

/// What an act makes of a bond: the changes, or the refusal.
private struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let before: Bond
    let act: Bond.Act
    let changes: [Bond.Change]?
    let refusal: ConnectionsError?

    init(_ name: String, _ before: Bond, _ act: Bond.Act, _ changes: Bond.Change...) {
        (testDescription, self.before, self.act) = (name, before, act)
        (self.changes, refusal) = (changes, nil)
    }

    init(_ name: String, _ before: Bond, _ act: Bond.Act, refused refusal: ConnectionsError) {
        (testDescription, self.before, self.act) = (name, before, act)
        (changes, self.refusal) = (nil, refusal)
    }
}

extension Bond {
    fileprivate static let nothing = Bond()
    fileprivate static let following = Bond(mine: Side(following: .yes))
    fileprivate static let asking = Bond(mine: Side(following: .requested))
    fileprivate static let asked = Bond(theirs: Side(following: .requested))
    fileprivate static let followed = Bond(theirs: Side(following: .yes))
    fileprivate static let friends = Bond(mine: Side(following: .yes), theirs: Side(following: .yes))
    fileprivate static let blocking = Bond(mine: Side(blocks: true))
    fileprivate static let blocked = Bond(theirs: Side(blocks: true))
    fileprivate static let muting = Bond(mine: Side(mutes: true))
}

struct BondTests {
    private static let cases: [Case] = [
        Case("following begins", .nothing, .follow(asksFirst: false), .init(.followStarted, .mine)),
        Case("a private account is asked", .nothing, .follow(asksFirst: true), .init(.requestSent, .mine)),
        Case("asking twice is asking once", .asking, .follow(asksFirst: true)),
        Case("following twice is following once", .following, .follow(asksFirst: false)),
        Case("an account that goes private keeps its followers", .following, .follow(asksFirst: true)),
        Case(
            "who asked follows when the account is public by then",
            .asking,
            .follow(asksFirst: false),
            .init(.requestAccepted, .mine),
            .init(.followStarted, .mine)
        ),
        Case(
            "following back is a follow",
            .followed,
            .follow(asksFirst: false),
            .init(.followStarted, .mine)
        ),
        Case("who blocks has to unblock first", .blocking, .follow(asksFirst: false), refused: .blocking),
        Case("to the blocked there is nobody", .blocked, .follow(asksFirst: false), refused: .userNotFound),
        Case("unfollowing ends it", .following, .unfollow, .init(.followEnded, .mine)),
        Case("unfollowing takes a request back", .asking, .unfollow, .init(.requestEnded, .mine)),
        Case("unfollowing nobody is nothing", .followed, .unfollow),
        Case("a follower can be taken off", .friends, .removeFollower, .init(.followEnded, .theirs)),
        Case("who only asks is no follower", .asked, .removeFollower),
        Case(
            "accepting lets them follow",
            .asked,
            .accept,
            .init(.requestAccepted, .theirs),
            .init(.followStarted, .theirs)
        ),
        Case("accepting twice is accepting once", .followed, .accept),
        Case("nobody asked", .following, .accept, refused: .requestNotFound),
        Case("declining ends the request", .asked, .decline, .init(.requestEnded, .theirs)),
        Case("declining a follower is nothing", .followed, .decline),
        Case(
            "a block ends both follows first",
            .friends,
            .block,
            .init(.followEnded, .mine),
            .init(.followEnded, .theirs),
            .init(.blockStarted, .mine)
        ),
        Case(
            "a block ends requests",
            .asked,
            .block,
            .init(.requestEnded, .theirs),
            .init(.blockStarted, .mine)
        ),
        Case("blocking twice is blocking once", .blocking, .block),
        Case("who is blocked may block", .blocked, .block, .init(.blockStarted, .mine)),
        Case("unblocking ends it", .blocking, .unblock, .init(.blockEnded, .mine)),
        Case("the blocked cannot unblock themselves", .blocked, .unblock),
        Case("muting begins", .nothing, .mute, .init(.muteStarted, .mine)),
        Case("muting twice is muting once", .muting, .mute),
        Case("to the blocked there is nobody to mute", .blocked, .mute, refused: .userNotFound),
        Case("who blocks may mute too", .blocking, .mute, .init(.muteStarted, .mine)),
        Case("unmuting ends it", .muting, .unmute, .init(.muteEnded, .mine)),
        Case(
            "an account that is gone ends all",
            Bond(mine: .init(following: .yes, mutes: true), theirs: .init(following: .requested)),
            .dissolve,
            .init(.followEnded, .mine),
            .init(.muteEnded, .mine),
            .init(.requestEnded, .theirs)
        ),
        Case("and the blocks", .blocked, .dissolve, .init(.blockEnded, .theirs)),
    ]

    @Test(arguments: cases)
    private func `each act has one result`(_ example: Case) throws {
        var bond = example.before

        guard let refusal = example.refusal else {
            #expect(try bond.apply(example.act) == example.changes)
            return
        }
        #expect(throws: refusal) { try bond.apply(example.act) }
        #expect(bond == example.before)
    }

    @Test func `no act leaves a follow or request beside a block, and doing it again changes nothing`() throws
    {
        let sides = [Bond.Following.no, .requested, .yes].flatMap { following in
            [false, true].flatMap { blocks in
                [false, true].map { Bond.Side(following: following, blocks: blocks, mutes: $0) }
            }
        }
        let acts: [Bond.Act] = [
            .follow(asksFirst: false), .follow(asksFirst: true), .unfollow, .removeFollower, .accept,
            .decline,
            .block, .unblock, .mute, .unmute, .dissolve,
        ]
        for before in sides.flatMap({ mine in sides.map { Bond(mine: mine, theirs: $0) } })
        where before.isSound {
            for act in acts {
                var bond = before
                guard (try? bond.apply(act)) != nil else { continue }  // Refusals have tests of their own.
                #expect(bond.isSound, "\(before) \(act)")
                #expect(try bond.apply(act).isEmpty, "\(before) \(act)")
            }
        }
    }

    @Test func `the other's block and mute are not in what one may know`() {
        let bond = Bond(theirs: Bond.Side(following: .no, blocks: true, mutes: true))

        #expect(bond.relationship == Relationship.none)
        #expect(
            Bond(mine: .init(following: .requested, mutes: true), theirs: .init(following: .yes)).relationship
                == Relationship(followedBy: true, requested: true, muting: true)
        )
    }
}

extension Bond {
    /// While one of the two blocks, neither follows nor asks.
    fileprivate var isSound: Bool { !isCut || mine.following == .no && theirs.following == .no }
}
