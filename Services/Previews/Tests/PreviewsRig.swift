// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Feed
import Modules
import Posts
import PostsAPI
import PreviewsAPI
import Testing
import Testkit
import UsersAPI

@testable import Previews

/// Posts with links on a server that sees a drawn web.
struct PreviewsRig {
    static let address = "https://example.org/loom"
    static let html =
        "<title>The Loom</title><meta name=description content='Weaves'><meta property=og:site_name content=Looms>"
    static let preview = LinkPreview(
        url: address,
        title: "The Loom",
        description: "Weaves",
        siteName: "Looms"
    )

    let server: TestServer
    let ada: TestMember
    let grace: TestMember

    static func run(
        _ database: TestDatabase,
        rules: SiteRules = .test,
        _ body: (PreviewsRig) async throws -> Void
    ) async throws {
        try await withServer(
            PostsModule.self,
            PreviewsModule.self,
            FeedModule.self,
            on: database,
            rules: rules
        ) {
            server async throws in
            let rig = PreviewsRig(
                server: server,
                ada: try await server.member("ada"),
                grace: try await server.member("grace")
            )
            _ = try await rig.grace.call(FollowUser(rig.ada.id))
            try await server.settle()
            server.web.draw(html, at: address)
            try await body(rig)
        }
    }

    /// A post of Ada, or of somebody else.
    func post(
        _ text: String = "See \(address)!",
        _ visibility: Visibility? = nil,
        by author: TestMember? = nil
    ) async throws -> Post {
        try await (author ?? ada).call(CreatePost(PostText(trusted: text), visibility: visibility))
    }

    func get(_ id: PostID) async throws -> Post { try await ada.call(GetPost(id)) }

    /// Waits until the post shows what its page says.
    func shown(_ id: PostID) async throws -> LinkPreview {
        try await eventually("the preview is shown") { try await get(id).preview != nil }
        return try #require(try await get(id).preview)
    }

    /// Waits until so many pages were asked for and nothing more is to do.
    func settled(asked count: Int) async throws {
        try await eventually("\(count) pages were asked for, there are \(server.web.asked)") {
            server.web.asked.count == count
        }
        let previews = try #require(server.site.module(PreviewsModule.self))
        try await eventually("nothing is to do") {
            try await previews.previews.database.read { db in try !db.exists("SELECT 1 FROM previews.jobs") }
        }
        try await server.settle()
    }
}
