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

struct FeedTests {
    @Test(arguments: TestDatabase.all)
    func `a feed holds what those one follows publish and one's own, newest first`(
        _ database: TestDatabase
    ) async throws {
        try await FeedRig.run(database) { rig async throws in
            _ = try await rig.ada.call(CreatePost("Ada's"))
            _ = try await rig.eve.call(CreatePost("Eve's"))
            _ = try await rig.grace.call(CreatePost("Grace's"))
            _ = try await rig.ada.call(CreatePost("Close", visibility: .followers))
            _ = try await rig.ada.call(CreatePost("Own", visibility: .onlyMe))

            #expect(try await rig.texts(of: rig.grace) == ["Close", "Grace's", "Ada's"])
            #expect(try await rig.texts(of: rig.ada) == ["Own", "Close", "Ada's"])
            #expect(try await rig.texts(of: rig.eve) == ["Eve's"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `pages stay where they are while new posts come`(_ database: TestDatabase) async throws {
        try await FeedRig.run(database) { rig async throws in
            for number in 0..<7 { _ = try await rig.ada.call(CreatePost("No. \(number)")) }
            try await rig.server.settle()
            let first = try await rig.grace.call(GetFeed(limit: PageLimit(clamping: 3)))

            for number in 7..<10 { _ = try await rig.ada.call(CreatePost("No. \(number)")) }
            try await rig.server.settle()
            let second = try await rig.grace.call(
                GetFeed(limit: PageLimit(clamping: 3), cursor: first.nextCursor)
            )

            #expect(first.items.map(\.text) == ["No. 6", "No. 5", "No. 4"])
            #expect(second.items.map(\.text) == ["No. 3", "No. 2", "No. 1"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the cursor of a post that is gone still marks its place`(_ database: TestDatabase) async throws {
        try await FeedRig.run(database) { rig async throws in
            for number in 0..<4 { _ = try await rig.ada.call(CreatePost("No. \(number)")) }
            try await rig.server.settle()
            let first = try await rig.grace.call(GetFeed(limit: PageLimit(clamping: 2)))

            _ = try await rig.ada.call(DeletePost(first.items[1].id))
            try await rig.server.settle()
            let rest = try await rig.grace.call(GetFeed(cursor: first.nextCursor))

            #expect(rest.items.map(\.text) == ["No. 1", "No. 0"])
        }
    }

    @Test func `a cursor of another list is refused by its field`() async throws {
        try await FeedRig.run(.sqlite) { rig async throws in
            let refusal = try await rig.grace.refusal(of: GetFeed(cursor: Cursor("x")))

            #expect(refusal.problems.map(\.field) == ["cursor"])
        }
    }
}

struct FollowingTests {
    @Test(arguments: TestDatabase.all)
    func `a new follower's feed is filled, and cleaned when the follow ends`(
        _ database: TestDatabase
    ) async throws {
        try await FeedRig.run(database) { rig async throws in
            for number in 0..<FeedLimits.backfill + 3 {
                _ = try await rig.ada.call(CreatePost("No. \(number)"))
            }
            _ = try await rig.ada.call(CreatePost("Own", visibility: .onlyMe))
            try await rig.server.settle()

            _ = try await rig.eve.call(FollowUser(rig.ada.id))
            let filled = try await rig.texts(of: rig.eve)
            _ = try await rig.eve.call(UnfollowUser(rig.ada.id))

            #expect(filled.count == FeedLimits.backfill)
            #expect(filled.first == "No. \(FeedLimits.backfill + 2)")
            #expect(try await rig.texts(of: rig.eve) == [])
            #expect(try await rig.entries(of: rig.eve) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a block cleans both feeds, and ending it does not bring follows back`(
        _ database: TestDatabase
    ) async throws {
        try await FeedRig.run(database) { rig async throws in
            _ = try await rig.ada.call(FollowUser(rig.grace.id))
            _ = try await rig.ada.call(CreatePost("Ada's"))
            _ = try await rig.grace.call(CreatePost("Grace's"))
            #expect(try await rig.texts(of: rig.grace) == ["Grace's", "Ada's"])

            _ = try await rig.ada.call(BlockUser(rig.grace.id))

            #expect(try await rig.texts(of: rig.grace) == ["Grace's"])
            #expect(try await rig.texts(of: rig.ada) == ["Ada's"])
            #expect(try await rig.entries(of: rig.grace).count == 1)
            _ = try await rig.ada.call(UnblockUser(rig.grace.id))
            #expect(try await rig.texts(of: rig.grace) == ["Grace's"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a mute empties a feed and its end fills it again`(_ database: TestDatabase) async throws {
        try await FeedRig.run(database) { rig async throws in
            _ = try await rig.grace.call(FollowUser(rig.eve.id))
            let post = try await rig.ada.call(CreatePost("Ada's"))
            _ = try await rig.eve.call(RepostPost(post.id))
            #expect(try await rig.texts(of: rig.grace) == ["Ada's"])

            _ = try await rig.grace.call(MuteUser(rig.ada.id))
            _ = try await rig.ada.call(CreatePost("Unheard"))

            #expect(try await rig.texts(of: rig.grace) == [])
            _ = try await rig.grace.call(UnmuteUser(rig.ada.id))
            #expect(try await rig.texts(of: rig.grace) == ["Unheard", "Ada's"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an account that is gone leaves nothing in feeds`(_ database: TestDatabase) async throws {
        try await FeedRig.run(database) { rig async throws in
            _ = try await rig.ada.call(CreatePost("Ada's"))
            let graces = try await rig.grace.call(CreatePost("Grace's"))
            _ = try await rig.ada.call(RepostPost(graces.id))
            try await rig.server.settle()

            _ = try await rig.ada.call(DeleteUser(rig.ada.id))
            try await rig.server.settle()

            let database = try rig.database
            try await eventually("nothing of ada is left") {
                try await database.read { db in
                    let (entries, ties): (SQLQuery, SQLQuery) = (
                        """
                        SELECT 1 FROM feed.entries
                        WHERE user_id = \(rig.ada.id) OR actor_id = \(rig.ada.id) OR author_id = \(rig.ada.id)
                        """,
                        "SELECT 1 FROM feed.ties WHERE user_id = \(rig.ada.id) OR other_id = \(rig.ada.id)"
                    )
                    return try !db.exists(entries) && !db.exists(ties)
                        && !db.exists("SELECT 1 FROM feed.acts WHERE actor_id = \(rig.ada.id)")
                }
            }
            #expect(try await rig.texts(of: rig.grace) == ["Grace's"])
        }
    }
}

struct RepostsInFeedTests {
    @Test(arguments: TestDatabase.all)
    func `a post passed on by several appears once, with the first of them`(
        _ database: TestDatabase
    ) async throws {
        try await FeedRig.run(database) { rig async throws in
            let root = try await rig.server.member("root")
            for member in [rig.ada, root] { _ = try await rig.eve.call(FollowUser(member.id)) }
            let post = try await rig.grace.call(CreatePost("Grace's"))
            try await rig.server.settle()

            _ = try await rig.ada.call(RepostPost(post.id))
            _ = try await root.call(RepostPost(post.id))
            try await rig.server.settle()

            let read = try await rig.feed(of: rig.eve)
            #expect(read.map(\.id) == [post.id])
            #expect(read.first?.repostedBy == rig.ada.user)
            #expect(try await rig.feed(of: rig.grace).map(\.repostedBy) == [nil])
            _ = try await rig.ada.call(UnrepostPost(post.id))
            try await rig.server.settle()
            #expect(try await rig.feed(of: rig.eve).map(\.repostedBy?.id) == [root.id])
            _ = try await root.call(UnrepostPost(post.id))
            #expect(try await rig.texts(of: rig.eve) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what one mutes does not come by others either`(_ database: TestDatabase) async throws {
        try await FeedRig.run(database) { rig async throws in
            _ = try await rig.grace.call(MuteUser(rig.eve.id))
            let post = try await rig.eve.call(CreatePost("Eve's"))
            try await rig.server.settle()

            _ = try await rig.ada.call(RepostPost(post.id))

            #expect(try await rig.texts(of: rig.grace) == [])
        }
    }
}

struct VisibilityInFeedTests {
    @Test(arguments: TestDatabase.all)
    func `feeds follow a post's visibility`(_ database: TestDatabase) async throws {
        try await FeedRig.run(database) { rig async throws in
            let post = try await rig.ada.call(CreatePost("Ada's"))
            #expect(try await rig.texts(of: rig.grace) == ["Ada's"])

            _ = try await rig.ada.call(EditPost(post.id, .init(visibility: .onlyMe)))
            #expect(try await rig.texts(of: rig.grace) == [])
            #expect(try await rig.entries(of: rig.grace) == [])
            #expect(try await rig.texts(of: rig.ada) == ["Ada's"])

            _ = try await rig.ada.call(EditPost(post.id, .init(visibility: .followers)))
            #expect(try await rig.texts(of: rig.grace) == ["Ada's"])

            _ = try await rig.ada.call(DeletePost(post.id))
            #expect(try await rig.texts(of: rig.grace) == [])
            #expect(try await rig.entries(of: rig.grace) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a repost of what is for followers now is read by them alone`(_ database: TestDatabase) async throws
    {
        try await FeedRig.run(database) { rig async throws in
            let post = try await rig.ada.call(CreatePost("Ada's"))
            let root = try await rig.server.member("root")
            _ = try await rig.eve.call(FollowUser(root.id))
            _ = try await root.call(RepostPost(post.id))
            #expect(try await rig.texts(of: rig.eve) == ["Ada's"])

            _ = try await rig.ada.call(EditPost(post.id, .init(visibility: .followers)))

            #expect(try await rig.texts(of: rig.eve) == [])
            #expect(try await rig.texts(of: rig.grace) == ["Ada's"])
        }
    }
}
