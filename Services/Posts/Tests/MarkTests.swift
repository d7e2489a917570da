// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Posts

struct LikeTests {
    @Test(arguments: TestDatabase.all)
    func `a like counts once however often it is given, and is taken back once`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()

            for _ in 0..<2 { _ = try await rig.grace.call(LikePost(post.id)) }
            _ = try await rig.eve.call(LikePost(post.id))
            let liked = try await rig.grace.call(GetPost(post.id))
            let likers = try await rig.ada.call(ListLikes(of: post.id)).items
            for _ in 0..<2 { _ = try await rig.grace.call(UnlikePost(post.id)) }
            let unliked = try await rig.grace.call(GetPost(post.id))

            #expect((liked.likeCount, liked.likedByMe) == (2, true))
            #expect(try await rig.ada.call(GetPost(post.id)).likedByMe == false)
            #expect(likers.map(\.id) == [rig.eve.id, rig.grace.id])
            #expect((unliked.likeCount, unliked.likedByMe) == (1, false))
            #expect(try await rig.server.newEvents() == ["post.liked", "post.liked", "post.unliked"])
            let event = try #require(try await rig.server.events(of: PostLiked.self).first)
            #expect((event.post, event.author, event.user) == (post.id, rig.ada.id, rig.grace.id))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `likes given and taken back at once leave the right count`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()

            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    let member = number % 2 == 0 ? rig.grace : rig.eve
                    group.addTask {
                        if number % 3 == 0 {
                            _ = try await member.call(UnlikePost(post.id))
                        } else {
                            _ = try await member.call(LikePost(post.id))
                        }
                    }
                }
                try await group.waitForAll()
            }

            let likers = try await rig.ada.call(ListLikes(of: post.id)).items.count
            #expect(try await rig.ada.call(GetPost(post.id)).likeCount == likers)
        }
    }
}

struct RepostTests {
    @Test(arguments: TestDatabase.all)
    func `a repost counts once and is announced with who and whose`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()

            for _ in 0..<2 { _ = try await rig.grace.call(RepostPost(post.id)) }
            let reposted = try await rig.grace.call(GetPost(post.id))
            for _ in 0..<2 { _ = try await rig.grace.call(UnrepostPost(post.id)) }

            #expect((reposted.repostCount, reposted.repostedByMe) == (1, true))
            #expect(try await rig.grace.call(GetPost(post.id)).repostCount == 0)
            #expect(try await rig.server.newEvents() == ["post.reposted", "post.unreposted"])
            let (begun, ended) = (
                try #require(try await rig.server.events(of: PostReposted.self).first),
                try #require(try await rig.server.events(of: PostUnreposted.self).first)
            )
            #expect((begun.post, begun.author, begun.user) == (post.id, rig.ada.id, rig.grace.id))
            #expect(begun.repost == ended.repost)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `only what everybody may see is passed on or quoted`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let close = try await rig.post("Close", .followers)
            let open = try await rig.post("Open")

            #expect(try await rig.grace.refusal(of: RepostPost(close.id)).code == .postsNotShareable)
            #expect(try await rig.eve.refusal(of: RepostPost(close.id)).code == .postNotFound)
            let quoting = CreatePost(.saying("So true") { $0.quotedId = close.id })
            #expect(try await rig.grace.refusal(of: quoting).code == .postsNotShareable)
            _ = try await rig.ada.call(UpdateConnectionSettings(isPrivate: true))
            #expect(try await rig.grace.refusal(of: RepostPost(open.id)).code == .postsNotShareable)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a quote shows the other post as long as the reader may see it`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post("Original")

            let quote = try await rig.eve.call(CreatePost(.saying("Look") { $0.quotedId = post.id }))
            #expect(quote.quoted?.text == "Original" && quote.quoted?.author == rig.ada.user)
            let event = try #require(try await rig.server.events(of: PostCreated.self).last)
            #expect((event.post.quoted, event.quotedAuthor) == (post.id, rig.ada.id))

            _ = try await rig.ada.call(EditPost(post.id, .init(visibility: .followers)))
            #expect(try await rig.grace.call(GetPost(quote.id)).quoted?.text == "Original")
            let hidden = try await rig.eve.call(GetPost(quote.id))
            #expect(hidden.quoted == nil && hidden.quotedId == post.id)

            _ = try await rig.ada.call(DeletePost(post.id))
            #expect(try await rig.grace.call(GetPost(quote.id)).quoted == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a block ends what one passed on of the other's`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()
            _ = try await rig.grace.call(RepostPost(post.id))

            _ = try await rig.grace.call(BlockUser(rig.ada.id))
            try await rig.server.settle()

            try await eventually("the repost is taken back") {
                try await rig.ada.call(GetPost(post.id)).repostCount == 0
            }
            #expect(try await rig.server.events(of: PostUnreposted.self).count == 1)
        }
    }
}

struct BookmarkTests {
    @Test(arguments: TestDatabase.all)
    func `bookmarks are one's own, the latest kept first, and no event tells of them`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig async throws in
            let (first, second) = (try await rig.post("One"), try await rig.post("Two"))

            for id in [second.id, first.id, second.id] { _ = try await rig.grace.call(BookmarkPost(id)) }

            let kept = try await rig.grace.call(ListBookmarks()).items
            #expect(kept.map(\.id) == [first.id, second.id])
            #expect(kept.map(\.bookmarkedByMe) == [true, true])
            #expect(try await rig.ada.call(ListBookmarks()).items == [])
            #expect(try await rig.ada.call(GetPost(first.id)).bookmarkedByMe == false)
            _ = try await rig.grace.call(UnbookmarkPost(first.id))
            #expect(try await rig.grace.call(ListBookmarks()).items.map(\.id) == [second.id])
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a kept post that one may no longer see is not shown`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()
            _ = try await rig.eve.call(BookmarkPost(post.id))

            _ = try await rig.ada.call(EditPost(post.id, .init(visibility: .followers)))

            #expect(try await rig.eve.call(ListBookmarks()).items == [])
        }
    }
}

struct PinTests {
    @Test(arguments: TestDatabase.all)
    func `the pinned post leads the profile and stands there once`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            var posts: [Post] = []
            for number in 0..<5 { posts.append(try await rig.post("No. \(number)")) }
            let ids = posts.map(\.id)

            _ = try await rig.ada.call(PinPost(ids[0]))
            _ = try await rig.ada.call(PinPost(ids[1]))

            let page = try await rig.eve.call(ListUserPosts(of: rig.ada.id, limit: PageLimit(clamping: 2)))
            let rest = try await rig.eve.call(ListUserPosts(of: rig.ada.id, cursor: page.nextCursor))
            #expect((page.items + rest.items).map(\.id) == [ids[1], ids[4], ids[3], ids[2], ids[0]])
            #expect((page.items + rest.items).map(\.isPinned) == [true, false, false, false, false])
            #expect(try await rig.grace.refusal(of: PinPost(ids[0])).code == .postsForbidden)
            _ = try await rig.ada.call(UnpinPost(ids[1]))
            let after = try await rig.eve.call(ListUserPosts(of: rig.ada.id)).items
            #expect(after.map(\.id) == ids.reversed())
        }
    }
}
