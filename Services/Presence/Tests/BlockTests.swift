// SPDX-License-Identifier: Apache-2.0
import Accounts
import Connections
import ConnectionsAPI
import Core
import Endpoints
import Modules
import PresenceAPI
import Testing
import Testkit
import UsersAPI

@testable import Presence

struct BlockTests {
    private static let modules: [any ServiceModule.Type] = [
        PresenceModule.self, AccountsModule.self, ConnectionsModule.self,
    ]

    @Test(arguments: TestDatabase.all)
    func `between two people of whom one blocks the other nobody is there`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let grace = try await server.member("grace")
            let sockets = [try await ada.connect(), try await eve.connect()]
            _ = try await ada.call(BlockUser(eve.id))

            for (viewer, other) in [(ada, eve), (eve, ada)] {
                #expect(
                    try await viewer.call(GetPresence([other.id])).items == [
                        PresenceState(userId: other.id, status: .offline, lastSeenAt: nil)
                    ]
                )
                #expect(try await grace.call(GetPresence([other.id])).items.map(\.status) == [.online])
            }
            let reply = try await sockets[1].emit("presence:watch", #"{"userIds":["\#(ada.id)"]}"#)
            #expect(reply.contains(#""status":"OFFLINE""#) && reply.contains(#""lastSeenAt":null"#))
            #expect(await server.rooms.count(in: .presence(ada.id)) == 1, "one more than there are")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a block ends the looking of both`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            for (viewer, other) in [(ada, eve), (eve, ada)] {
                let socket = try await viewer.connect()
                _ = try await socket.emit("presence:watch", #"{"userIds":["\#(other.id)"]}"#)
            }

            _ = try await ada.call(BlockUser(eve.id))

            try await eventually("both left") {
                server.rooms.actions.contains(.leave("user:\(ada.id)", from: "presence:\(eve.id)"))
                    && server.rooms.actions.contains(.leave("user:\(eve.id)", from: "presence:\(ada.id)"))
            }
        }
    }
}
