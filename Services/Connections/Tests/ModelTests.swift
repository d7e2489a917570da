// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import Testing
import Testkit
import UsersAPI

@testable import Connections

/// Random histories of a few people, compared with sets that follow the rules in the plainest way.
struct ModelTests {
    @Test(arguments: TestDatabase.all, [1, 2, 3, 4, 5, 6, 7, 8])
    func `after any history lists, counts and relationships are what a plain model says`(
        _ database: TestDatabase,
        seed: UInt64
    ) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let people = [rig.ada, rig.grace, rig.eve] + (try await rig.crowd(2))
            var model = Model()
            var dice = Dice(state: seed)
            for _ in 0..<120 {
                let (actor, other) = dice.two(of: people)
                let act = Act.allCases[dice.roll(Act.allCases.count)]
                let expected = model.apply(act, actor.id, other.id)
                rig.server.clock.advance(by: .milliseconds(1))
                #expect(try await act.perform(actor, other) == expected, "seed \(seed): \(act)")
            }
            try await compare(people, model, rig)
            #expect(try await Model(replaying: rig.server) == model.withoutPrivacy)
        }
    }

    private func compare(_ people: [TestMember], _ model: Model, _ rig: ConnectionsRig) async throws {
        for one in people {
            let counts = [
                model.follows.filter { $0.to == one.id }, model.follows.filter { $0.from == one.id },
            ]
            #expect(try await rig.counts(one) == counts.map(\.count))
            #expect(try await listed(one.call(ListBlocks())) == model.blocks.targets(of: one.id))
            #expect(try await listed(one.call(ListMutes())) == model.mutes.targets(of: one.id))
            let sent = try await one.call(ListSentFollowRequests()).items.map(\.user.id)
            #expect(Set(sent) == model.requests.targets(of: one.id) && Set(sent).count == sent.count)
            #expect(
                try await listed(one.call(ListFollowing(of: one.id))) == model.follows.targets(of: one.id)
            )
            for other in people where other.id != one.id {
                #expect(try await rig.relationship(one, other) == model.relationship(one.id, other.id))
            }
        }
    }

    private func listed(_ page: Page<User>) -> Set<UserID> { Set(page.items.map(\.id)) }
}

/// From one person to another.
private struct Arrow: Hashable {
    let from: UserID
    let to: UserID
    var turned: Arrow { Arrow(from: to, to: from) }
}

extension Set<Arrow> {
    fileprivate func targets(of person: UserID) -> Set<UserID> {
        Set<UserID>(filter { $0.from == person }.map(\.to))
    }
}

/// Who does what to whom, as sets.
private struct Model: Equatable {
    var follows: Set<Arrow> = []
    var requests: Set<Arrow> = []
    var blocks: Set<Arrow> = []
    var mutes: Set<Arrow> = []
    var privates: Set<UserID> = []

    init() {}

    var withoutPrivacy: Model {
        var copy = self
        copy.privates = []
        return copy
    }

    /// Does something; the code of the refusal, or nil.
    mutating func apply(_ act: Act, _ actor: UserID, _ other: UserID) -> ErrorCode? {
        let arrow = Arrow(from: actor, to: other)
        switch act {
        case .follow:
            if blocks.contains(arrow.turned) { return .userNotFound }
            if blocks.contains(arrow) { return .connectionsBlocking }
            if follows.contains(arrow) { return nil }
            if privates.contains(other) {
                requests.insert(arrow)
            } else {
                requests.remove(arrow)
                follows.insert(arrow)
            }
        case .unfollow:
            follows.remove(arrow)
            requests.remove(arrow)
        case .removeFollower: follows.remove(arrow.turned)
        case .accept:
            if follows.contains(arrow.turned) { return nil }
            guard requests.remove(arrow.turned) != nil else { return .followRequestNotFound }
            follows.insert(arrow.turned)
        case .decline: requests.remove(arrow.turned)
        case .block:
            for gone in [arrow, arrow.turned] {
                follows.remove(gone)
                requests.remove(gone)
            }
            blocks.insert(arrow)
        case .unblock: blocks.remove(arrow)
        case .mute:
            if mutes.contains(arrow) { return nil }
            if blocks.contains(arrow.turned) { return .userNotFound }
            mutes.insert(arrow)
        case .unmute: mutes.remove(arrow)
        case .goPrivate: privates.insert(actor)
        case .goPublic: privates.remove(actor)
        }
        return nil
    }

