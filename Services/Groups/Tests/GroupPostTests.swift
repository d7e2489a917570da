// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import Feed
import FeedAPI
import GroupsAPI
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Groups

/// What is posted in groups: who reads it, who may take part, and in whose feeds it stands.
struct GroupPostTests {
    private func run(
        _ database: TestDatabase,
        _ body: (GroupsRig) async throws -> Void
    ) async throws {
        try await GroupsRig.run(database, with: [PostsModule.self, FeedModule.self], body)
    }

    private func post(_ text: String, by member: TestMember, in group: GroupID) async throws -> Post {
        try await member.call(CreatePost(.saying(text) { $0.groupId = group }))
    }

    private func feed(_ rig: GroupsRig, _ group: GroupID, as viewer: TestMember) async throws -> [String] {
        try await viewer.call(ListGroupPosts(of: group)).items.map(\.text)
    }

    private func home(_ rig: GroupsRig, _ member: TestMember) async throws -> [String] {
        try await rig.server.settle()
        return try await member.call(GetFeed()).items.map(\.text)
    }

    @Test(arguments: TestDatabase.all)
    func `members post, and the group says who reads`(_ database: TestDatabase) async throws {
        try await run(database) { rig async throws in
            let open = try await rig.populated("open", .open)
            let closed = try await rig.populated("closed", .closed)
            let hidden = try await rig.populated("hidden", .hidden)

            for group in [open, closed, hidden] {
                let post = try await post("Hello", by: rig.noor, in: group)
                #expect(post.visibility == .group && post.group?.id == group && post.author.id == rig.noor.id)
                let comment = try await rig.grace.call(CreateComment("Yes", on: post.id))
                #expect(try await rig.ada.call(GetPost(post.id)).commentCount == 1)
                #expect(try await feed(rig, group, as: rig.ada) == ["Hello"])
                if group == open {
                    #expect(try await rig.eve.call(GetPost(post.id)).group?.slug.text == "open")
                    #expect(try await rig.eve.call(ListComments(on: post.id)).items.map(\.id) == [comment.id])
                    #expect(try await feed(rig, group, as: rig.eve) == ["Hello"])
                } else {
                    for refusal in [
                        try await rig.eve.refusal(of: GetPost(post.id)),
                        try await rig.eve.refusal(of: ListComments(on: post.id)),
                        try await rig.eve.refusal(of: ListLikes(of: post.id)),
                        try await rig.eve.refusal(of: LikePost(post.id)),
                        try await rig.eve.refusal(of: BookmarkPost(post.id)),
                        try await rig.eve.refusal(of: ListPostEdits(of: post.id)),
                    ] {
                        #expect(refusal.code == .postNotFound && refusal.kind == .notFound)
                    }
                    let like = try await rig.eve.refusal(of: LikeComment(comment.id))
                    #expect(like.code == .commentNotFound)
                }
            }
            #expect(try await rig.eve.refusal(of: ListGroupPosts(of: closed)).code == .groupMembersOnly)
            #expect(try await rig.eve.refusal(of: ListGroupPosts(of: hidden)).code == .groupNotFound)
            // What stands in groups does not stand on profiles.
            #expect(try await rig.ada.call(ListUserPosts(of: rig.noor.id)).items.isEmpty)
            #expect(try await rig.noor.call(ListUserPosts(of: rig.noor.id)).items.isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever is no member takes no part`(_ database: TestDatabase) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.populated()
            let hidden = try await rig.populated("hidden", .hidden)
            let post = try await post("Hello", by: rig.noor, in: group)
            _ = try await rig.ada.call(BanFromGroup(rig.kofi.id, from: group))

            for member in [rig.eve, rig.kofi] {
                let draft = PostDraft.saying("Mine") { $0.groupId = group }
                #expect(try await member.refusal(of: CreatePost(draft)).code == .groupMembersOnly)
                #expect(
                    try await member.refusal(of: CreateComment("No", on: post.id)).code == .groupMembersOnly
                )
                #expect(try await member.refusal(of: LikePost(post.id)).code == .groupMembersOnly)
            }
            let secret = PostDraft.saying("Mine") { $0.groupId = hidden }
            #expect(try await rig.eve.refusal(of: CreatePost(secret)).code == .groupNotFound)
            for (group, visibility) in [(group, Visibility.everyone), (nil, Visibility.group)] {
                let draft = PostDraft.saying("Both") {
                    $0.groupId = group
                    $0.visibility = visibility
                }
                #expect(
                    try await rig.noor.refusal(of: CreatePost(draft)).problems.first?.field == "visibility"
                )
            }
            // It stays in the group.
            #expect(try await rig.grace.refusal(of: RepostPost(post.id)).code == .postsNotShareable)
            let quote = PostDraft.saying("See") { $0.quotedId = post.id }
            #expect(try await rig.grace.refusal(of: CreatePost(quote)).code == .postsNotShareable)
            let open = EditPost(post.id, .init(visibility: .everyone))
            #expect(try await rig.noor.refusal(of: open).problems.first?.field == "visibility")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `leaving and a ban close a group with the same answer`(_ database: TestDatabase) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.populated("closed", .closed)
            let post = try await post("Hello", by: rig.noor, in: group)
            #expect(try await rig.grace.call(GetPost(post.id)).text == "Hello")
            #expect(try await home(rig, rig.grace) == ["Hello"])

