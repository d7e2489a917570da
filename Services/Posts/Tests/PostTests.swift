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

struct CreatePostTests {
    @Test(arguments: TestDatabase.all)
    func `a post is there for everybody and is announced with its facts`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.ada.call(CreatePost(.saying("Hi @grace and @nobody, see #Notes")))

            #expect(post.author == rig.ada.user)
            #expect(post.visibility == .everyone)
            #expect(post.mentions == [rig.grace.id])
            #expect(post.hashtags == ["notes"])
            #expect((post.likeCount, post.commentCount, post.repostCount) == (0, 0, 0))
            #expect(post.media == [] && post.editedAt == nil)
            #expect(try await rig.eve.call(GetPost(post.id)) == post)
            #expect(try await rig.server.newEvents() == ["post.created"])
            let event = try #require(try await rig.server.events(of: PostCreated.self).first)
            #expect(event.post.id == post.id)
            #expect(event.post.text == post.text)
            #expect(event.post.mentions == [rig.grace.id])
        }
    }

    @Test(arguments: [
        ("", "Must have 1 to 5000 characters unless there are pictures."),
        (" \n ", "Must have 1 to 5000 characters unless there are pictures."),
        (String(repeating: "x", count: 5001), "Must have at most 5000 characters."),
        ("a\u{0}b", "Must not contain control characters."),
    ])
    func `a text outside the limits is refused by its field`(text: String, problem: String) async throws {
        try await PostsRig.run(.sqlite) { rig async throws in
            let refusal = try await rig.ada.refusal(of: CreatePost(.saying(text)))

            #expect(refusal.problems == [Failure.Problem(field: "text", message: problem)])
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test func `pictures are refused clearly as long as there are none`() async throws {
        try await PostsRig.run(.sqlite) { rig async throws in
            let body = #"{"text":"Look","mediaIds":["0190a1b2-0000-7000-8000-000000000001"]}"#
            let failure = await #expect(throws: Failure.self) {
                try await rig.server.send("CreatePost", body: Array(body.utf8), as: rig.ada.caller())
            }

            #expect(failure?.problems.map(\.field) == ["mediaIds"])
            let empty = #"{"text":"Look","mediaIds":[]}"#
            let reply = try await rig.server.send(
                "CreatePost",
                body: Array(empty.utf8),
                as: rig.ada.caller()
            )
            #expect(reply.status == 201)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `posts of one moment keep their order`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            var made: [PostID] = []
            for number in 0..<12 {
                made.append(try await rig.ada.call(CreatePost(.saying("No. \(number)"))).id)
            }

            var (seen, cursor) = ([PostID](), Cursor?.none)
            repeat {
                let page = try await rig.eve.call(
                    ListUserPosts(of: rig.ada.id, limit: PageLimit(clamping: 5), cursor: cursor)
                )
                seen += page.items.map(\.id)
                cursor = page.nextCursor
            } while cursor != nil

            #expect(seen == made.reversed())
        }
    }
}

struct VisibilityTests {
    @Test(arguments: TestDatabase.all)
    func `who may see a post follows its visibility`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let open = try await rig.post("For all")
            let close = try await rig.post("For followers", .followers)
            let own = try await rig.post("For me", .onlyMe)

