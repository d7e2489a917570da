// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Groups
import GroupsAPI
import Modules
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import roost

struct DemoCommunitiesTests {
    private static let today = Timestamp(seconds: 1_800_000_000 / 86_400 * 86_400)

    private var communities: DemoCommunities {
        let people = DemoPerson.all.enumerated().map { index, person in
            User(
                id: UserID(high: 1, low: UInt64(index)),
                username: person.username,
                displayName: person.displayName,
                createdAt: Self.today - .days(person.username.text == "eve" ? 41 : 125 - index / 2)
            )
        }
        return DemoCommunities(people: people, today: Self.today)
    }

    @Test func `the same people did the same in their groups`() {
        let (one, other) = (communities, communities)
        #expect(one.past.map { "\($0)" } == other.past.map { "\($0)" })
        #expect(one.publications.map { "\($0)" } == other.publications.map { "\($0)" })
        #expect(one.past.map(\.at) == one.past.map(\.at).sorted())
        #expect(
            one.past.allSatisfy { $0.at < Self.today } && one.publications.allSatisfy { $0.at < Self.today }
        )
    }

    @Test func `there are groups of each kind, with people who exist`() {
        let names = Set(DemoPerson.all.map(\.username.text))
        #expect(DemoCommunity.all.count == 10)
        #expect(Set(DemoCommunity.all.map(\.kind)) == Set(GroupKind.allCases))
        for community in DemoCommunity.all {
            let people = community.team + community.members
            #expect(Set(people).count == people.count && names.isSuperset(of: people))
            #expect(GroupSlug(community.slug) != nil && community.rules.allSatisfy { $0.count <= 300 })
            for post in community.posts {
                #expect(people.contains(String(post.prefix { $0 != ":" })), "\(community.slug): \(post)")
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `they can be brought in, and all counters are right`(_ database: TestDatabase) async throws {
        try await withServer(GroupsModule.self, PostsModule.self, on: database) { server async throws in
            try await server.site.module(GroupsModule.self)?.bringIn(communities.past)
            try await server.site.module(PostsModule.self)?.bringIn(communities.publications)

            #expect(try await server.site.findings() == [])
            let eve = try await server.member("eve")
            let groups = try await eve.call(ListGroups())
            #expect(groups.items.count == 8)
            let open = try #require(groups.items.first { $0.kind == .open })
            #expect(try await eve.call(ListGroupPosts(of: open.id)).items.count > 4)
        }
    }
}