            _ = try await rig.ada.call(BanFromGroup(rig.grace.id, from: group))
            #expect(try await rig.grace.refusal(of: GetPost(post.id)).code == .postNotFound)
            #expect(try await home(rig, rig.grace) == [])
            _ = try await rig.noor.call(LeaveGroup(group))
            #expect(try await rig.noor.refusal(of: GetPost(post.id)).code == .postNotFound)
            #expect(try await home(rig, rig.noor) == [])
            // What one wrote can be taken back all the same.
            _ = try await rig.noor.call(DeletePost(post.id))
            #expect(try await feed(rig, group, as: rig.ada) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `moderators delete posts and comments, and it is logged`(_ database: TestDatabase) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.populated("closed", .closed)
            let post = try await post("Buy now", by: rig.noor, in: group)
            let other = try await self.post("Fine", by: rig.ada, in: group)
            let comment = try await rig.noor.call(CreateComment("And here", on: other.id))

            #expect(try await rig.noor.refusal(of: DeletePost(other.id)).code == .postsForbidden)
            _ = try await rig.grace.call(DeletePost(post.id))
            _ = try await rig.grace.call(DeleteComment(comment.id))
            // One's own is no moderation.
            _ = try await rig.ada.call(DeletePost(other.id))
            try await rig.server.settle()

            let log = try await rig.ada.call(ListGroupLog(of: group)).items.prefix(2)
            #expect(Set(log.map(\.action)) == [.postDeleted, .commentDeleted])
            #expect(log.allSatisfy { $0.actor.id == rig.grace.id && $0.person?.id == rig.noor.id })
            #expect(Set(log.map(\.subjectId?.description)) == [post.id.description, comment.id.description])
            #expect(try await rig.log(group).count { $0 == .postDeleted } == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a group's feed is read in pages, its pinned post first`(_ database: TestDatabase) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.populated()
            var posts: [Post] = []
            for number in 1...5 { posts.append(try await post("\(number)", by: rig.noor, in: group)) }

