// SPDX-License-Identifier: Apache-2.0
import Accounts
import Chat
import ChatAPI
import Core
import Endpoints
import Foundation
import Modules
import PresenceAPI
import Testing
import Testkit
import UsersAPI

@testable import Presence

struct PresenceTests {
    private func states(_ member: TestMember, of others: TestMember...) async throws -> [Availability] {
        try await member.call(GetPresence(others.map(\.id))).items.map(\.status)
    }

    @Test(arguments: TestDatabase.all)
    func `whoever has a socket is there and tells those who look`(_ database: TestDatabase) async throws {
        try await withServer(PresenceModule.self, AccountsModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            #expect(try await states(ada, of: grace) == [.offline])
            let socket = try await ada.connect()
            let reply = try await socket.emit("presence:watch", #"{"userIds":["\#(grace.id)"]}"#)

            _ = try await grace.connect()

            #expect(reply.contains(#""status":"OFFLINE""#))
            let told = try await socket.next("user:status")
            #expect(told.json.contains(#""status":"ONLINE""#) && told.json.contains(grace.id.description))
            #expect(try await states(ada, of: grace, ada) == [.online, .online])
            let sent = server.rooms.broadcasts.filter { $0.room == "presence:\(grace.id)" }
            #expect(sent.map(\.keys) == [["status", "userId"]])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `somebody counts as there for some seconds after their last socket`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(PresenceModule.self, AccountsModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            let watcher = try await ada.connect()
            _ = try await watcher.emit("presence:watch", #"{"userIds":["\#(grace.id)"]}"#)
            let socket = try await grace.connect()
            _ = try await watcher.next("user:status")

            try await socket.disconnect()
            #expect(try await states(ada, of: grace) == [.online])
            // The server hears of the goodbye in its own time; ten minutes are less than a token lasts.
            var steps = 0
            try await eventually("the grace period is over") {
                if steps < 100 { server.clock.advance(by: PresenceLimits.grace + .seconds(1)) }
                steps += 1
                return server.rooms.broadcasts.contains { $0.event == "user:last-seen" }
            }

            let told = try await watcher.next("user:status")
            #expect(told.json.contains(#""status":"OFFLINE""#))
            let seen = try await watcher.next("user:last-seen")
            #expect(seen.json.contains(grace.id.description) && seen.json.contains(#""at":"#))
            let state = try #require(try await ada.call(GetPresence([grace.id])).items.first)
            #expect(state.status == .offline && state.lastSeenAt != nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a choice made on a socket is kept, published and told`(_ database: TestDatabase) async throws {
        try await withServer(PresenceModule.self, AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            let socket = try await ada.connect()
            _ = try await socket.emit("presence:watch", #"{"userIds":["\#(ada.id)"]}"#)
            try await server.settle()
            _ = try await server.newEvents()

            let reply = try await socket.emit("user:status-change", #"{"status":"DND"}"#)

            #expect(reply.hasPrefix(#"{"success":true"#))
            #expect(try await socket.next("user:status").json.contains("DND"))
            #expect(try await ada.call(GetUser(ada.id)).status == .doNotDisturb)
            #expect(try await states(ada, of: ada) == [.doNotDisturb])
            #expect(try await server.newEvents() == ["user.updated"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `watching replaces whom one watched`(_ database: TestDatabase) async throws {
        try await withServer(PresenceModule.self, AccountsModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            let socket = try await ada.connect()
            _ = try await socket.emit("presence:watch", #"{"userIds":["\#(grace.id)"]}"#)

            _ = try await socket.emit("presence:watch", #"{"userIds":[]}"#)

            try await eventually("the room is empty") {
                await server.rooms.count(in: Room("presence:\(grace.id)")) == 1
            }
        }
    }

    @Test(arguments: [
        #"{"userIds":["x"]}"#, #"{}"#, "",
        "{\"userIds\":[\((0...500).map { "\"\(UserID(high: 1, low: UInt64($0)))\"" }.joined(separator: ","))]}",
    ])
    func `a list that is none or too long is refused`(json: String) async throws {
        try await withServer(PresenceModule.self, AccountsModule.self, on: .sqlite) { server async throws in
            let socket = try await server.member("ada").connect()

            let reply = try await socket.emit("presence:watch", json)

            #expect(reply.hasPrefix(#"{"success":false,"error":{"code":"request.invalid""#))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `saying something counts as being seen`(_ database: TestDatabase) async throws {
        try await withServer(PresenceModule.self, ChatModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            let chat = try await ada.call(CreateChat(.private, with: [grace.id]))

            _ = try await ada.call(SendMessage("Hi", in: chat.id))
            try await server.settle()

            let states = try await grace.call(GetPresence([ada.id, grace.id])).items
            #expect(states.map(\.lastSeenAt) == [server.clock.now, nil])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `when somebody is deleted it is forgotten when they were seen`(_ database: TestDatabase) async throws
    {
        try await withServer(PresenceModule.self, ChatModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            let chat = try await ada.call(CreateChat(.private, with: [grace.id]))
            _ = try await ada.call(SendMessage("Hi", in: chat.id))
            try await server.settle()

            _ = try await ada.call(DeleteUser(ada.id))
            try await server.settle()

            let state = try #require(try await grace.call(GetPresence([ada.id])).items.first)
            #expect(state == PresenceState(userId: ada.id, status: .offline, lastSeenAt: nil))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `two hundred people may be asked about, no more`(_ database: TestDatabase) async throws {
        try await withServer(PresenceModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            let crowd = (0..<200).map { UserID(high: 1, low: UInt64($0)) }

            let page = try await ada.call(GetPresence(crowd))
            let refusal = try await ada.refusal(of: GetPresence(crowd + [ada.id]))

            #expect(page.items.map(\.userId) == crowd)
            #expect(page.items.allSatisfy { $0.status == .offline && $0.lastSeenAt == nil })
            #expect(refusal.problems.map(\.field) == ["userIds"])
            #expect(try await server.refusalOfStranger(GetPresence([ada.id])).code == .unauthenticated)
        }
    }
}
