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
            case .commented: comments += 1
            case .liked: likes += 1
            case .reposted: reposts += 1
            }
        }

        #expect(authors.count == 50)
        #expect((380...420).contains(posts))
        #expect(comments > 200 && likes > 2000 && reposts > 20)
    }

    @Test(arguments: TestDatabase.all)
    func `it can be brought in, and all counters are right`(_ database: TestDatabase) async throws {
        try await withServer(PostsModule.self, on: database) { server async throws in
            try await server.site.module(PostsModule.self)?.bringIn(past)

            #expect(try await server.site.findings() == [])
        }
    }
}
