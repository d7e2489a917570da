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

struct LiveFeedTests {
    @Test(arguments: TestDatabase.all)
    func `connected followers and the author are told of a post once it stands in their feeds`(
        _ database: TestDatabase
    ) async throws {
        try await FeedRig.run(database) { rig async throws in
            let post = try await rig.ada.call(CreatePost("Ada's"))

            let told = try await rig.server.broadcasts(atLeast: 2)

            #expect(told.map(\.event) == ["feed:new", "feed:new"])
            #expect(Set(told.map(\.room)) == ["feed:\(rig.ada.id)", "user:\(rig.ada.id)"])
            #expect(told.allSatisfy { $0.text("postId") == post.id.description })
            #expect(try await rig.feed(of: rig.grace).map(\.id) == [post.id])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `sockets join and leave with follows and mutes`(_ database: TestDatabase) async throws {
        try await FeedRig.run(database) { rig async throws in
            let (eve, feed) = ("user:\(rig.eve.id)", "feed:\(rig.ada.id)")

            _ = try await rig.eve.call(FollowUser(rig.ada.id))
            try await eventually("eve joins") { rig.server.rooms.actions.contains(.join(eve, into: feed)) }
            _ = try await rig.eve.call(MuteUser(rig.ada.id))

            try await eventually("eve leaves") { rig.server.rooms.actions.contains(.leave(eve, from: feed)) }
        }
    }
}
