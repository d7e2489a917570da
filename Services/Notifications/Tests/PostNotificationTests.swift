// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import NotificationsAPI
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Notifications

struct PostNotificationTests {
    @Test(arguments: TestDatabase.all)
    func `likes of a post stand together, say what they are about, and are taken back`(
        _ database: TestDatabase
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post("The   engine\nweaves")
            _ = try await rig.grace.call(LikePost(post.id))
            rig.goOn()
            _ = try await rig.eve.call(LikePost(post.id))
            _ = try await rig.ada.call(LikePost(post.id))

            let like = try #require(try await rig.list(of: rig.ada).first)
            #expect(like.kind == .like)
            #expect(like.actors.map(\.id) == [rig.eve.id, rig.grace.id])
            #expect(like.subject == NotificationSubject(.post, postId: post.id, excerpt: "The engine weaves"))

            _ = try await rig.eve.call(UnlikePost(post.id))
            #expect(try await rig.told(rig.ada) == ["LIKE grace 1"])
            _ = try await rig.grace.call(UnlikePost(post.id))
            #expect(try await rig.told(rig.ada) == [])
            _ = try await rig.grace.call(LikePost(post.id))
            #expect(try await rig.told(rig.ada) == ["LIKE grace 1"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a comment tells the author, whom it answers and whom it names, each once`(
        _ database: TestDatabase
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            let first = try await rig.grace.call(CreateComment("First", on: post.id))
            #expect(try await rig.told(rig.ada) == ["COMMENT grace 1"])
            rig.goOn()

            let answer = try await rig.eve.call(
                CreateComment("@grace @ada yes", on: post.id, answering: first.id)
            )

            #expect(try await rig.told(rig.ada) == ["MENTION eve 1", "COMMENT grace 1"])
            let reply = try #require(try await rig.list(of: rig.grace).first)
            #expect(reply.kind == .reply)
            #expect(
                reply.subject
                    == NotificationSubject(
                        .comment,
                        postId: post.id,
                        commentId: answer.id,
                        excerpt: "@grace @ada yes"
                    )
            )
            _ = try await rig.eve.call(EditComment(answer.id, to: "yes"))
            #expect(try await rig.told(rig.ada) == ["COMMENT eve grace 2"])
            _ = try await rig.eve.call(DeleteComment(answer.id))
            #expect(try await rig.told(rig.ada) == ["COMMENT grace 1"])
            #expect(try await rig.told(rig.grace) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `likes of comments, reposts and quotes`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            let comment = try await rig.grace.call(CreateComment("Nice", on: post.id))
            _ = try await rig.eve.call(LikeComment(comment.id))
            let like = try #require(try await rig.list(of: rig.grace).first)
            #expect(like.kind == .like)
            #expect(
                like.subject
                    == NotificationSubject(.comment, postId: post.id, commentId: comment.id, excerpt: "Nice")
            )
            _ = try await rig.eve.call(UnlikeComment(comment.id))
            #expect(try await rig.told(rig.grace) == [])
            rig.goOn()

            _ = try await rig.eve.call(RepostPost(post.id))
            rig.goOn()
            let quote = try await rig.eve.call(CreatePost(.saying("Look") { $0.quotedId = post.id }))

            let list = try await rig.list(of: rig.ada)
            #expect(list.map(\.kind) == [.quote, .repost, .comment])
            #expect(list[0].subject == NotificationSubject(.post, postId: quote.id, excerpt: "Look"))
            _ = try await rig.eve.call(UnrepostPost(post.id))
            _ = try await rig.eve.call(DeletePost(quote.id))
            #expect(try await rig.told(rig.ada) == ["COMMENT grace 1"])
            _ = try await rig.ada.call(DeletePost(post.id))
            #expect(try await rig.told(rig.ada) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a mention tells only whoever may see the post, for as long as they may`(
        _ database: TestDatabase
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post("For followers: @grace and @eve", .followers)
            _ = try await rig.post("For me: @grace", .onlyMe)

            #expect(try await rig.told(rig.grace) == ["MENTION ada 1"])
            #expect(try await rig.told(rig.eve) == [])

            _ = try await rig.ada.call(EditPost(post.id, .init(visibility: .everyone)))
            #expect(try await rig.told(rig.eve) == ["MENTION ada 1"])
            _ = try await rig.ada.call(UpdateConnectionSettings(isPrivate: true))
            #expect(try await rig.told(rig.eve) == [])
            #expect(try await rig.told(rig.grace) == ["MENTION ada 1"])
            _ = try await rig.ada.call(UpdateConnectionSettings(isPrivate: false))
            #expect(try await rig.told(rig.eve) == ["MENTION ada 1"])
            _ = try await rig.ada.call(EditPost(post.id, .init(visibility: .onlyMe)))
            #expect(try await rig.told(rig.grace) == [])
            #expect(try await rig.told(rig.eve) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever no longer follows is not told of a post for followers`(
        _ database: TestDatabase
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            _ = try await rig.post("@grace", .followers)
            #expect(try await rig.told(rig.grace) == ["MENTION ada 1"])

            _ = try await rig.grace.call(UnfollowUser(rig.ada.id))

            #expect(try await rig.told(rig.grace) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a content warning stands for what it hides`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let draft = PostDraft.saying("@grace the butler did it") {
                $0.contentWarning = .init(trusted: "Spoiler")
            }
            _ = try await rig.ada.call(CreatePost(draft))

            #expect(try await rig.list(of: rig.grace).map(\.subject.excerpt) == ["Spoiler"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a flood of one person is bounded`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let most = NotificationsLimits.actsOfOneActor
            for number in 0..<most + 3 {
                _ = try await rig.eve.call(CreatePost("@ada \(number)"))
                rig.goOn()
            }
            #expect(try await rig.unread(rig.ada) == most)

            rig.goOn(.hours(2))
            _ = try await rig.eve.call(CreatePost("@ada once more"))

            #expect(try await rig.unread(rig.ada) == most + 1)
        }
    }

    @Test func `an excerpt is short and on one line`() {
        #expect(Excerpt.of("  two\n\nwords ") == "two words")
        #expect(Excerpt.of("") == "")
        let long = Excerpt.of(String(repeating: "word ", count: 100))
        #expect(long.count <= NotificationsLimits.excerpt)
        #expect(long.hasSuffix("word…"))
        let unbroken = Excerpt.of(String(repeating: "語", count: 500))
        #expect(unbroken.count <= NotificationsLimits.excerpt)
        #expect(unbroken.hasSuffix("語…"))
    }
}
