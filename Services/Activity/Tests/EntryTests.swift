// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import ConnectionsAPI
import Core
import Database
import Endpoints
import GroupsAPI
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Activity

/// What comes onto a timeline, and what takes it off again.
struct EntryTests {
    @Test(arguments: TestDatabase.all)
    func `whoever follows somebody reads what they did`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Hello there"))
            let picture = UpdateUser(rig.ada.id, try .picture("/faces/ada.webp"))

            try await rig.has(rig.ada, FollowUser(rig.eve.id))
            try await rig.has(rig.ada, LikePost(post.id))
            let comment = try await rig.has(rig.ada, CreateComment("Well said", on: post.id))
            try await rig.has(rig.ada, RepostPost(post.id))
            let looms = try await rig.group(.open, by: rig.eve)
            try await rig.has(rig.ada, JoinGroup(looms))
            let own = try await rig.group(.open, by: rig.ada, "Engines")
            try await rig.has(rig.ada, picture)
            // A post is no activity: it stands in the feed.
            try await rig.has(rig.ada, CreatePost("Mine"))

            let entries = try await rig.circle(of: rig.grace)
            #expect(
                entries.map(ActivityRig.words) == [
                    "PROFILE_PICTURE ada ada", "GROUP_CREATE ada Engines", "GROUP_JOIN ada Looms",
                    "REPOST ada Hello there", "COMMENT ada Well said", "LIKE ada Hello there",
                    "FOLLOW ada eve",
                ]
            )
            #expect(entries[4].subject.commentId == comment.id)
            #expect(entries[4].subject.postId == post.id)
            #expect(entries[5].subject.user?.id == rig.eve.id)
            #expect(entries[1].subject.groupId == own)
            #expect(entries[1].subject.groupSlug?.text == "engines")
            #expect(entries.map(\.createdAt) == entries.map(\.createdAt).sorted(by: >))
            #expect(try await rig.told(rig.eve) == [], "eve follows nobody")
            #expect(try await rig.told(rig.ada) == ["GROUP_CREATE eve Looms"], "one's own is not there")
            #expect(try await rig.told(rig.eve, of: rig.ada).count == 6, "likes are for followers")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is taken back is gone`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, FollowUser(rig.eve.id))
            try await rig.has(rig.ada, LikePost(post.id))
            let comment = try await rig.has(rig.ada, CreateComment("Well", on: post.id))
            try await rig.has(rig.ada, RepostPost(post.id))
            let looms = try await rig.group(.open, by: rig.eve)
            try await rig.has(rig.ada, JoinGroup(looms))
            try await rig.has(rig.ada, UpdateUser(rig.ada.id, try .picture("/faces/ada.webp")))
            #expect(try await rig.told(rig.grace).count == 6)

            try await rig.has(rig.ada, UnfollowUser(rig.eve.id))
            try await rig.has(rig.ada, UnlikePost(post.id))
            try await rig.has(rig.ada, DeleteComment(comment.id))
            try await rig.has(rig.ada, UnrepostPost(post.id))
            try await rig.has(rig.ada, LeaveGroup(looms))
            #expect(try await rig.told(rig.grace) == ["PROFILE_PICTURE ada ada"])
            try await rig.has(rig.ada, UpdateUser(rig.ada.id, try .picture("")))
            #expect(try await rig.told(rig.grace) == [])

            try await rig.has(rig.ada, LikePost(post.id))
            try await rig.has(rig.ada, FollowUser(rig.eve.id))
            #expect(try await rig.told(rig.grace) == ["FOLLOW ada eve", "LIKE ada Hello"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is gone takes what was done about it along`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, LikePost(post.id))
            try await rig.has(rig.ada, CreateComment("Well", on: post.id))
            try await rig.has(rig.ada, RepostPost(post.id))
            let looms = try await rig.group(.open, by: rig.eve)
            try await rig.has(rig.ada, JoinGroup(looms))
            #expect(try await rig.told(rig.grace).count == 4)

            try await rig.has(rig.eve, DeletePost(post.id))
            try await rig.has(rig.eve, DeleteGroup(looms))

            #expect(try await rig.told(rig.grace) == [])
            let left = try await rig.service.database.read { db in
                try db.value(
                    "SELECT count(*) FROM activity.entries WHERE kind <> 1 AND kind <> 32",
                    as: Int.self
                )
            }
            #expect(left == 0, "nothing is kept of it either")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an entry shows a post as it reads now`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Teh first"))
            try await rig.has(rig.ada, LikePost(post.id))
            try await rig.has(rig.eve, EditPost(post.id, to: "The first"))
            #expect(try await rig.told(rig.grace) == ["LIKE ada The first"])

            let long = String(repeating: "word ", count: 100)
            try await rig.has(rig.eve, EditPost(post.id, to: long))
            let excerpt = try #require(try await rig.circle(of: rig.grace).first?.subject.excerpt)
            #expect(excerpt.count <= 120)
            #expect(excerpt.hasSuffix("…"))

            var warned = PostDraft.saying("The end of the film")
            warned.contentWarning = ContentWarning(trusted: "Spoiler")
            let other = try await rig.has(rig.eve, CreatePost(warned))
            try await rig.has(rig.ada, RepostPost(other.id))
            #expect(try await rig.told(rig.grace).first == "REPOST ada Spoiler")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `only another picture is a new picture`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            try await rig.has(rig.ada, UpdateUser(rig.ada.id, .init(bio: Biography(trusted: "Hello"))))
            #expect(try await rig.told(rig.grace) == [])
            try await rig.has(rig.ada, UpdateUser(rig.ada.id, try .picture("/faces/a.webp")))
            let first = try await rig.circle(of: rig.grace)
            try await rig.has(rig.ada, UpdateUser(rig.ada.id, try .picture("/faces/a.webp")))
            #expect(try await rig.circle(of: rig.grace).map(\.createdAt) == first.map(\.createdAt))

            try await rig.has(rig.ada, UpdateUser(rig.ada.id, try .picture("/faces/b.webp")))
            let second = try await rig.circle(of: rig.grace)
            #expect(second.count == 1, "the latest alone")
            #expect(second.first?.createdAt != first.first?.createdAt)
            #expect(second.first?.actor.avatarUrl == "/faces/b.webp")
        }
    }
}

extension UpdateUser.Changes {
    /// A change of the picture alone.
    static func picture(_ url: String) throws -> Self {
        try JSON.decode(Self.self, from: Array(#"{"avatarUrl":"\#(url)"}"#.utf8))
    }
}
