// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import ChatAPI
import ConnectionsAPI
import Core
import Endpoints
import FeedAPI
import Modules
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Users

/// Accounts that their owners hid or deleted, and that can be had back.
struct HiddenAccountTests {
    private static let grace = SiteRules(deletionGrace: .days(30))

    private func login(of member: TestMember) -> Login {
        Login(
            login: LoginName(trusted: member.user.username.text),
            password: GivenPassword(trusted: TestMember.password)
        )
    }

    private func back(_ member: TestMember, on server: TestServer) async throws -> TestMember {
        member.with(try await server.stranger(login(of: member)))
    }

    private func isGone(_ member: TestMember, from server: TestServer) async throws -> Bool {
        do {
            return try await server.refusalOfStranger(login(of: member)).code == .invalidCredentials
        } catch is NotRefused {
            return false
        }
    }

    /// What others see of somebody: their profile, their post in the feed and by itself, their name in the search.
    private func sights(of ada: TestMember, _ post: Post, by eve: TestMember) async throws -> [Bool] {
        func isSeen(_ body: () async throws -> Void) async throws -> Bool {
            do {
                try await body()
                return true
            } catch let failure as Failure where failure.kind == .notFound {
                return false
            }
        }
        return [
            try await isSeen { _ = try await eve.call(GetUser(ada.id)) },
            try await isSeen { _ = try await eve.call(GetPost(post.id)) },
            try await eve.call(GetFeed()).items.contains { $0.id == post.id },
            try await !eve.call(SearchUsers("ada")).items.isEmpty,
            try await eve.call(ListFollowing(of: eve.id)).items.contains { $0.id == ada.id },
        ]
    }

    @Test(arguments: TestDatabase.all)
    func `a hidden account is nowhere, and everywhere again after its owner logs in`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(of: wholeSite, on: database, rules: Self.grace) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            _ = try await eve.call(FollowUser(ada.id))
            let post = try await ada.call(CreatePost("Here I am"))
            try await eventually("the post is in the feed") {
                try await eve.call(GetFeed()).items.contains { $0.id == post.id }
            }

            _ = try await ada.call(DeactivateUser(ada.id))
            try await eventually("nothing is seen") {
                try await sights(of: ada, post, by: eve).allSatisfy { !$0 }
            }
            try await eventually("the login has ended") {
                do {
                    return try await ada.refusal(of: GetCurrentUser()).kind == .unauthenticated
                } catch is NotRefused {
                    return false
                }
            }

            _ = try await back(ada, on: server)
            try await eventually("all is seen again") {
                try await sights(of: ada, post, by: eve).allSatisfy { $0 }
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a deleted account can be had back until the grace is over`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database, rules: Self.grace) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            let root = try await server.member("root")
            let users = try #require(server.site.module(UsersModule.self)).users
            for member in [ada, grace] { _ = try await member.call(DeleteUser(member.id)) }
            #expect(try await root.refusal(of: GetUser(ada.id)).code == .userNotFound)

            server.clock.advance(by: .days(29))
            let later = try await back(grace, on: server)
            try await users.eraseDue()
            #expect(try await later.call(GetUser(grace.id)).username == grace.user.username)
            server.clock.advance(by: .days(2))
            try await users.eraseDue()

            let last = try await back(grace, on: server)
            #expect(try await last.call(GetUser(grace.id)).username == grace.user.username)
            try await eventually("the account is gone") { try await isGone(ada, from: server) }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `only admins delete at once, and nobody hides somebody else`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(of: wholeSite, on: database, rules: Self.grace) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let root = try await server.member("root")

            #expect(try await eve.refusal(of: DeactivateUser(ada.id)).code == .forbidden)
            #expect(try await ada.refusal(of: DeleteUser(ada.id, immediately: true)).code == .forbidden)
            #expect(try await root.refusal(of: DeactivateUser(UserID(high: 9, low: 9))).code == .userNotFound)
            _ = try await root.call(DeleteUser(ada.id, immediately: true))

            try await eventually("the account is gone") { try await isGone(ada, from: server) }
        }
    }
}
