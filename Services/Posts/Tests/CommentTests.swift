// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Posts

struct CommentTests {
    @Test(arguments: TestDatabase.all)
    func `comments and their answers are listed oldest first and counted`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()

            let first = try await rig.grace.call(CreateComment("Hi @eve", on: post.id))
            let second = try await rig.eve.call(CreateComment("Hello", on: post.id))
            let reply = try await rig.ada.call(CreateComment("You too", on: post.id, answering: first.id))

            #expect(first.author == rig.grace.user && first.mentions == [rig.eve.id])
            let page = try await rig.eve.call(ListComments(on: post.id, limit: PageLimit(clamping: 1)))
            let rest = try await rig.eve.call(ListComments(on: post.id, cursor: page.nextCursor))
            #expect((page.items + rest.items).map(\.id) == [first.id, second.id])
            #expect(page.items[0].replyCount == 1)
            #expect(try await rig.eve.call(ListComments(on: post.id, answering: first.id)).items == [reply])
            #expect(try await rig.eve.call(GetPost(post.id)).commentCount == 3)
            #expect(try await rig.server.newEvents() == Array(repeating: "post.commented", count: 3))
            let event = try #require(try await rig.server.events(of: PostCommented.self).last)
            #expect((event.postAuthor, event.parentAuthor) == (rig.ada.id, rig.grace.id))
            #expect(event.comment.text == "You too")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an answer has to answer a comment of the same post`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let (one, other) = (try await rig.post("One"), try await rig.post("Other"))
            let comment = try await rig.grace.call(CreateComment("Hi", on: one.id))

            let refusal = try await rig.grace.refusal(
                of: CreateComment("Hi", on: other.id, answering: comment.id)
            )

            #expect(refusal.code == .commentNotFound)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a comment is edited by its author alone`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()
            let comment = try await rig.grace.call(CreateComment("Hi", on: post.id))
            _ = try await rig.server.newEvents()

            #expect(try await rig.ada.refusal(of: EditComment(comment.id, to: "No")).code == .postsForbidden)
            let edited = try await rig.grace.call(EditComment(comment.id, to: "Hello"))

            #expect(edited.text == "Hello" && edited.editedAt != nil)
            #expect(try await rig.ada.call(ListComments(on: post.id)).items == [edited])
            #expect(try await rig.server.newEvents() == ["comment.edited"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a comment with answers keeps its place without its words`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()
            let first = try await rig.grace.call(CreateComment("One", on: post.id))
            let reply = try await rig.eve.call(CreateComment("Two", on: post.id, answering: first.id))
            _ = try await rig.eve.call(LikeComment(first.id))
            _ = try await rig.server.newEvents()

            #expect(try await rig.eve.refusal(of: DeleteComment(first.id)).code == .postsForbidden)
            _ = try await rig.grace.call(DeleteComment(first.id))

            let left = try await rig.eve.call(ListComments(on: post.id)).items
            #expect(left.map(\.id) == [first.id])
            #expect(left[0].isDeleted && left[0].text == "" && left[0].likeCount == 0)
            #expect(try await rig.eve.call(GetPost(post.id)).commentCount == 1)
            _ = try await rig.ada.call(DeleteComment(reply.id))
            #expect(try await rig.eve.call(GetPost(post.id)).commentCount == 0)
            #expect(try await rig.server.newEvents() == ["comment.deleted", "comment.deleted"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `likes of comments count once`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()
            let comment = try await rig.grace.call(CreateComment("Hi", on: post.id))
            _ = try await rig.server.newEvents()

            for _ in 0..<2 { _ = try await rig.ada.call(LikeComment(comment.id)) }
            let liked = try await rig.ada.call(ListComments(on: post.id)).items[0]
            for _ in 0..<2 { _ = try await rig.ada.call(UnlikeComment(comment.id)) }
            let unliked = try await rig.ada.call(ListComments(on: post.id)).items[0]

            #expect((liked.likeCount, liked.likedByMe) == (1, true))
            #expect((unliked.likeCount, unliked.likedByMe) == (0, false))
            #expect(try await rig.server.newEvents() == ["comment.liked", "comment.unliked"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what a blocked person says is not shown to the other`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()
            let graces = try await rig.grace.call(CreateComment("From grace", on: post.id))
            let eves = try await rig.eve.call(CreateComment("From eve", on: post.id))

            _ = try await rig.grace.call(BlockUser(rig.eve.id))

            #expect(try await rig.grace.call(ListComments(on: post.id)).items.map(\.id) == [graces.id])
            #expect(try await rig.eve.call(ListComments(on: post.id)).items.map(\.id) == [eves.id])
            #expect(try await rig.ada.call(ListComments(on: post.id)).items.count == 2)
            let answer = CreateComment("Hi", on: post.id, answering: graces.id)
            #expect(try await rig.eve.refusal(of: answer).code == .commentNotFound)
        }
    }
}
