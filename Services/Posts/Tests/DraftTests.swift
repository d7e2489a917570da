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

struct DraftTests {
    @Test(arguments: TestDatabase.all)
    func `a draft is its author's alone until it is published`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let draft = try await rig.ada.call(CreateDraft(DraftContent(.saying("Soon"))))
            _ = try await rig.ada.call(ReplaceDraft(draft.id, DraftContent(.saying("Now #tag"))))
            #expect(try await rig.server.newEvents() == [])

            #expect(try await rig.grace.call(ListDrafts()).items.isEmpty)
            #expect(try await rig.grace.refusal(of: PublishDraft(draft.id)).code == .draftNotFound)
            #expect(try await rig.grace.refusal(of: DeleteDraft(draft.id)).code == .draftNotFound)
            let post = try await rig.ada.call(PublishDraft(draft.id))

            #expect(post.text == "Now #tag" && post.hashtags == ["tag"])
            #expect(try await rig.ada.call(ListDrafts()).items.isEmpty)
            #expect(try await rig.ada.refusal(of: PublishDraft(draft.id)).code == .draftNotFound)
            #expect(try await rig.server.newEvents() == ["post.created"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a draft publishes itself once at its time`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let now = rig.server.clock.now
            let content = DraftContent(.saying("On time"), publishAt: now + .hours(1))
            let draft = try await rig.ada.call(CreateDraft(content))
            let later = DraftContent(.saying("Later"), publishAt: now + .hours(2))
            _ = try await rig.ada.call(ReplaceDraft(draft.id, later))
            #expect(draft.publishAt == (now + .hours(1)).wholeMilliseconds)

            rig.server.clock.advance(by: .hours(1))
            // Something else that wakes the jobs, and whose end shows that they ran.
            let other = try await rig.post("Other")
            _ = try await rig.ada.call(LikePost(other.id))
            _ = try await rig.ada.call(DeletePost(other.id))
            let module = try #require(rig.server.site.module(PostsModule.self))
            try await eventually("the jobs due by now are done") {
                try await module.posts.database.read { db in try !db.exists("SELECT 1 FROM posts.marks") }
            }
            #expect(try await rig.eve.call(ListUserPosts(of: rig.ada.id)).items == [])

            rig.server.clock.advance(by: .hours(1))
            _ = try await rig.ada.call(DeletePost(try await rig.post("Wakes the jobs").id))
            try await eventually("the draft is published") {
                try await rig.eve.call(ListUserPosts(of: rig.ada.id)).items.map(\.text) == ["Later"]
            }
            #expect(try await rig.ada.call(ListDrafts()).items.isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a draft that cannot be published any more says why`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let quoted = try await rig.post("Quoted")
            let content = DraftContent(
                .saying("Look") { $0.quotedId = quoted.id },
                publishAt: rig.server.clock.now + .hours(1)
            )
            _ = try await rig.eve.call(CreateDraft(content))
            _ = try await rig.ada.call(EditPost(quoted.id, .init(visibility: .onlyMe)))

            rig.server.clock.advance(by: .hours(1))
            _ = try await rig.ada.call(DeletePost(try await rig.post("Wakes the jobs").id))

            try await eventually("the draft says what is wrong") {
                try await rig.eve.call(ListDrafts()).items.first?.problem != nil
            }
            let left = try await rig.eve.call(ListDrafts()).items
            #expect(left.map(\.publishAt) == [nil])
            #expect(left.map(\.problem) == ["There is no such post."])
        }
    }

    @Test func `the time of a draft lies ahead`() async throws {
        try await PostsRig.run(.sqlite) { rig async throws in
            for ahead: Duration in [.seconds(-1), .seconds(59), .days(400)] {
                let content = DraftContent(.saying("When?"), publishAt: rig.server.clock.now + ahead)
                let refusal = try await rig.ada.refusal(of: CreateDraft(content))
                #expect(refusal.problems.map(\.field) == ["publishAt"])
            }
        }
    }
}
