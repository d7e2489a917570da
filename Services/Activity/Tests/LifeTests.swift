// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Connections
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import Posts
import PostsAPI
import Testing
import Testkit
import Users
import UsersAPI

@testable import Activity

/// How long entries live, and what is kept of what was.
struct LifeTests {
    private func count(_ rig: ActivityRig, _ condition: SQLQuery = "kind <> 1") async throws -> Int {
        try await rig.service.database.read { db in
            try db.value("SELECT count(*) FROM activity.entries WHERE \(condition)") ?? 0
        }
    }

    @Test(arguments: TestDatabase.all)
    func `after 90 days an entry is gone, at the page first`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, LikePost(post.id))
            rig.goOn(.days(89))
            try await rig.has(rig.ada, CreateComment("Well", on: post.id))
            #expect(try await rig.told(rig.grace).count == 2)

            rig.goOn(.days(1))
            #expect(try await rig.told(rig.grace) == ["COMMENT ada Well"])
            #expect(try await rig.told(rig.ada, of: rig.ada) == ["COMMENT ada Well"])
            #expect(try await count(rig) == 2)
            try await rig.service.trim()
            #expect(try await count(rig) == 1)
            rig.goOn(.days(90))
            try await rig.service.trim()
            #expect(try await count(rig) == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of very many entries the oldest go`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let now = rig.server.clock.now
            try await rig.service.database.write { [ada = rig.ada.id] db in
                for number in 0..<ActivityLimits.kept + ActivityLimits.sweep + 7 {
                    let at = now + .milliseconds(number)
                    let deed = Deed(actor: ada, kind: .like, source: SourceID(at: at), at: at, position: 1)
                    try EntryStore(db).put(deed)
                }
            }
            rig.goOn(.minutes(1))

            try await rig.service.trim()

            #expect(try await count(rig) == ActivityLimits.kept)
            let oldest = now + .milliseconds(ActivityLimits.sweep + 7)
            #expect(try await count(rig, "kind <> 1 AND at < \(oldest)") == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is known to be gone is forgotten after a week`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let (now, post) = (rig.server.clock.now, PostID(at: rig.server.clock.now))
            let deed = Deed(actor: rig.ada.id, kind: .like, source: SourceID(of: post), at: now, position: 1)
            try await rig.service.database.write { db in
                try EntryStore(db).takeBack(deed)
                try EntryStore(db).bury(SourceID(of: post), at: now)
            }
            #expect(try await count(rig) == 1)

            // One that came in at the very moment.
            try await rig.service.trim()
            #expect(try await count(rig) == 0)
            var other = deed
            other.source = SourceID(at: now)
            try await rig.service.database.write { [other] db in try EntryStore(db).takeBack(other) }
            rig.goOn(.days(6))
            try await rig.service.trim()
            #expect(try await count(rig) == 1)
            rig.goOn(.days(2))
            try await rig.service.trim()

            #expect(try await count(rig) == 0)
            let gone = try await rig.service.database.read { db in
                try db.value("SELECT count(*) FROM activity.gone", as: Int.self)
            }
            #expect(gone == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whom somebody followed before is learnt when they first look`(
        _ database: TestDatabase
    ) async throws {
        try await ActivityRig.run(database) { rig async throws in
            try await rig.has(rig.grace, FollowUser(rig.eve.id))
            try await rig.has(rig.grace, UnfollowUser(rig.eve.id))
            try await rig.server.settle()
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, LikePost(post.id))
            try await rig.has(rig.eve, LikePost(post.id))
            // As on a site that had no timelines.
            let ada = rig.ada.id
            try await rig.service.database.write { db in
                _ = try db.run("DELETE FROM activity.ties WHERE other_id = \(ada)")
            }

            #expect(try await rig.told(rig.grace) == ["LIKE ada Hello"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a site without connections, posts and groups has timelines of what it has`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(ActivityModule.self, UsersModule.self, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            _ = try await ada.call(UpdateUser(ada.id, try .picture("/faces/ada.webp")))
            try await server.settle()
            server.clock.advance(by: .milliseconds(1))

            let entries = try await eve.call(ListUserActivity(of: ada.id)).items
            #expect(entries.map(ActivityRig.words) == ["PROFILE_PICTURE ada ada"])
            #expect(try await eve.call(ListActivity()).items == [])
        }
    }
}
