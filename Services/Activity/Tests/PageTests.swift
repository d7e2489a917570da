// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import ConnectionsAPI
import Core
import Database
import Endpoints
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Activity

/// Pages, what stands together on them, and what is taken out by whoever did it.
struct PageTests {
    private func pages(
        of member: TestMember,
        _ limit: Int,
        meanwhile: () async throws -> Void = {}
    ) async throws -> [[ActivityEntry]] {
        var (pages, cursor) = ([[ActivityEntry]](), Cursor?.none)
        repeat {
            let page = try await member.call(ListActivity(limit: PageLimit(clamping: limit), cursor: cursor))
            pages.append(page.items)
            cursor = page.nextCursor
            try await meanwhile()
        } while cursor != nil
        return pages
    }

    @Test(arguments: TestDatabase.all)
    func `what one person did of one kind in a row stands together`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let posts = try await Self.posts(7, by: rig.eve, rig)
            for post in posts.prefix(6) { try await rig.has(rig.ada, LikePost(post)) }
            try await rig.has(rig.ada, CreateComment("Well", on: posts[0]))
            rig.goOn(.days(2))
            try await rig.has(rig.ada, CreateComment("Still", on: posts[0]))
            try await rig.has(rig.ada, LikePost(posts[6]))

            let entries = try await rig.circle(of: rig.grace)
            #expect(
                entries.map(ActivityRig.words) == [
                    "LIKE ada 6", "COMMENT ada Still", "COMMENT ada Well", "LIKE ada 5 6",
                ]
            )
            let together = try #require(entries.last)
            #expect(together.others.map(\.excerpt) == ["4", "3", "2", "1"])
            #expect(together.subject.postId == posts[5])
            #expect(try await rig.told(rig.ada, of: rig.ada).count == 9, "each of one's own stands alone")
        }
    }

    private static func posts(
        _ count: Int,
        by member: TestMember,
        _ rig: ActivityRig
    ) async throws -> [PostID] {
        var posts: [PostID] = []
        for number in 0..<count { posts.append(try await rig.has(member, CreatePost("\(number)")).id) }
        return posts
    }

    @Test(arguments: TestDatabase.all)
    func `pages follow one another without gap or double, while more comes in above`(
        _ database: TestDatabase
    ) async throws {
        try await ActivityRig.run(database) { rig async throws in
            try await rig.has(rig.grace, FollowUser(rig.eve.id))
            let posts = try await Self.posts(9, by: rig.ada, rig)
            for (number, post) in posts.enumerated() {
                let actor = number.isMultiple(of: 3) ? rig.ada : rig.eve
                try await rig.has(actor, LikePost(post))
                if number.isMultiple(of: 2) { try await rig.has(actor, CreateComment("\(number)", on: post)) }
            }
            let all = try await rig.circle(of: rig.grace)
            #expect(all.map(\.count).reduce(0, +) == 14)

            for limit in 1...4 {
                let found = try await pages(of: rig.grace, limit)
                #expect(found.flatMap { $0 } == all, "by \(limit)")
                #expect(found.dropLast().allSatisfy { $0.count == limit })
            }
            let found = try await pages(of: rig.grace, 3) {
                try await rig.has(rig.ada, CreateComment("More", on: posts[0]))
                try await rig.server.settle()
            }
            #expect(found.flatMap { $0 } == all)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a page reads on past what may not be seen, so far, and then has a cursor`(
        _ database: TestDatabase
    ) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, LikePost(post.id))
            let start = rig.server.clock.now
            let count = ActivityLimits.portion * ActivityLimits.rounds + 5
            try await rig.service.database.write { [ada = rig.ada.id] db in
                try db.keep(
                    (1...count).map { number in
                        let at = start + .milliseconds(number)
                        // Of posts that nobody knows.
                        return .done(
                            Deed(actor: ada, kind: .like, source: SourceID(at: at), at: at, position: 1)
                        )
                    }
                )
            }
            rig.goOn(.minutes(1))

            let page = try await rig.grace.call(ListActivity())
            #expect(page.items == [])
            let cursor: Cursor = try #require(page.nextCursor)
            let rest = try await rig.grace.call(ListActivity(cursor: cursor))
            #expect(rest.items.map(ActivityRig.words) == ["LIKE ada Hello"])
            #expect(rest.nextCursor == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of very many who are followed the latest are found`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            // More than a portion has room for, each with two entries; the last of them is eve.
            let start = rig.server.clock.now
            let others = (0..<2 * ActivityLimits.portion).map { UserID(at: start + .milliseconds($0)) }
            try await rig.service.database.write { [grace = rig.grace.id, eve = rig.eve.id] db in
                for (number, user) in (others + [eve]).enumerated() {
                    try TieStore(db).setFollows(true, grace, user, step: 1)
                    for hour in [0, 1] {
                        let at = start + .hours(hour) + .milliseconds(number)
                        let deed = Deed(
                            actor: user,
                            kind: .follow,
                            source: SourceID(at: at),
                            at: at,
                            position: 1
                        )
                        try db.keep([.done(deed)])
                    }
                }
            }
            let rows = try await rig.service.database.read { [grace = rig.grace.id] db in
                try EntryStore(db).circle(
                    of: grace,
                    before: .end,
                    above: ActivityID(high: 0, low: 0),
                    limit: 100
                )
            }
            #expect(rows.count == 100)
            #expect(rows.first?.actor == rig.eve.id)
            #expect(rows.map(\.id) == rows.map(\.id).sorted(by: >))
            #expect(rows.map(\.actor) == [rig.eve.id] + others.suffix(99).reversed())
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a cursor that is none is refused`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            for cursor in [Cursor("x"), Cursor(12)] {
                #expect(try await rig.ada.refusal(of: ListActivity(cursor: cursor)).kind == .invalid)
                let person = ListUserActivity(of: rig.grace.id, cursor: cursor)
                #expect(try await rig.ada.refusal(of: person).kind == .invalid)
            }
            // That of an entry that is gone, or never was, is a place like any other.
            let nowhere = Cursor(ActivityID(at: rig.server.clock.now))
            #expect(try await rig.ada.call(ListActivity(cursor: nowhere)).items == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever did something takes it off all timelines`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, LikePost(post.id))
            try await rig.has(rig.ada, CreateComment("Well", on: post.id))
            let entry = try #require(try await rig.circle(of: rig.grace).first { $0.kind == .like })

            for stranger in [rig.grace, rig.eve] {
                let refused = try await stranger.refusal(of: DeleteActivity(entry.id))
                #expect(refused.code == .activityNotFound)
            }
            let unknown = try await rig.ada.refusal(of: DeleteActivity(ActivityID(high: 9, low: 9)))
            #expect(unknown.code == .activityNotFound)
            _ = try await rig.ada.call(DeleteActivity(entry.id))
            _ = try await rig.ada.call(DeleteActivity(entry.id))

            #expect(try await rig.told(rig.grace) == ["COMMENT ada Well"])
            #expect(try await rig.told(rig.ada, of: rig.ada) == ["COMMENT ada Well"])
            #expect(try await rig.ada.call(GetPost(post.id)).likedByMe, "what was done stays done")
        }
    }
}
