// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Posts

struct PollTests {
    private static func draft(
        _ rig: PostsRig,
        _ answers: [String] = ["Tea", "Coffee", "Water"],
        lasting length: Duration = .hours(1),
        isMultiple: Bool = false
    ) -> PostDraft {
        let options = PollOptions(answers.map(PollOptionText.init(trusted:)))
        return .saying("What?") {
            $0.poll = PollDraft(
                options: options,
                endsAt: rig.server.clock.now + length,
                isMultiple: isMultiple
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `results are shown to those who voted, and to all when it is over`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.ada.call(CreatePost(Self.draft(rig)))
            _ = try await rig.server.newEvents()

            let voted = try await rig.grace.call(VoteInPoll([1], in: post.id))

            #expect(post.poll?.options.map(\.votes) == [nil, nil, nil])
            #expect(voted.poll?.options.map(\.votes) == [0, 1, 0])
            #expect((voted.poll?.voterCount, voted.poll?.myVotes) == (1, [1]))
            #expect(try await rig.eve.call(GetPost(post.id)).poll?.voterCount == nil)
            #expect(try await rig.server.newEvents() == ["poll.voted"])
            rig.server.clock.advance(by: .hours(1))
            let over = try await rig.eve.call(GetPost(post.id)).poll
            #expect(over?.hasEnded == true && over?.options.map(\.votes) == [0, 1, 0])
            #expect(try await rig.eve.refusal(of: VoteInPoll([0], in: post.id)).code == .pollEnded)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a vote is cast once, for one answer or for several`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let one = try await rig.ada.call(CreatePost(Self.draft(rig)))
            let several = try await rig.ada.call(CreatePost(Self.draft(rig, isMultiple: true)))

            #expect(try await rig.grace.refusal(of: VoteInPoll([0, 1], in: one.id)).kind == .invalid)
            #expect(try await rig.grace.refusal(of: VoteInPoll([], in: one.id)).kind == .invalid)
            #expect(try await rig.grace.refusal(of: VoteInPoll([3], in: one.id)).kind == .invalid)
            _ = try await rig.grace.call(VoteInPoll([0], in: one.id))
            #expect(try await rig.grace.refusal(of: VoteInPoll([1], in: one.id)).code == .pollVoted)
            let voted = try await rig.grace.call(VoteInPoll([0, 2], in: several.id))
            #expect(voted.poll?.options.map(\.votes) == [1, 0, 1] && voted.poll?.voterCount == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of many votes of one person at once one counts`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.ada.call(CreatePost(Self.draft(rig)))

            await withTaskGroup(of: Void.self) { group in
                for number in 0..<12 {
                    // All but one are refused, whichever it is.
                    group.addTask { _ = try? await rig.grace.call(VoteInPoll([number % 3], in: post.id)) }
                }
            }

            let poll = try #require(try await rig.grace.call(GetPost(post.id)).poll)
            #expect(poll.voterCount == 1 && poll.options.compactMap(\.votes).reduce(0, +) == 1)
        }
    }

    @Test func `a poll has two to six different answers and a time to run`() async throws {
        try await PostsRig.run(.sqlite) { rig async throws in
            for answers in [["One"], ["One", "One"], (0..<7).map { "\($0)" }] {
                let refusal = try await rig.ada.refusal(of: CreatePost(Self.draft(rig, answers)))
                #expect(refusal.problems.map(\.field) == ["poll.options"])
            }
            for length: Duration in [.minutes(4), .days(31), .zero] {
                let refusal = try await rig.ada.refusal(of: CreatePost(Self.draft(rig, lasting: length)))
                #expect(refusal.problems.map(\.field) == ["poll.endsAt"])
            }
        }
    }
}
