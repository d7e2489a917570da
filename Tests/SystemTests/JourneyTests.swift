// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import ChatAPI
import ConnectionsAPI
import Core
import Endpoints
import Modules
import PresenceAPI
import Testing
import Testkit
import UsersAPI

struct JourneyTests {
    @Test(arguments: TestDatabase.all)
    func `two people sign up, find each other and talk live`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let ada = try await server.member("ada", displayName: "Ada Lovelace")
            let grace = try await server.member("grace")
            let phone = try await grace.connect()

            let found = try #require(try await grace.call(SearchUsers("love")).items.first)
            let chat = try await grace.call(CreateChat(.private, with: [found.id]))
            _ = try await phone.next("chat:new")
            let sent = try await ada.call(SendMessage("Hello @grace", in: chat.id))
            let heard = try await phone.next("message:new")
            let reply = try await phone.emit(
                "message:send",
                #"{"chatId":"\#(chat.id)","content":"Hi","clientId":"p-1"}"#
            )
            _ = try await phone.emit("message:read", #"{"chatId":"\#(chat.id)","messageId":"\#(sent.id)"}"#)

            #expect(heard.json.contains("Hello @grace") && heard.json.contains(sent.id.description))
            #expect(
                reply.hasPrefix(#"{"success":true,"data":{"id":"#) && reply.contains(#""clientId":"p-1""#)
            )
            #expect(
                try await ada.call(ListMessages(in: chat.id)).items.map(\.content) == ["Hi", "Hello @grace"]
            )
            #expect(try await ada.call(GetChat(chat.id)).unreadCount == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `typing is told to the others and not to oneself`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            let chat = try await ada.call(CreateChat(.private, with: [grace.id]))
            let (laptop, phone) = (try await ada.connect(), try await grace.connect())

            _ = try await laptop.emit("typing:start", #"{"chatId":"\#(chat.id)"}"#)

            let told = try await phone.next("typing:user")
            #expect(told.json.contains(ada.id.description) && told.json.contains(#""isTyping":true"#))
            let typing = try #require(server.rooms.broadcasts.last { $0.event == "typing:user" })
            #expect(typing.room == "chat:\(chat.id)" && typing.except != nil)
            #expect(typing.keys == ["chatId", "isTyping", "userId"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a socket ends with its login`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let ada = try await server.member("ada")
            _ = try await ada.connect()
            let session = try await ada.call(ListSessions()).items[0].id

            _ = try await ada.call(Logout())

            try await eventually("the room is empty") {
                await server.rooms.count(in: .session(session)) == 1
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `two who follow each other and fall out are gone for each other everywhere`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            _ = try await ada.call(FollowUser(eve.id))
            _ = try await eve.call(FollowUser(ada.id))
            let chat = try await ada.call(CreateChat(.private, with: [eve.id]))
            _ = try await ada.connect()
            #expect(try await eve.call(GetUser(ada.id)).relationship.followedBy)
            #expect(try await eve.call(GetPresence([ada.id])).items.map(\.status) == [.online])

            _ = try await ada.call(BlockUser(eve.id))
            try await server.settle()

            #expect(try await eve.refusal(of: GetUser(ada.id)).code == .userNotFound)
            #expect(try await eve.call(SearchUsers("ada")).items.isEmpty)
            #expect(try await eve.call(ListFollowing(of: eve.id)).items.isEmpty)
            #expect(try await eve.refusal(of: FollowUser(ada.id)).code == .userNotFound)
            #expect(try await eve.refusal(of: SendMessage("Why?", in: chat.id)).code == .chatUnreachable)
            #expect(try await eve.refusal(of: CreateChat(.private, with: [ada.id])).code == .userNotFound)
            #expect(try await eve.call(GetPresence([ada.id])).items.map(\.status) == [.offline])
            #expect(try await ada.call(GetUser(eve.id)).followerCount == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever deletes their account is gone from everywhere`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let belongings = try await Belongings(server)
            let (ada, grace) = (belongings.ada, belongings.grace)
            try await server.settle()

            _ = try await ada.call(DeleteUser(ada.id))
            try await server.settle()

            #expect(try await grace.refusal(of: GetUser(ada.id)).code == .userNotFound)
            #expect(try await server.refusalOfStranger(Login("ada")).code == .invalidCredentials)
            #expect(try await grace.call(ListMessages(in: belongings.group.id)).items.map(\.content) == [""])
            #expect(try await grace.call(GetChat(belongings.group.id)).memberCount == 1)
            let state = try #require(try await grace.call(GetPresence([ada.id])).items.first)
            #expect(state.status == .offline && state.lastSeenAt == nil)
            await #expect(throws: SocketRefused.self) { try await ada.connect() }
        }
    }
}
