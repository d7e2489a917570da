// SPDX-License-Identifier: Apache-2.0
import Accounts
import Connections
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import PresenceAPI
import Testing
import Testkit
import UsersAPI

@testable import Presence

/// Whom it is told whether somebody is there, as they chose.
struct AudienceTests {
    private static let modules: [any ServiceModule.Type] = [
        PresenceModule.self, AccountsModule.self, ConnectionsModule.self,
    ]

    private func choose(_ audience: Audience, _ member: TestMember) async throws {
        _ = try await member.call(UpdateProfilePrivacy(member.id, .init(presence: audience)))
    }

    private func watch(_ member: TestMember, as viewer: TestMember) async throws -> TestSocket {
        let socket = try await viewer.connect()
        _ = try await socket.emit("presence:watch", #"{"userIds":["\#(member.id)"]}"#)
        return socket
    }

    @Test(arguments: TestDatabase.all)
    func `presence looks like absence to those it is not for`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            let eve = try await server.member("eve")
            let socket = try await ada.connect()
            _ = try await grace.call(FollowUser(ada.id))
            let seen: [(Audience, [TestMember])] = [
                (.everybody, [ada, grace, eve]), (.followers, [ada, grace]), (.onlyMe, [ada]),
                (.followers, [ada, grace]), (.everybody, [ada, grace, eve]),
            ]

            for (audience, viewers) in seen {
                try await choose(audience, ada)

                for viewer in [ada, grace, eve] {
                    let state = try #require(try await viewer.call(GetPresence([ada.id])).items.first)
                    #expect((state.status == .online) == viewers.contains { $0.id == viewer.id })
                }
            }
            try await socket.disconnect()
        }
    }

    @Test(arguments: TestDatabase.all)
    func `when somebody was last seen is for the same people`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let now = server.clock.now
            let presence = try #require(server.site.module(PresenceModule.self))
            try await presence.presence.database.write { db in try ActivityStore(db).see(ada.id, at: now) }
            #expect(try await eve.call(GetPresence([ada.id])).items.first?.lastSeenAt == now)

            try await choose(.followers, ada)

            #expect(try await eve.call(GetPresence([ada.id])).items.first?.lastSeenAt == nil)
            #expect(try await ada.call(GetPresence([ada.id])).items.first?.lastSeenAt == now)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `those who look hear only while it is for them`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            let eve = try await server.member("eve")
            _ = try await grace.call(FollowUser(ada.id))
            let own = try await ada.connect()
            let (follower, stranger) = (try await watch(ada, as: grace), try await watch(ada, as: eve))
            // One more than there are is counted.
            #expect(await server.rooms.count(in: .presence(ada.id)) == 3)

            try await choose(.followers, ada)
            #expect(try await heard("ONLINE", by: follower))
            #expect(try await heard("OFFLINE", by: stranger))
            #expect(await server.rooms.count(in: .presence(ada.id)) == 2)
            _ = try await own.emit("user:status-change", #"{"status":"AWAY"}"#)
            #expect(try await follower.next("user:status").json.contains("AWAY"))

            // Following opens what is looked at already, unfollowing closes it.
            _ = try await eve.call(FollowUser(ada.id))
            try await eventually("eve hears") { await server.rooms.count(in: .presence(ada.id)) == 3 }
            _ = try await grace.call(UnfollowUser(ada.id))
            try await eventually("grace does not") { await server.rooms.count(in: .presence(ada.id)) == 2 }
            #expect(try await heard("OFFLINE", by: follower))
            try await choose(.everybody, ada)
            try await eventually("both hear") { await server.rooms.count(in: .presence(ada.id)) == 3 }
            _ = try await own.emit("user:status-change", #"{"status":"DND"}"#)
            #expect(try await heard("DND", by: follower))
            #expect(try await heard("DND", by: stranger))
        }
    }

    private func heard(_ status: String, by socket: TestSocket) async throws -> Bool {
        for _ in 0..<5 where try await socket.next("user:status").json.contains(status) { return true }
        return false
    }
}