            for post in [open, close, own] { #expect(try await rig.ada.call(GetPost(post.id)) == post) }
            #expect(try await rig.grace.call(GetPost(close.id)) == close)
            #expect(try await rig.grace.refusal(of: GetPost(own.id)).code == .postNotFound)
            #expect(try await rig.eve.call(GetPost(open.id)) == open)
            let kept = try await rig.eve.refusal(of: GetPost(close.id))
            let unknown = try await rig.eve.refusal(of: GetPost(PostID(high: 1, low: 1)))
            #expect((kept.kind, kept.code, kept.message) == (unknown.kind, unknown.code, unknown.message))
            #expect(
                try await rig.ada.call(ListUserPosts(of: rig.ada.id)).items.map(\.id)
                    == [own.id, close.id, open.id]
            )
            #expect(
                try await rig.grace.call(ListUserPosts(of: rig.ada.id)).items.map(\.id)
                    == [close.id, open.id]
            )
            #expect(try await rig.eve.call(ListUserPosts(of: rig.ada.id)).items.map(\.id) == [open.id])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a block hides everything both ways, at once`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let adas = try await rig.post()
            let graces = try await rig.grace.call(CreatePost(.saying("Mine")))
            _ = try await rig.grace.call(LikePost(adas.id))

            _ = try await rig.ada.call(BlockUser(rig.grace.id))

            #expect(try await rig.grace.refusal(of: GetPost(adas.id)).code == .postNotFound)
            #expect(try await rig.ada.refusal(of: GetPost(graces.id)).code == .postNotFound)
            #expect(try await rig.grace.refusal(of: LikePost(adas.id)).code == .postNotFound)
            #expect(
                try await rig.grace.refusal(of: CreateComment("Hi", on: adas.id)).code == .postNotFound
            )
            #expect(try await rig.grace.refusal(of: ListUserPosts(of: rig.ada.id)).code == .userNotFound)
            let named = try await rig.ada.call(CreatePost(.saying("About @grace")))
            #expect(named.mentions == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the public posts of a private account are for its followers`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()
            #expect(try await rig.eve.call(GetPost(post.id)) == post)

            _ = try await rig.ada.call(UpdateConnectionSettings(isPrivate: true))

            #expect(try await rig.eve.refusal(of: GetPost(post.id)).code == .postNotFound)
            #expect(try await rig.eve.call(ListUserPosts(of: rig.ada.id)).items == [])
            #expect(try await rig.grace.call(GetPost(post.id)) == post)
        }
    }
}

struct EditPostTests {
    @Test(arguments: TestDatabase.all)
    func `an edit replaces text, mentions and tags, and what was said is kept`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post("Hi @grace #one")
            rig.server.clock.advance(by: .seconds(60))

            let edited = try await rig.ada.call(EditPost(post.id, to: "Hi #two"))

            #expect(edited.text == "Hi #two" && edited.mentions == [] && edited.hashtags == ["two"])
            #expect(edited.editedAt == post.createdAt + .seconds(60))
            #expect(try await rig.server.newEvents() == ["post.edited"])
            let history = try await rig.eve.call(ListPostEdits(of: post.id)).items
            #expect(
                history == [
                    PostEdit(text: post.text, contentWarning: nil, replacedAt: post.createdAt + .seconds(60))
                ]
            )
            #expect(try await rig.eve.call(ListHashtagPosts("one")).items == [])
            #expect(try await rig.eve.call(ListHashtagPosts("two")).items == [edited])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `only its author changes a post`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let open = try await rig.post()
            let close = try await rig.post("Close", .followers)

            #expect(
                try await rig.grace.refusal(of: EditPost(open.id, to: "No")).code == .postsForbidden
            )
            #expect(
                try await rig.eve.refusal(of: EditPost(close.id, to: "No")).code == .postNotFound
            )
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `another visibility is announced with the former one and is no edit`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post()

            let hidden = try await rig.ada.call(EditPost(post.id, .init(visibility: .onlyMe)))

            #expect(hidden.visibility == .onlyMe && hidden.editedAt == nil)
            #expect(try await rig.grace.refusal(of: GetPost(post.id)).code == .postNotFound)
            #expect(try await rig.ada.call(ListPostEdits(of: post.id)).items == [])
            let event = try #require(try await rig.server.events(of: PostEdited.self).first)
            #expect((event.post.visibility, event.formerVisibility) == (.onlyMe, .everyone))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `two edits at once both stand in the history`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let post = try await rig.post("First")

            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        _ = try await rig.ada.call(EditPost(post.id, to: "No. \(number)"))
                    }
                }
                try await group.waitForAll()
            }

            let now = try await rig.ada.call(GetPost(post.id))
            let history = try await rig.ada.call(ListPostEdits(of: post.id)).items.map(\.text)
            #expect(history.count == 8 && history.last == "First")
            #expect(Set(history + [now.text]).count == 9)
        }
    }
}
