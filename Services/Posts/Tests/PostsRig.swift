// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import PostsAPI
import Testkit
import UsersAPI

@testable import Posts

/// Three people on a server that publishes: grace follows ada, eve knows neither.
struct PostsRig {
    let server: TestServer
    let ada: TestMember
    let grace: TestMember
    let eve: TestMember

    /// Runs a test with the cast, and counts everything again at its end.
    static func run(_ database: TestDatabase, _ body: (PostsRig) async throws -> Void) async throws {
        try await withServer(PostsModule.self, on: database) { server async throws in
            let rig = PostsRig(
                server: server,
                ada: try await server.member("ada"),
                grace: try await server.member("grace"),
                eve: try await server.member("eve")
            )
            _ = try await rig.grace.call(FollowUser(rig.ada.id))
            try await server.settle()
            _ = try await server.newEvents()
            try await body(rig)
            try await rig.requireRightCounters()
        }
    }

    /// The text of a post that ada published.
    func post(_ text: String = "Hello", _ visibility: Visibility? = nil) async throws -> Post {
        let post = try await ada.call(CreatePost(text, visibility: visibility))
        _ = try await server.newEvents()
        return post
    }

    func requireRightCounters() async throws {
        guard let module = server.site.module(PostsModule.self) else { return }
        let findings = try await Recount(database: module.posts.database).findings()
        guard findings.isEmpty else { throw WrongCounters(findings: findings) }
    }
}

/// A counter is not what a recount says.
struct WrongCounters: Error { let findings: [String] }
