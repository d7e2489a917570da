// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import PostsAPI
import PreviewsAPI
import Testing
import Testkit
import UsersAPI

@testable import Previews

struct PreviewTests {
    @Test(arguments: TestDatabase.all)
    func `a post shows what the page behind its first link says`(_ database: TestDatabase) async throws {
        try await PreviewsRig.run(database) { rig in
            let post = try await rig.post("First \(PreviewsRig.address), then https://example.org/other")

            #expect(post.preview == nil, "it is published without waiting")
            #expect(try await rig.shown(post.id) == PreviewsRig.preview)
            #expect(try await rig.grace.call(GetPost(post.id)).preview == PreviewsRig.preview)
            #expect(rig.server.web.asked == [PreviewsRig.address])
            let told = try await rig.server.events(of: PostPreviewChanged.self)
            #expect(told.map(\.post) == [post.id] && told.first?.preview == PreviewsRig.preview)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `those who look at the feed are told`(_ database: TestDatabase) async throws {
        try await PreviewsRig.run(database) { rig in
            let post = try await rig.post()
            _ = try await rig.shown(post.id)
            let hidden = try await rig.post("Mine: \(PreviewsRig.address)", .onlyMe)
            _ = try await rig.shown(hidden.id)

            func told(_ id: PostID) -> [Broadcast] {
                rig.server.rooms.broadcasts.filter {
                    $0.event == "post:preview" && $0.text("postId") == id.description
                }
            }
            try await eventually("all are told") { told(post.id).count == 2 && told(hidden.id).count == 1 }
            #expect(Set(told(post.id).map(\.room)) == ["user:\(rig.ada.id)", "feed:\(rig.ada.id)"])
            #expect(told(hidden.id).map(\.room) == ["user:\(rig.ada.id)"])
            #expect(
                told(post.id).first.map { String(decoding: $0.json, as: UTF8.self).contains("The Loom") }
                    == true
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a page is read once for all who link to it, until it is old`(_ database: TestDatabase) async throws
    {
        try await PreviewsRig.run(database) { rig in
            let first = try await rig.post()
            _ = try await rig.shown(first.id)
            let second = try await rig.post("Again \(PreviewsRig.address)#end")
            #expect(try await rig.shown(second.id) == PreviewsRig.preview)
            #expect(rig.server.web.asked.count == 1)

            rig.server.web.draw("<title>New Loom</title>", at: PreviewsRig.address)
            rig.server.clock.advance(by: PreviewsLimits.lifetime + .seconds(1))
            let third = try await rig.post()

            #expect(try await rig.shown(third.id).title == "New Loom")
            #expect(rig.server.web.asked.count == 2)
            #expect(try await rig.get(first.id).preview == PreviewsRig.preview)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a page that nobody answers for is asked for again, but not at once`(
        _ database: TestDatabase
    ) async throws {
        try await PreviewsRig.run(database) { rig in
            let lost = "https://example.org/lost"
            let post = try await rig.post("See \(lost)")
            try await rig.settled(asked: 1)
            _ = try await rig.post("See \(lost) again")
            try await rig.settled(asked: 1)
            #expect(try await rig.get(post.id).preview == nil)

            rig.server.web.draw("<title>Found</title>", at: lost)
            rig.server.clock.advance(by: PreviewsLimits.troubleLifetime + .seconds(1))
            let later = try await rig.post("See \(lost) now")

            #expect(try await rig.shown(later.id).title == "Found")
            // Who waited in vain is told as well.
            #expect(try await rig.shown(post.id).title == "Found")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `pages without a title and posts without a link show nothing`(_ database: TestDatabase) async throws
    {
        try await PreviewsRig.run(database) { rig in
            rig.server.web.draw("<h1>No title</h1>", at: "https://example.org/plain")
            rig.server.web.draw(
                "<title>x</title>",
                at: "https://example.org/odd",
                contentType: "text/html; charset=klingon"
            )

            let posts = [
                try await rig.post("https://example.org/plain"),
                try await rig.post("https://example.org/odd"),
                try await rig.post("no link"), try await rig.post("http://127.0.0.1/ http://localhost:8080/"),
            ]
            try await rig.settled(asked: 2)

            for post in posts { #expect(try await rig.get(post.id).preview == nil) }
            #expect(try await rig.server.events(of: LinkPreviewed.self).isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an edit that changes the link changes what is shown`(_ database: TestDatabase) async throws {
        try await PreviewsRig.run(database) { rig in
            rig.server.web.draw("<title>Other</title>", at: "https://example.org/other")
            let post = try await rig.post()
            _ = try await rig.shown(post.id)

            let reworded = try await rig.ada.call(
                EditPost(post.id, to: "Do see \(PreviewsRig.address)")
            )
            #expect(reworded.preview == PreviewsRig.preview)
            let moved = try await rig.ada.call(
                EditPost(post.id, to: "See https://example.org/other")
            )
            #expect(moved.preview == nil)
            #expect(try await rig.shown(post.id).title == "Other")
            let plain = try await rig.ada.call(EditPost(post.id, to: "See nothing"))
            #expect(plain.preview == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `its author takes a preview away for good`(_ database: TestDatabase) async throws {
        try await PreviewsRig.run(database) { rig in
            let post = try await rig.post()
            _ = try await rig.shown(post.id)
            let eve = try await rig.server.member("eve")
            #expect(try await rig.grace.refusal(of: RemovePostPreview(post.id)).code == .postsForbidden)
            _ = try await rig.ada.call(BlockUser(eve.id))
            #expect(try await eve.refusal(of: RemovePostPreview(post.id)).code == .postNotFound)
            #expect(
                try await rig.ada.refusal(of: RemovePostPreview(PostID(high: 9, low: 9))).code
                    == .postNotFound
            )

            _ = try await rig.ada.call(RemovePostPreview(post.id))
            _ = try await rig.ada.call(RemovePostPreview(post.id))

            #expect(try await rig.get(post.id).preview == nil)
            let told = try await rig.server.events(of: PostPreviewChanged.self)
            #expect(told.count == 2 && told.last?.preview == nil)
            // Another post with the same link, and an edit that keeps it, do not bring it back.
            _ = try await rig.shown(try await rig.post().id)
            let edited = try await rig.ada.call(
                EditPost(post.id, to: "Still \(PreviewsRig.address)")
            )
            try await rig.server.settle()
            #expect(edited.preview == nil)
            #expect(try await rig.get(post.id).preview == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a preview can be refused before it comes`(_ database: TestDatabase) async throws {
        try await PreviewsRig.run(database) { rig in
            let late = "https://example.org/late"
            let post = try await rig.post("See \(late)")
            _ = try await rig.ada.call(RemovePostPreview(post.id))
            try await rig.settled(asked: 1)
            rig.server.web.draw("<title>Late</title>", at: late)
            rig.server.clock.advance(by: PreviewsLimits.failureLifetime + .seconds(1))
            _ = try await rig.shown(try await rig.post("See \(late)").id)

            #expect(try await rig.get(post.id).preview == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a host is given a rest`(_ database: TestDatabase) async throws {
        try await PreviewsRig.run(database) { rig in
            let count = PreviewsLimits.perHost + 2
            var last: Post?
            for index in 0..<count {
                rig.server.web.draw("<title>\(index)</title>", at: "https://busy.example/\(index)")
                // Two authors, as one alone may not want so many.
                let author = index.isMultiple(of: 2) ? rig.ada : rig.grace
                last = try await rig.post("https://busy.example/\(index)", by: author)
            }
            try await eventually("the first are read") {
                rig.server.web.asked.count == PreviewsLimits.perHost
            }
            let calm = try await rig.post()
            #expect(try await rig.shown(calm.id) == PreviewsRig.preview)
            #expect(rig.server.web.asked.count == PreviewsLimits.perHost + 1)

            // A link to another host wakes those who read, who else would look at the clock every few seconds only.
            var steps = 0
            try await eventually("the others are read") {
                steps += 1
                if steps <= 10 {
                    rig.server.clock.advance(by: .seconds(30))
                    _ = try await rig.post("https://calm\(steps).example/")
                }
                return rig.server.web.asked.count { $0.hasPrefix("https://busy.example/") } == count
            }
            #expect(try await rig.shown(try #require(last).id).title == "\(count - 1)")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `where it is off nothing is asked for and nothing is kept`(_ database: TestDatabase) async throws {
        var rules = SiteRules.test
        rules.readsWeb = false
        try await PreviewsRig.run(database, rules: rules) { rig in
            let post = try await rig.post()
            try await rig.server.settle()

            #expect(rig.server.web.asked.isEmpty)
            #expect(try await rig.get(post.id).preview == nil)
            let previews = try #require(rig.server.site.module(PreviewsModule.self))
            let isAnything = try await previews.previews.database.read { db in
                try db.exists("SELECT 1 FROM previews.jobs") || db.exists("SELECT 1 FROM previews.pages")
            }
            #expect(!isAnything)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is too old is forgotten, and a deleted post takes its preview along`(
        _ database: TestDatabase
    ) async throws {
        try await PreviewsRig.run(database) { rig in
            let post = try await rig.post()
            _ = try await rig.shown(post.id)
            let previews = try #require(rig.server.site.module(PreviewsModule.self)).previews
            try await previews.forget()
            func kept() async throws -> Bool {
                try await previews.database.read { db in try db.exists("SELECT 1 FROM previews.pages") }
            }
            #expect(try await kept())

            _ = try await rig.ada.call(DeletePost(post.id))
            rig.server.clock.advance(by: PreviewsLimits.lifetime)
            try await previews.forget()

            #expect(try await !kept())
            #expect(try await rig.ada.refusal(of: GetPost(post.id)).code == .postNotFound)
        }
    }

    @Test func `what is written is what the fields say`() throws {
        for preview in [PreviewsRig.preview, LinkPreview(url: "https://example.org/", title: "\"")] {
            #expect(JSON.bytes(of: preview) == (try jsonByFields(preview)))
        }
    }
}
