// SPDX-License-Identifier: Apache-2.0
import Chat
import ChatAPI
import Connections
import ConnectionsAPI
import Core
import Database
import Endpoints
import Groups
import Modules
import NotificationsAPI
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Notifications

/// Three people on a server that notifies: grace follows ada, eve knows neither.
struct NotificationsRig {
    let server: TestServer
    let ada: TestMember
    let grace: TestMember
    let eve: TestMember

    /// Runs a test with the cast, and counts everything again at its end.
    static func run(
        _ database: TestDatabase,
        _ body: (NotificationsRig) async throws -> Void
    ) async throws {
        try await withServer(
            NotificationsModule.self,
            PostsModule.self,
            ConnectionsModule.self,
            ChatModule.self,
            GroupsModule.self,
            on: database
        ) { server async throws in
            let rig = NotificationsRig(
                server: server,
                ada: try await server.member("ada"),
                grace: try await server.member("grace"),
                eve: try await server.member("eve")
            )
            _ = try await rig.grace.call(FollowUser(rig.ada.id))
            _ = try await rig.list(of: rig.ada)
            _ = try await rig.ada.call(ClearNotifications())
            try await server.settle()
            server.rooms.clear()
            rig.goOn()
            try await body(rig)
            #expect(try await rig.service.database.read { try Recount.wrong(in: $0) } == [])
        }
    }

    var service: NotificationsService {
        get throws { try #require(server.site.module(NotificationsModule.self)).notifications }
    }

    /// Time passes: what happens at the same moment as a block is before it.
    func goOn(_ duration: Duration = .milliseconds(1)) { server.clock.advance(by: duration) }

    /// What somebody is told once all that happened has arrived.
    func list(of member: TestMember, unread: Bool? = nil) async throws -> [NotificationsAPI.Notification] {
        try await server.settle()
        return try await member.call(ListNotifications(unread: unread)).items
    }

    /// The same in few words: `LIKE ada grace 2`, the kind, who did it, and how often.
    func told(_ member: TestMember) async throws -> [String] {
        try await list(of: member).map { item in
            ([item.kind.rawValue] + item.actors.map(\.username.text) + ["\(item.count)"]).joined(
                separator: " "
            )
        }
    }

    func unread(_ member: TestMember) async throws -> Int {
        try await server.settle()
        return try await member.call(CountUnreadNotifications()).count
    }

    /// A post of ada's.
    func post(_ text: String = "Hello", _ visibility: Visibility? = nil) async throws -> Post {
        let post = try await ada.call(CreatePost(text, visibility: visibility))
        goOn()
        return post
    }

    /// The broadcasts to somebody, by name.
    func news(for member: TestMember) -> [String] {
        server.rooms.broadcasts.filter {
            $0.room == "user:\(member.id)" && $0.event.hasPrefix("notification:")
        }
        .map(\.event)
    }
}
