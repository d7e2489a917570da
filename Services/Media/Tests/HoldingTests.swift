// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import MediaAPI
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Media

struct HoldingTests {
    @Test(arguments: TestDatabase.all)
    func `a post shows its pictures in their order, with what they show`(
        _ database: TestDatabase
    ) async throws {
        try await MediaRig.run(database) { rig in
            let (one, other) = (try await rig.stored(by: rig.ada), try await rig.stored(by: rig.ada))
            _ = try await rig.ada.call(UpdatePicture(one, alt: AltText(trusted: "A tree")))
            let post = try await rig.post([other, one], by: rig.ada)
            #expect(post.media.map(\.id) == [other, one])
            #expect(post.media.map(\.alt) == ["", "A tree"])

            _ = try await rig.ada.call(UpdatePicture(other, alt: AltText(trusted: "A bird")))
            #expect(try await rig.eve.call(GetPost(post.id)).media.map(\.alt) == ["A bird", "A tree"])
            let events = try await rig.server.events(of: PostCreated.self)
            #expect(events.last?.post.media == [other, one])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a picture is used once, by its owner`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let id = try await rig.stored(by: rig.ada)
            let draft = PostDraft(text: PostText(trusted: "x"), mediaIds: MediaIDs([id]))
            #expect(try await rig.eve.refusal(of: CreatePost(draft)).code == .mediaNotFound)
            _ = try await rig.ada.call(CreatePost(draft))
            #expect(try await rig.ada.refusal(of: CreatePost(draft)).code == .mediaInUse)
            #expect(try await rig.ada.refusal(of: DeletePicture(id)).code == .mediaInUse)
            let post = try await rig.ada.call(CreatePost("Words"))
            let comment = CreateComment(CommentText(trusted: "y"), on: post.id, mediaId: id)
            #expect(try await rig.ada.refusal(of: comment).code == .mediaInUse)
            let free = try await rig.stored(by: rig.ada)
            let both = PostDraft(text: PostText(trusted: "x"), mediaIds: MediaIDs([free, id]))
            #expect(try await rig.ada.refusal(of: CreatePost(both)).code == .mediaInUse)
            #expect(try await rig.record(free)?.holder == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of two who take a picture at the same time one gets it`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let id = try await rig.stored(by: rig.ada)
            let draft = PostDraft(text: PostText(trusted: "x"), mediaIds: MediaIDs([id]))
            let published = await withTaskGroup(of: Bool.self) { tasks in
                for _ in 0..<5 { tasks.addTask { (try? await rig.ada.call(CreatePost(draft))) != nil } }
                return await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(published == 1)
        }
    }

    @Test func `a post needs words or pictures`() async throws {
        try await MediaRig.run(.sqlite) { rig in
            let empty = CreatePost(PostText(trusted: ""))
            #expect(try await rig.ada.refusal(of: empty).problems.map(\.field) == ["text"])
            let post = try await rig.ada.call(CreatePost("Words"))
            let silent = CreateComment(CommentText(trusted: ""), on: post.id)
            #expect(try await rig.ada.refusal(of: silent).problems.map(\.field) == ["text"])
            let id = try await rig.stored(by: rig.ada)
            let shown = try await rig.post([id], by: rig.ada)
            let edit = EditPost(shown.id, EditPost.Changes(mediaIds: MediaIDs([])))
            #expect(try await rig.ada.refusal(of: edit).problems.map(\.field) == ["text"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an edit changes the pictures, and those that go are free again`(
        _ database: TestDatabase
    ) async throws {
        try await MediaRig.run(database) { rig in
            let (one, other) = (try await rig.stored(by: rig.ada), try await rig.stored(by: rig.ada))
            let post = try await rig.post([one], "x", by: rig.ada)
            let changes = EditPost.Changes(mediaIds: MediaIDs([other]))
            #expect(try await rig.eve.refusal(of: EditPost(post.id, changes)).code == .postsForbidden)

            let edited = try await rig.ada.call(EditPost(post.id, changes))

            #expect(edited.media.map(\.id) == [other])
            #expect(edited.editedAt != nil)
            try await rig.server.settle()
            rig.server.clock.advance(by: MediaLimits.afterEdit + .seconds(1))
            try await rig.reviewLater()
            #expect(try await rig.record(one)?.holder == nil)
            #expect(try await rig.record(other)?.holder?.kind == .post)
            _ = try await rig.post([one], by: rig.ada)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a draft keeps its pictures until it is published`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let (one, other) = (try await rig.stored(by: rig.ada), try await rig.stored(by: rig.ada))
            func content(_ ids: [MediaID]) -> DraftContent {
                DraftContent(PostDraft(text: PostText(trusted: ""), mediaIds: MediaIDs(ids)))
            }
            let draft = try await rig.ada.call(CreateDraft(content([one, other])))
            #expect(draft.post.media.map(\.id) == [one, other])
            #expect(try await rig.eve.refusal(of: GetPictureFile(one, .small)).code == .mediaNotFound)

            _ = try await rig.ada.call(ReplaceDraft(draft.id, content([one])))
            #expect(try await rig.record(other)?.holder == nil)
            #expect(
                try await rig.eve.refusal(of: ReplaceDraft(draft.id, content([one]))).code == .draftNotFound
            )
            #expect(try await rig.ada.call(ListDrafts()).items[0].post.media.map(\.id) == [one])

            // A draft may lie for days.
            rig.server.clock.advance(by: .days(3))
            try await rig.reviewLater()
            try await rig.untilGone(other)
            #expect(try await rig.record(one)?.holder?.kind == .draft)

            let post = try await rig.ada.call(PublishDraft(draft.id))
            #expect(post.media.map(\.id) == [one])
            #expect(try await rig.record(one)?.holder?.kind == .post)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a draft that cannot be published keeps its pictures`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let id = try await rig.stored(by: rig.ada)
            let quoted = try await rig.eve.call(CreatePost("Quote me"))
            let content = PostDraft(
                text: PostText(trusted: ""),
                mediaIds: MediaIDs([id]),
                quotedId: quoted.id
            )
            let draft = try await rig.ada.call(CreateDraft(DraftContent(content)))
            _ = try await rig.eve.call(DeletePost(quoted.id))
            #expect(try await rig.ada.refusal(of: PublishDraft(draft.id)).code == .postNotFound)
            #expect(try await rig.record(id)?.holder?.kind == .draft)
            _ = try await rig.ada.call(DeleteDraft(draft.id))
            #expect(try await rig.record(id)?.holder == nil)
        }
    }

    @Test func `a site without pictures says so`() async throws {
        try await withServer(PostsOnly.module, on: .sqlite) { server in
            let ada = try await server.member("ada")
            let draft = PostDraft(
                text: PostText(trusted: "x"),
                mediaIds: MediaIDs([MediaID(at: server.clock.now)])
            )
            #expect(try await ada.refusal(of: CreatePost(draft)).problems.map(\.field) == ["mediaIds"])
            let post = try await ada.call(CreatePost("Words"))
            #expect(post.media == [])
        }
    }
}
