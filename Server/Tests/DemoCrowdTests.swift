// SPDX-License-Identifier: Apache-2.0
import Activity
import ActivityAPI
import Connections
import Core
import Endpoints
import Feed
import FeedAPI
import Modules
import Notifications
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import roost

struct DemoCrowdTests {
    private static let today = Timestamp(seconds: 1_800_000_000 / 86_400 * 86_400)

    private static func people(_ count: Int) -> [User] {
        DemoNeighbours.people(count).enumerated().map { index, person in
            User(
                id: UserID(high: 7, low: UInt64(index + 1)),
                username: person.username,
                displayName: person.displayName,
                createdAt: today - .days(400)
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `it is written as if by the verbs, and all counters are right`(_ database: TestDatabase) async throws
    {
        try await withServer(
            ConnectionsModule.self,
            PostsModule.self,
            FeedModule.self,
            NotificationsModule.self,
            ActivityModule.self,
            on: database
        ) { server async throws in
            var crowd = DemoCrowd(people: Self.people(30), today: Self.today, posts: 300, follows: 8)
            try await crowd.write(to: server.site)

            #expect(crowd.rows > 300 * 3 + 30 * 8 * 4)
            #expect(try await server.site.findings() == [])
        }
    }

    @Test func `the same numbers make the same rows`() async throws {
        var counts: [Int] = []
        for _ in 0..<2 {
            try await withServer(PostsModule.self, on: .sqlite) { server async throws in
                var crowd = DemoCrowd(people: Self.people(9), today: Self.today, posts: 200, follows: 20)
                try await crowd.write(to: server.site)
                counts.append(crowd.rows)
            }
        }
        #expect(counts[0] == counts[1] && counts[0] > 200)
    }
}
