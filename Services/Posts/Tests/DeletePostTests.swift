// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Posts

struct DeletePostTests {
    @Test(arguments: TestDatabase.all)
    func `a deleted post is gone with all that was left on it`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post("#gone")
            _ = try await rig.grace.call(LikePost(post.id))
            _ = try await rig.grace.call(BookmarkPost(post.id))
            let comment = try await rig.grace.call(CreateComment("Hi", on: post.id))
            _ = try await rig.server.newEvents()

            _ = try await rig.ada.call(DeletePost(post.id))

            #expect(try await rig.server.newEvents() == ["post.deleted"])
            #expect(try await rig.ada.refusal(of: GetPost(post.id)).code == .postNotFound)
            #expect(try await rig.grace.refusal(of: LikePost(post.id)).code == .postNotFound)
            #expect(try await rig.grace.refusal(of: LikeComment(comment.id)).code == .commentNotFound)
            #expect(try await rig.grace.call(ListBookmarks()).items == [])
            #expect(try await rig.eve.call(ListHashtagPosts("gone")).items == [])
            let module = try #require(rig.server.site.module(PostsModule.self))
            try await eventually("what was left on the post is swept up") {
                try await module.posts.database.read { db in
                    try !db.exists("SELECT 1 FROM posts.marks") && !db.exists("SELECT 1 FROM posts.comments")
                }
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a moderator deletes what others published, members do not`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()
            let root = try await rig.server.member("root")

            #expect(try await rig.grace.refusal(of: DeletePost(post.id)).code == .postsForbidden)
            _ = try await root.call(DeletePost(post.id))

            #expect(try await rig.ada.refusal(of: GetPost(post.id)).code == .postNotFound)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `with an account goes everything it wrote and did`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let adas = try await rig.post()
            let graces = try await rig.grace.call(CreatePost(.saying("Hers #tag")))
            _ = try await rig.grace.call(LikePost(adas.id))
            _ = try await rig.grace.call(RepostPost(adas.id))
            let comment = try await rig.grace.call(CreateComment("Hi", on: adas.id))
            _ = try await rig.ada.call(CreateComment("Hello", on: adas.id, answering: comment.id))
            _ = try await rig.ada.call(LikePost(graces.id))
            _ = try await rig.grace.call(CreateDraft(DraftContent(.saying("Later"))))

            _ = try await rig.grace.call(DeleteUser(rig.grace.id))
            try await rig.server.settle()

            let module = try #require(rig.server.site.module(PostsModule.self))
            try await eventually("nothing of grace is left") {
                try await module.posts.database.read { db in
                    try !db.exists("SELECT 1 FROM posts.posts WHERE author_id = \(rig.grace.id)")
                        && !db.exists("SELECT 1 FROM posts.marks WHERE user_id = \(rig.grace.id)")
                        && !db.exists("SELECT 1 FROM posts.drafts")
                        && !db.exists("SELECT 1 FROM posts.hashtag_uses")
                        && !db.exists(
                            """
                            SELECT 1 FROM posts.comments
                            WHERE author_id = \(rig.grace.id) AND is_deleted = \(false)
                            """
                        )
                }
            }
            let left = try await rig.ada.call(GetPost(adas.id))
            #expect((left.likeCount, left.commentCount, left.repostCount) == (0, 1, 0))
        }
    }
}
