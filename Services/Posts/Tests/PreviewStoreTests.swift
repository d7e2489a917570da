// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules
import PostsAPI
import PreviewsAPI
import Testing
import Testkit

@testable import Posts

struct PreviewStoreTests {
    private static let preview = LinkPreview(url: "https://example.org/", title: "Title")

    @Test(arguments: TestDatabase.all)
    func `what is hidden stays hidden, and goes even where it came all the same`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig in
            let post = try await rig.post("See https://example.org/")
            let posts = try #require(rig.server.site.module(PostsModule.self)).posts
            let preview = Self.preview

            let (shown, again) = try await posts.database.write { db in
                let store = PreviewStore(db)
                return (try store.show(preview, limit: 10), try store.show(preview, limit: 10))
            }
            #expect(shown == [post.id] && again.isEmpty)

            let hidden = try await posts.database.write { db in
                let store = PreviewStore(db)
                var hidden = [try store.hide(post.id), try store.hide(post.id)]
                try db.run("UPDATE posts.posts SET preview = '{}' WHERE id = \(post.id)")
                hidden += [try store.hide(post.id), try store.hide(post.id)]
                return hidden
            }
            #expect(hidden == [true, false, true, false])

            let late = try await posts.database.write { db in try PreviewStore(db).show(preview, limit: 10) }
            #expect(late.isEmpty)
        }
    }
}
