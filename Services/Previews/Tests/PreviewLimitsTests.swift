// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Foundation
import Modules
import PostsAPI
import PreviewsAPI
import Testing
import Testkit

@testable import Previews

struct PreviewLimitsTests {
    @Test(arguments: TestDatabase.all)
    func `a page that says nothing is remembered longer than one that nobody answers for`(
        _ database: TestDatabase
    ) async throws {
        try await PreviewsRig.run(database) { rig in
            let (plain, lost) = ("https://example.org/plain", "https://example.org/lost")
            rig.server.web.draw("<h1>No title</h1>", at: plain)
            for address in [plain, lost] { _ = try await rig.post("See \(address)") }
            try await rig.settled(asked: 2)

            rig.server.clock.advance(by: PreviewsLimits.troubleLifetime + .seconds(1))
            for address in [plain, lost] { _ = try await rig.post("See \(address)") }
            try await rig.server.settle()
            try await rig.settled(asked: 3)

            #expect(rig.server.web.asked.count { $0 == plain } == 1)
            #expect(rig.server.web.asked.count { $0 == lost } == 2)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `one author does not keep the pages of others waiting`(_ database: TestDatabase) async throws {
        try await PreviewsRig.run(database) { rig in
            for index in 0..<(PreviewsLimits.perAuthor + 3) {
                _ = try await rig.post("https://site\(index).example/")
            }
            try await rig.server.settle()
            try await rig.settled(asked: PreviewsLimits.perAuthor)

            let other = try await rig.post(by: rig.grace)
            #expect(try await rig.shown(other.id) == PreviewsRig.preview)

            rig.server.web.draw("<title>Later</title>", at: "https://later.example/")
            rig.server.clock.advance(by: PreviewsLimits.perAuthorWindow * 2)
            let later = try await rig.post("https://later.example/")
            #expect(try await rig.shown(later.id).title == "Later")
            #expect(rig.server.web.asked.count == PreviewsLimits.perAuthor + 2)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `one host does not fill the line`(_ database: TestDatabase) async throws {
        try await PreviewsRig.run(database) { rig in
            let previews = try #require(rig.server.site.module(PreviewsModule.self)).previews
            let busy = try #require(WebURL("https://busy.example/more"))
            let calm = try #require(WebURL("https://calm.example/?https://busy.example/"))

            let found = try await previews.database.write { db in
                var full: [Bool] = []
                let store = PageStore(db)
                for index in 1...PreviewsLimits.waitingPerHost {
                    if index == PreviewsLimits.waitingPerHost { full.append(try store.isFull(for: busy)) }
                    let url = "https://busy.example/\(index)"
                    try db.enqueue(ReadPage(url: url), runAt: db.now + .days(1), uniqueKey: url)
                }
                return try full + [store.isFull(for: busy), store.isFull(for: calm)]
            }

            #expect(found == [false, true, false])
        }
    }

    @Test func `a job from before authors were looked at is read`() throws {
        let old = Data(#"{"url":"https://example.org/"}"#.utf8)
        let job = try JSONDecoder().decode(ReadPage.self, from: old)
        #expect(job.url == "https://example.org/" && job.author == nil && job.since == nil)
    }

    @Test(arguments: TestDatabase.all)
    func `what its author alone sees is not asked for until others may see it`(
        _ database: TestDatabase
    ) async throws {
        try await PreviewsRig.run(database) { rig in
            let post = try await rig.post("Mine: \(PreviewsRig.address)", .onlyMe)
            try await rig.server.settle()
            try await rig.settled(asked: 0)
            _ = try await rig.ada.call(EditPost(post.id, to: "Still mine: \(PreviewsRig.address)"))
            try await rig.server.settle()
            try await rig.settled(asked: 0)
            #expect(rig.server.web.asked.isEmpty)

            _ = try await rig.ada.call(EditPost(post.id, .init(visibility: .everyone)))

            #expect(try await rig.shown(post.id) == PreviewsRig.preview)
            #expect(rig.server.web.asked == [PreviewsRig.address])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `old news is let go`(_ database: TestDatabase) async throws {
        try await PreviewsRig.run(database) { rig in
            let previews = try #require(rig.server.site.module(PreviewsModule.self)).previews
            let post = PostFacts(
                id: PostID(high: 9, low: 9),
                author: rig.ada.id,
                text: PreviewsRig.address,
                visibility: .everyone,
                link: PreviewsRig.address,
                createdAt: rig.server.clock.now
            )
            func hear(after pause: Duration) async throws {
                try await previews.database.write { db in
                    try PreviewsService.want(post, since: db.now - pause, db)
                }
            }

            try await hear(after: PreviewsLimits.patience)
            try await rig.settled(asked: 0)
            #expect(rig.server.web.asked.isEmpty)
            try await hear(after: PreviewsLimits.patience - .seconds(1))
            try await rig.settled(asked: 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is kept and cannot be read is read anew from its page`(
        _ database: TestDatabase
    ) async throws {
        try await PreviewsRig.run(database) { rig in
            let previews = try #require(rig.server.site.module(PreviewsModule.self)).previews
            _ = try await previews.database.write { db in
                try db.run(
                    """
                    INSERT INTO previews.pages (url, preview, expires_at)
                    VALUES (\(PreviewsRig.address), '{', \(db.now + .hours(1)))
                    """
                )
            }

            let post = try await rig.post()

            #expect(try await rig.shown(post.id) == PreviewsRig.preview)
            #expect(rig.server.web.asked == [PreviewsRig.address])
        }
    }
}
