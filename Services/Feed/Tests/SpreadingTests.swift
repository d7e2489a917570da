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

/// The rules of spreading, on the tables themselves, where events come in any order.
struct SpreadingTests {
    private let actor = UserID(high: 1, low: 0)
    private let reader = UserID(high: 2, low: 1)

    private func act(_ number: UInt64, by actor: UserID? = nil) -> Act {
        let author = actor ?? self.actor
        let id = PostID(high: 100 + number, low: 0)
        return Act(id: ActID(id), post: id, actor: author, author: author, isRepost: false)
    }

    private func time(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds) }

    private func withTables(
        _ database: TestDatabase,
        _ body: @escaping @Sendable (any SQLConnection, Spreading) throws -> Void
    ) async throws {
        try await FeedRig.run(database) { rig async throws in
            try await rig.database.write { db in try body(db, Spreading(db)) }
        }
    }

    private func read(_ db: any SQLConnection, _ user: UserID? = nil) throws -> [ActID] {
        try NewestFirst().slice(of: user ?? reader, after: nil, limit: 100, in: db).acts.map(\.id)
    }

    @Test(arguments: TestDatabase.all)
    func `the end of a post that comes before its beginning holds`(_ database: TestDatabase) async throws {
        try await withTables(database) { db, spreading in
            try spreading.change(reader, with: actor) { $0.follows.set(true, step: 1) }
            let act = act(1)

            try spreading.end(act.post, by: actor, at: time(2))
            try spreading.take(act, reach: .everyone, at: time(1))
            try spreading.change(act, reach: .followers, at: time(3))

            #expect(try read(db) == [] && read(db, actor) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of two changes the later holds, whichever comes first`(_ database: TestDatabase) async throws {
        try await withTables(database) { db, spreading in
            try spreading.change(reader, with: actor) { $0.follows.set(true, step: 1) }
            let act = act(1)

            try spreading.change(act, reach: .onlyMe, at: time(2))
            try spreading.take(act, reach: .everyone, at: time(1))
            try spreading.change(reader, with: actor) { $0.mutes.set(false, step: 5) }
            try spreading.change(reader, with: actor) { $0.mutes.set(true, step: 4) }

            #expect(try read(db) == [] && read(db, actor) == [act.id])
            try spreading.change(act, reach: .everyone, at: time(3))
            #expect(try read(db) == [act.id])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is heard twice is done once`(_ database: TestDatabase) async throws {
        try await withTables(database) { db, spreading in
            let act = act(1)
            for _ in 0..<2 {
                try spreading.take(act, reach: .everyone, at: time(1))
                try spreading.change(reader, with: actor) { $0.follows.set(true, step: 1) }
            }

            #expect(try read(db) == [act.id])
            let count = try db.value(
                "SELECT listener_count FROM feed.people WHERE user_id = \(actor)",
                as: Int.self
            )
            #expect(count == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an act is spread in portions and stops when it is gone`(_ database: TestDatabase) async throws {
        try await withTables(database) { db, spreading in
            let readers = (0..<5).map { UserID(high: 10, low: $0) }
            for user in readers { try spreading.change(user, with: actor) { $0.follows.set(true, step: 1) } }
            let act = act(1)
            _ = try ActStore(db).insert(act, reach: .everyone, at: time(1))
            let content = SpreadAct.Content(act)
            let start = UserID(high: 0, low: 0)

            let first = try spreading.goOn(content, after: start, limit: 2)
            #expect(first == readers[1])
            let second = try spreading.goOn(content, after: try #require(first), limit: 2)
            #expect(try readers.map { try read(db, $0).count } == [1, 1, 1, 1, 0])
            try spreading.end(act.post, by: actor, at: time(2))

            #expect(try spreading.goOn(content, after: try #require(second), limit: 2) == nil)
            #expect(try readers.allSatisfy { try read(db, $0).isEmpty })
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what a looked-up account did is merged into the feed, each post once`(
        _ database: TestDatabase
    ) async throws {
        try await withTables(database) { db, spreading in
            let famous = UserID(high: 3, low: 0)
            for other in [actor, famous] {
                try spreading.change(reader, with: other) { $0.follows.set(true, step: 1) }
            }
            try spreading.take(act(1, by: famous), reach: .everyone, at: time(1))
            try spreading.take(act(2), reach: .everyone, at: time(2))
            try db.run("UPDATE feed.people SET is_pulled = \(true) WHERE user_id = \(famous)")
            try spreading.take(act(3, by: famous), reach: .everyone, at: time(3))
            try spreading.take(act(4), reach: .everyone, at: time(4))
            try spreading.take(act(5, by: famous), reach: .onlyMe, at: time(5))
            // Somebody passes on what already came.
            let again = Act(
                id: ActID(high: 106, low: 0),
                post: PostID(high: 103, low: 0),
                actor: actor,
                author: famous,
                isRepost: true
            )
            try spreading.take(again, reach: .everyone, at: time(6))

            #expect(try read(db) == [act(4).id, act(3).id, act(2).id, act(1).id])
            let page = try NewestFirst().slice(of: reader, after: Cursor(act(4).id), limit: 2, in: db)
            #expect(page.acts.map(\.id) == [act(3).id, act(2).id])
            #expect(page.next == Cursor(act(2).id))
            try spreading.change(reader, with: famous) { $0.follows.set(false, step: 2) }
            #expect(try read(db) == [again.id, act(4).id, act(2).id])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an account that very many hear is looked up from then on`(_ database: TestDatabase) async throws {
        try await withTables(database) { db, spreading in
            try spreading.change(reader, with: actor) { $0.follows.set(true, step: 1) }
            #expect(try !TieStore(db).isPulled(actor))

            try TieStore(db).addListeners(FeedLimits.pulledFrom, to: actor)
            try TieStore(db).addListeners(-FeedLimits.pulledFrom, to: actor)

            #expect(try TieStore(db).isPulled(actor))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a feed is cut at its greatest length`(_ database: TestDatabase) async throws {
        try await FeedRig.run(database) { rig async throws in
            let count = UInt64(FeedLimits.entries) + 20
            try await rig.database.write { db in
                for number in 0..<count { try EntryStore(db).insert(act(number), for: reader) }
            }

            try await rig.server.site.module(FeedModule.self)?.feed.trim()

            let left = try await rig.database.read { db in
                try EntryStore(db).page(of: reader, before: nil, limit: 5000).map(\.id)
            }
            #expect(left.count == FeedLimits.entries)
            #expect(left.first == act(count - 1).id)
        }
    }
}
