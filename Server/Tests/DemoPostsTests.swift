// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Modules
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import roost

struct DemoPostsTests {
    private static let today = Timestamp(seconds: 1_800_000_000 / 86_400 * 86_400)

    private var people: [User] {
        DemoPerson.all.enumerated().map { index, person in
            let joined = Self.today - .days(person.username.text == "eve" ? 41 : 125 - index / 2)
            return User(
                id: UserID(high: 1, low: UInt64(index)),
                username: person.username,
                displayName: person.displayName,
                createdAt: joined
            )
        }
    }

    private var past: [PastPublication] { DemoPosts(people: people, today: Self.today).past }

    @Test func `the same people published the same`() {
        #expect(past.map { "\($0)" } == past.map { "\($0)" })
        #expect(past.map(\.at) == past.map(\.at).sorted())
        #expect(past.allSatisfy { $0.at < Self.today })
    }

    @Test func `everybody published, and others answered and liked`() {
        var (authors, posts, comments, likes, reposts) = (Set<UserID>(), 0, 0, 0, 0)
        for act in past {
            switch act.deed {
            case .published:
                posts += 1
                authors.insert(act.user)
            case .postedInGroup: Issue.record("The groups have posts of their own.")
            case .asked, .voted: Issue.record("Only the neighbours ask.")
            case .commented: comments += 1
            case .liked: likes += 1
            case .reposted: reposts += 1
            }
        }

        #expect(authors.count == 50)
        #expect((380...420).contains(posts))
        #expect(comments > 200 && likes > 2000 && reposts > 20)
    }

    @Test func `the neighbours write until there are enough posts, in five languages`() {
        let all = people + Self.neighbours(40)
        let past = DemoPosts(people: all, today: Self.today, count: 900).past
        var (posts, polls, votes, authors) = (0, 0, 0, Set<UserID>())
        for act in past {
            switch act.deed {
            case .published(_, let text, _, _, _):
                posts += 1
                authors.insert(act.user)
                #expect(!text.contains { "{}|$~".contains($0) }, "\(text)")
            case .asked(_, _, let options, let end):
                polls += 1
                #expect((2...6).contains(options.count) && end > act.at)
            case .voted: votes += 1
            default: break
            }
        }

        #expect(posts + polls == 900)
        #expect(polls == 8 && votes > 40)
        #expect(authors.isSuperset(of: all.map(\.id)))
        #expect(past.allSatisfy { $0.at < Self.today })
        #expect(
            past.map { "\($0)" } == DemoPosts(people: all, today: Self.today, count: 900).past.map { "\($0)" }
        )
    }

    @Test func `the neighbours have names of their own`() {
        let people = DemoPerson.all + DemoNeighbours.people(9_950)
        #expect(Set(people.map(\.username)).count == 10_000)
        #expect(people.allSatisfy { Username($0.username.text) == $0.username })
    }

    private static func neighbours(_ count: Int) -> [User] {
        DemoNeighbours.people(count).enumerated().map { index, person in
            User(
                id: UserID(high: 2, low: UInt64(index)),
                username: person.username,
                displayName: person.displayName,
                createdAt: today - .days(300 - index)
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `it can be brought in, and all counters are right`(_ database: TestDatabase) async throws {
        try await withServer(PostsModule.self, on: database) { server async throws in
            try await server.site.module(PostsModule.self)?.bringIn(past)

            #expect(try await server.site.findings() == [])
        }
    }
}
