// SPDX-License-Identifier: Apache-2.0
import Accounts
import AccountsAPI
import Chat
import ChatAPI
import ConnectionsAPI
import Core
import Endpoints
import Modules
import Presence
import PresenceAPI
import Testing
import Testkit
import Users
import UsersAPI

/// Sites that run some of the modules.
struct ModuleSetTests {
    @Test(arguments: TestDatabase.all)
    func `without connections people meet, chat and see each other`(_ database: TestDatabase) async throws {
        let modules: [any ServiceModule.Type] = [
            AccountsModule.self, UsersModule.self, ChatModule.self, PresenceModule.self,
        ]
        try await withServer(of: modules, on: database) { server async throws in
            #expect(!server.site.endpoints.contains { $0.declaration.name == "FollowUser" })
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            let socket = try await grace.connect()

            let chat = try await ada.call(CreateChat(.private, with: [grace.id]))
            let message = try await ada.call(SendMessage("Hello", in: chat.id))
            let watched = try await socket.emit("presence:watch", #"{"userIds":["\#(grace.id)"]}"#)

            #expect(try await grace.call(ListMessages(in: chat.id)).items == [message])
            #expect(try await ada.call(GetUser(grace.id)) == UserProfile(grace.user))
            #expect(try await ada.call(GetPresence([grace.id])).items.map(\.status) == [.online])
            #expect(watched.contains(#""status":"ONLINE""#))
        }
    }
}
