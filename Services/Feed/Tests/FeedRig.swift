// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import FeedAPI
import Modules
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Feed

/// Three people with feeds: grace follows ada, eve knows neither.
struct FeedRig {
    let server: TestServer
    let ada: TestMember
    let grace: TestMember
    let eve: TestMember

    /// Runs a test with the cast.
    static func run(_ database: TestDatabase, _ body: (FeedRig) async throws -> Void) async throws {
        try await withServer(FeedModule.self, on: database) { server async throws in
            let rig = FeedRig(
                server: server,
                ada: try await server.member("ada"),
                grace: try await server.member("grace"),
                eve: try await server.member("eve")
            )
            _ = try await rig.grace.call(FollowUser(rig.ada.id))
            try await server.settle()
            try await body(rig)
        }
    }

    var database: any ServiceDatabase {
        get throws { try #require(server.site.module(FeedModule.self)).feed.database }
    }

    /// What somebody reads once all that happened has arrived.
    func texts(of member: TestMember) async throws -> [String] {
        try await server.settle()
        return try await feed(of: member).map(\.text)
    }

    /// A whole feed, a page at a time.
    func feed(of member: TestMember, pages limit: Int = 100) async throws -> [Post] {
        var (posts, cursor) = ([Post](), Cursor?.none)
        repeat {
            let page = try await member.call(GetFeed(limit: PageLimit(clamping: limit), cursor: cursor))
            posts += page.items
            cursor = page.nextCursor
        } while cursor != nil
        return posts
    }

    /// The ids of everything that stands in somebody's feed, whoever may see it.
    func entries(of member: TestMember) async throws -> [PostID] {
        try await database.read { db in
            try EntryStore(db).page(of: member.id, before: nil, limit: 10_000).map(\.post)
        }
    }
}
