// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Posts

struct HashtagTests {
    @Test(arguments: TestDatabase.all)
    func `a tag lists the public posts with it, in any spelling, newest first`(
        _ database: TestDatabase
    ) async throws {
        try await PostsRig.run(database) { rig async throws in
            let first = try await rig.post("#Notes one")
            let second = try await rig.post("#ＮＯＴＥＳ two")
            _ = try await rig.post("#notes hidden", .followers)

            let page = try await rig.eve.call(ListHashtagPosts("NOTES", limit: PageLimit(clamping: 1)))
            let rest = try await rig.eve.call(ListHashtagPosts("notes", cursor: page.nextCursor))

            #expect(page.items.map(\.id) == [second.id])
            #expect(rest.items.map(\.id) == [first.id])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a page reads on over posts that may not be seen`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            let seen = try await rig.ada.call(CreatePost("#tag ada"))
            for number in 0..<3 { _ = try await rig.grace.call(CreatePost("#tag \(number)")) }
            _ = try await rig.grace.call(UpdateConnectionSettings(isPrivate: true))

            let page = try await rig.eve.call(ListHashtagPosts("tag", limit: PageLimit(clamping: 2)))

            #expect(page.items.map(\.id) == [seen.id])
            #expect(page.nextCursor == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `trends are the tags most people used, not the most used`(_ database: TestDatabase) async throws {
        try await PostsRig.run(database) { rig async throws in
            for _ in 0..<5 { _ = try await rig.post("#mine") }
            _ = try await rig.post("#ours")
            _ = try await rig.grace.call(CreatePost("#ours"))
            _ = try await rig.grace.call(CreatePost("#secret", visibility: .followers))

            let trends = try await rig.eve.call(ListHashtagTrends()).items

            #expect(trends == [HashtagTrend(tag: "ours", people: 2), HashtagTrend(tag: "mine", people: 1)])
            rig.server.clock.advance(by: .days(3))
            #expect(try await rig.eve.call(ListHashtagTrends()).items == [])
        }
    }
}
