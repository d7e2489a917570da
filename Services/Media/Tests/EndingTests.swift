// SPDX-License-Identifier: Apache-2.0
import Blobs
import Core
import Database
import Endpoints
import MediaAPI
import Modules
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Media

struct EndingTests {
    @Test(arguments: TestDatabase.all)
    func `a picture that is never used goes after a day`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let (unused, used) = (try await rig.stored(by: rig.ada), try await rig.stored(by: rig.ada))
            _ = try await rig.post([used], by: rig.ada)
            rig.server.clock.advance(by: .hours(23))
            try await rig.reviewLater()
            #expect(try await rig.record(unused) != nil)
            rig.server.clock.advance(by: .hours(2))
            try await rig.reviewLater()
            try await rig.untilGone(unused)
            rig.server.clock.advance(by: .days(30))
            try await rig.reviewLater()
            #expect(try await rig.record(used) != nil)
            #expect(try await rig.record(used)?.reviewAt == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an upload that was never finished goes`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let id = try await rig.stored(by: rig.ada)
            try await rig.media.database.write { db in
                _ = try db.run("UPDATE media.pictures SET is_ready = \(false) WHERE id = \(id)")
            }
            #expect(try await rig.ada.refusal(of: GetPicture(id)).code == .mediaNotFound)
            rig.server.clock.advance(by: .hours(25))
            try await rig.reviewLater()
            try await rig.untilGone(id)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what was taken for something that was never stored is free again`(
        _ database: TestDatabase
    ) async throws {
        try await MediaRig.run(database) { rig in
            let id = try await rig.stored(by: rig.ada)
            let nowhere = PostID(at: rig.server.clock.now)
            _ = try await rig.server.site.peers.call(
                TakeMedia([id], of: rig.ada.id, for: MediaHolder(.post, nowhere, of: nowhere))
            )
            rig.server.clock.advance(by: MediaLimits.takenFor + .seconds(1))
            try await rig.reviewLater()
            #expect(try await rig.record(id)?.holder == nil)
            _ = try await rig.post([id], by: rig.ada)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `with a post go its pictures and those of its comments`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let (one, other) = (try await rig.stored(by: rig.ada), try await rig.stored(by: rig.grace))
            let post = try await rig.post([one], by: rig.ada)
            _ = try await rig.grace.call(CreateComment(CommentText(trusted: ""), on: post.id, mediaId: other))
            let url = try await rig.grace.call(GetPost(post.id)).media[0].urls.small

            _ = try await rig.ada.call(DeletePost(post.id))

            await #expect(throws: Failure.self) { try await rig.open(url) }
            try await rig.server.settle()
            try await rig.untilGone(one)
            try await rig.untilGone(other)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `with a comment goes its picture`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let post = try await rig.ada.call(CreatePost("Hello"))
            let id = try await rig.stored(by: rig.grace)
            let draft = CreateComment(CommentText(trusted: ""), on: post.id, mediaId: id)
            let comment = try await rig.grace.call(draft)
            _ = try await rig.grace.call(DeleteComment(comment.id))
            try await rig.server.settle()
            try await rig.untilGone(id)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of a deleted account nothing stays`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let used = try await rig.stored(by: rig.ada)
            let unused = try await rig.stored(by: rig.ada)
            let others = try await rig.stored(by: rig.eve)
            _ = try await rig.post([used], by: rig.ada)
            let portrait = PortraitForm(file: try UploadedFile(Sample.png(width: 20, height: 20)))
            _ = try await rig.ada.call(SetAvatar(rig.ada.id, portrait))

            _ = try await rig.ada.call(DeleteUser(rig.ada.id))
            try await rig.server.settle()

            try await rig.untilGone(used)
            try await rig.untilGone(unused)
            #expect(try await rig.hasFiles(others))
            try await eventually("no portrait is left") {
                try await rig.media.files.blobs.list(area: "portraits", after: nil, limit: 10).items.isEmpty
            }
            let usage = try await rig.media.database.read { db in try PictureStore(db).usage(of: rig.ada.id) }
            #expect(usage.pictures == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a picture is thrown away before it is used`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let id = try await rig.stored(by: rig.ada)
            _ = try await rig.ada.call(DeletePicture(id))
            try await rig.untilGone(id)
            #expect(try await rig.ada.refusal(of: GetPicture(id)).code == .mediaNotFound)
            #expect(try await rig.ada.refusal(of: DeletePicture(id)).code == .mediaNotFound)
        }
    }
}

extension MediaRig {
    /// Looks at the pictures whose time has come, as the schedule does.
    func reviewLater() async throws { try await media.review() }
}

/// A site that publishes and keeps no pictures.
enum PostsOnly {
    static let module = PostsModule.self
}