    func relationship(_ viewer: UserID, _ other: UserID) -> Relationship {
        let arrow = Arrow(from: viewer, to: other)
        return Relationship(
            following: follows.contains(arrow),
            followedBy: follows.contains(arrow.turned),
            requested: requests.contains(arrow),
            requestedBy: requests.contains(arrow.turned),
            blocking: blocks.contains(arrow),
            muting: mutes.contains(arrow)
        )
    }

    /// What somebody knows who only hears events.
    init(replaying server: TestServer) async throws {
        for event in try await server.publishedEvents() {
            switch event.name {
            case "user.followed":
                let fact = try event.decoded(as: FollowStarted.self)
                follows.insert(Arrow(from: fact.follower, to: fact.followee))
            case "user.unfollowed":
                let fact = try event.decoded(as: FollowEnded.self)
                follows.remove(Arrow(from: fact.follower, to: fact.followee))
            case "follow.requested":
                let fact = try event.decoded(as: FollowRequested.self)
                requests.insert(Arrow(from: fact.follower, to: fact.followee))
            case "follow.request_ended":
                let fact = try event.decoded(as: FollowRequestEnded.self)
                requests.remove(Arrow(from: fact.follower, to: fact.followee))
            case "user.blocked":
                let fact = try event.decoded(as: BlockStarted.self)
                blocks.insert(Arrow(from: fact.blocker, to: fact.blocked))
            case "user.unblocked":
                let fact = try event.decoded(as: BlockEnded.self)
                blocks.remove(Arrow(from: fact.blocker, to: fact.blocked))
            case "user.muted":
                let fact = try event.decoded(as: MuteStarted.self)
                mutes.insert(Arrow(from: fact.muter, to: fact.muted))
            case "user.unmuted":
                let fact = try event.decoded(as: MuteEnded.self)
                mutes.remove(Arrow(from: fact.muter, to: fact.muted))
            default: continue
            }
        }
    }
}

/// What a person may do about another in a random history.
private enum Act: CaseIterable {
    case follow, unfollow, removeFollower, accept, decline, block, unblock, mute, unmute, goPrivate, goPublic

    /// Does it through the endpoints; the code of the refusal, or nil.
    func perform(_ actor: TestMember, _ other: TestMember) async throws -> ErrorCode? {
        do {
            switch self {
            case .follow: _ = try await actor.call(FollowUser(other.id))
            case .unfollow: _ = try await actor.call(UnfollowUser(other.id))
            case .removeFollower: _ = try await actor.call(RemoveFollower(other.id))
            case .accept: _ = try await actor.call(AcceptFollowRequest(from: other.id))
            case .decline: _ = try await actor.call(DeclineFollowRequest(from: other.id))
            case .block: _ = try await actor.call(BlockUser(other.id))
            case .unblock: _ = try await actor.call(UnblockUser(other.id))
            case .mute: _ = try await actor.call(MuteUser(other.id))
            case .unmute: _ = try await actor.call(UnmuteUser(other.id))
            case .goPrivate: _ = try await actor.call(UpdateConnectionSettings(isPrivate: true))
            case .goPublic: _ = try await actor.call(UpdateConnectionSettings(isPrivate: false))
            }
            return nil
        } catch let failure as Failure {
            return failure.code
        }
    }
}

/// Numbers that are the same for the same seed (SplitMix64).
private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(sides))
    }

    mutating func two(of people: [TestMember]) -> (TestMember, TestMember) {
        let first = roll(people.count)
        return (people[first], people[(first + 1 + roll(people.count - 1)) % people.count])
    }
}
