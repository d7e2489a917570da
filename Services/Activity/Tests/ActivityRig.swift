// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Connections
import ConnectionsAPI
import Core
import Database
import Endpoints
import Groups
import GroupsAPI
import Modules
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Activity

/// Three people on a server with timelines: grace follows ada, eve follows nobody and is followed by nobody.
struct ActivityRig {
    let server: TestServer
    let ada: TestMember
    let grace: TestMember
    let eve: TestMember

    /// Runs a test with the cast.
    static func run(
        _ database: TestDatabase,
        _ body: (ActivityRig) async throws -> Void
    ) async throws {
        try await withServer(
            ActivityModule.self,
            PostsModule.self,
            ConnectionsModule.self,
            GroupsModule.self,
            on: database
        ) { server async throws in
            let rig = ActivityRig(
                server: server,
                ada: try await server.member("ada"),
                grace: try await server.member("grace"),
                eve: try await server.member("eve")
            )
            _ = try await rig.grace.call(FollowUser(rig.ada.id))
            try await server.settle()
            rig.goOn()
            try await body(rig)
        }
    }

    var service: ActivityService {
        get throws { try #require(server.site.module(ActivityModule.self)).activity }
    }

    /// Time passes, so that what happens next comes after.
    func goOn(_ duration: Duration = .milliseconds(1)) { server.clock.advance(by: duration) }

    /// Somebody does something, and time passes.
    @discardableResult
    func has<Request: Endpoint>(_ member: TestMember, _ request: Request) async throws -> Request.Reply {
        let reply = try await member.call(request)
        goOn()
        return reply
    }

    /// What those whom somebody follows did, once all that happened has arrived.
    func circle(of member: TestMember) async throws -> [ActivityEntry] {
        try await server.settle()
        return try await member.call(ListActivity()).items
    }

    /// The same in few words: `LIKE ada Hello`, and how many there are when they are more than one.
    func told(_ member: TestMember) async throws -> [String] {
        try await circle(of: member).map(Self.words)
    }

    /// What one person did, as another sees it.
    func told(_ viewer: TestMember, of member: TestMember) async throws -> [String] {
        try await server.settle()
        return try await viewer.call(ListUserActivity(of: member.id)).items.map(Self.words)
    }

    static func words(_ entry: ActivityEntry) -> String {
        let subject =
            entry.subject.type == .user
            ? entry.subject.user?.username.text ?? "" : entry.subject.excerpt
        let count = entry.count > 1 ? ["\(entry.count)"] : []
        return ([entry.kind.rawValue, entry.actor.username.text, subject] + count).joined(separator: " ")
    }

    /// A group of somebody's.
    func group(_ kind: GroupKind, by member: TestMember, _ name: String = "Looms") async throws -> GroupID {
        let slug = GroupSlug(trusted: name.lowercased())
        return try await has(member, CreateGroup(GroupName(trusted: name), slug: slug, kind: kind)).id
    }
}
