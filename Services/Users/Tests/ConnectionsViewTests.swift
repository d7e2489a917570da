// SPDX-License-Identifier: Apache-2.0
import Connections
import ConnectionsAPI
import Core
import Endpoints
import Testing
import Testkit
import UsersAPI

@testable import Users

struct ConnectionsViewTests {
    @Test(arguments: TestDatabase.all)
    func `a profile tells counts and what is between the two`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, ConnectionsModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            _ = try await ada.call(UpdateConnectionSettings(isPrivate: true))
            _ = try await grace.call(FollowUser(ada.id))
            _ = try await ada.call(FollowUser(grace.id))

            #expect(
                try await grace.call(GetUser(ada.id))
                    == UserProfile(
                        ada.user,
                        followingCount: 1,
                        isPrivate: true,
                        relationship: Relationship(followedBy: true, requested: true)
                    )
            )
            #expect(
                try await ada.call(GetUser(ada.id))
                    == UserProfile(ada.user, followingCount: 1, isPrivate: true)
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a block hides both from each other's lists, and the blocker's profile`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(UsersModule.self, ConnectionsModule.self, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let root = try await server.member("root")
            _ = try await ada.call(BlockUser(eve.id))

            for (viewer, hidden) in [(ada, eve), (eve, ada)] {
                #expect(try await !viewer.call(ListUsers()).items.contains(hidden.user))
                #expect(
                    try await viewer.call(SearchUsers("a")).items.contains(ada.user) == (viewer.id == ada.id)
                )
                #expect(
                    try await viewer.call(SearchUsers("eve")).items.contains(eve.user)
                        == (viewer.id == eve.id)
                )
            }
            #expect(try await eve.refusal(of: GetUser(ada.id)).code == .userNotFound)
            #expect(try await ada.call(GetUser(eve.id)).relationship.blocking)
            // Who runs the site has to see what they decide about.
            _ = try await ada.call(BlockUser(root.id))
            #expect(try await root.call(GetUser(ada.id)).user == ada.user)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `pages are filled up from behind those who are hidden`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, ConnectionsModule.self, on: database) { server async throws in
            var crowd: [TestMember] = []
            for index in 0..<12 {
                server.clock.advance(by: .milliseconds(1))
                crowd.append(try await server.member("guest\(index + 10)"))
            }
            for hidden in crowd[4..<9] { _ = try await crowd[0].call(BlockUser(hidden.id)) }
            let seen = (crowd[0..<4] + crowd[9...]).map(\.user)

            var newest: [User] = []
            var found: [User] = []
            var (next, more): (Cursor?, Cursor?) = (nil, nil)
            repeat {
                let page = try await crowd[0].call(ListUsers(limit: PageLimit(clamping: 2), cursor: next))
                newest += page.items
                next = page.nextCursor
                #expect(page.items.count == 2 || next == nil)
            } while next != nil
            repeat {
                let page = try await crowd[0].call(
                    SearchUsers("guest", limit: 3, cursor: more)
                )
                found += page.items
                more = page.nextCursor
            } while more != nil

            #expect(newest == seen.reversed())
            #expect(found == seen)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `without connections nobody follows and nobody is hidden`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))

            #expect(try await ada.call(GetUser(grace.id)) == UserProfile(grace.user))
            #expect(try await ada.call(ListUsers()).items.count == 2)
            #expect(try await ada.call(SearchUsers("grace")).items == [grace.user])
        }
    }
}