            #expect(try await rig.noor.refusal(of: PinPostInGroup(posts[0].id)).code == .postsForbidden)
            _ = try await rig.grace.call(PinPostInGroup(posts[0].id))
            _ = try await rig.grace.call(PinPostInGroup(posts[1].id))
            let first = try await rig.eve.call(ListGroupPosts(of: group, limit: PageLimit(clamping: 2)))
            _ = try await post("6", by: rig.ada, in: group)
            let second = try await rig.eve.call(
                ListGroupPosts(of: group, limit: PageLimit(clamping: 2), cursor: first.nextCursor)
            )
            #expect(first.items.map(\.text) == ["2", "5", "4"] && first.items[0].isPinned)
            #expect(second.items.map(\.text) == ["3", "1"] && second.nextCursor == nil)
            _ = try await rig.ada.call(UnpinPostInGroup(posts[1].id))
            #expect(try await feed(rig, group, as: rig.eve) == ["6", "5", "4", "3", "2", "1"])
            try await rig.server.settle()
            #expect(try await rig.log(group).prefix(3) == [.postUnpinned, .postPinned, .postPinned])
            // A profile shows one's own posts, and has no place for those of a group.
            #expect(try await rig.noor.refusal(of: PinPost(posts[0].id)).code == .postsForbidden)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is posted comes home to members who want it`(_ database: TestDatabase) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.populated("closed", .closed)
            _ = try await rig.grace.call(UpdateGroupMembership(group, showsInHome: false))
            _ = try await post("Hello", by: rig.ada, in: group)

            #expect(try await home(rig, rig.noor) == ["Hello"])
            #expect(try await home(rig, rig.ada) == ["Hello"])
            #expect(try await home(rig, rig.grace) == [])
            #expect(try await home(rig, rig.eve) == [])
            _ = try await rig.grace.call(UpdateGroupMembership(group, showsInHome: true))
            #expect(try await home(rig, rig.grace) == ["Hello"])
            try await rig.bring(rig.eve, into: group)
            #expect(try await home(rig, rig.eve) == ["Hello"])
            // Who follows the author and is no member has nothing of it.
            _ = try await rig.kofi.call(FollowUser(rig.ada.id))
            #expect(try await home(rig, rig.kofi) == [])
            _ = try await rig.ada.call(DeleteGroup(group))
            try await eventually("it is gone everywhere") {
                let left = try await home(rig, rig.noor) + home(rig, rig.ada)
                return left.isEmpty
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `blocks and mutes hold in groups`(_ database: TestDatabase) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.populated()
            let post = try await post("Hello", by: rig.noor, in: group)
            #expect(try await home(rig, rig.grace) == ["Hello"])

            _ = try await rig.grace.call(MuteUser(rig.noor.id))
            #expect(try await home(rig, rig.grace) == [])
            #expect(try await feed(rig, group, as: rig.grace) == ["Hello"])
            try await rig.bring(rig.kofi, into: group)
            _ = try await rig.grace.call(UnmuteUser(rig.noor.id))
            #expect(try await home(rig, rig.grace) == ["Hello"])
            _ = try await rig.noor.call(BlockUser(rig.grace.id))
            #expect(try await home(rig, rig.grace) == [])
            #expect(try await feed(rig, group, as: rig.grace) == [])
            #expect(try await rig.grace.refusal(of: GetPost(post.id)).code == .postNotFound)
            #expect(try await home(rig, rig.kofi) == ["Hello"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a text names only who may read it`(_ database: TestDatabase) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.populated("closed", .closed)

            let post = try await post("@grace and @eve", by: rig.noor, in: group)
            let comment = try await rig.ada.call(CreateComment("@eve @noor", on: post.id))

            #expect(post.mentions == [rig.grace.id] && comment.mentions == [rig.noor.id])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a site without groups publishes as before`(_ database: TestDatabase) async throws {
        try await withServer(PostsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            let nowhere = GroupID(high: 1, low: 1)

            #expect(try await ada.call(CreatePost("Hello")).group == nil)
            let draft = PostDraft.saying("Hello") { $0.groupId = nowhere }
            #expect(try await ada.refusal(of: CreatePost(draft)).code == .groupNotFound)
            #expect(try await ada.refusal(of: ListGroupPosts(of: nowhere)).code == .groupNotFound)
        }
    }
}
