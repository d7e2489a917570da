// SPDX-License-Identifier: Apache-2.0
import Connections
import ConnectionsAPI
import Core
import Database
import Endpoints
import GroupsAPI
import Modules
import Testing
import Testkit
import UsersAPI

@testable import Groups

/// People on a server with groups: ada founds them, grace looks after them, eve is a stranger, noor and kofi come along.
struct GroupsRig {
    let server: TestServer
    let ada: TestMember
    let grace: TestMember
    let eve: TestMember
    let noor: TestMember
    let kofi: TestMember

    var people: [TestMember] { [ada, grace, eve, noor, kofi] }

    /// Runs a test with the cast, and counts everything again at its end.
    static func run(
        _ database: TestDatabase,
        with modules: [any ServiceModule.Type] = [],
        _ body: (GroupsRig) async throws -> Void
    ) async throws {
        let modules = [GroupsModule.self, ConnectionsModule.self] + modules
        try await withServer(of: modules, on: database) { server async throws in
            let rig = GroupsRig(
                server: server,
                ada: try await server.member("ada"),
                grace: try await server.member("grace"),
                eve: try await server.member("eve"),
                noor: try await server.member("noor"),
                kofi: try await server.member("kofi")
            )
            _ = try await server.newEvents()
            try await body(rig)
            #expect(try await server.site.findings() == [])
        }
    }

    var database: any ServiceDatabase {
        get throws { try #require(server.site.module(GroupsModule.self)).groups.database }
    }

    /// A group of ada's.
    func found(
        _ slug: String = "gardeners",
        _ kind: GroupKind = .open,
        hasChat: Bool = false
    ) async throws -> GroupID {
        let group = try await ada.call(
            CreateGroup(
                GroupName(trusted: "The \(slug)"),
                slug: GroupSlug(trusted: slug),
                kind: kind,
                hasChat: hasChat
            )
        )
        try await forgetEvents()
        return group.id
    }

    /// A group of ada's with grace as its moderator and noor as a member.
    func populated(_ slug: String = "gardeners", _ kind: GroupKind = .open) async throws -> GroupID {
        let group = try await found(slug, kind)
        try await bring(grace, into: group)
        try await bring(noor, into: group)
        _ = try await ada.call(ChangeGroupRole(.moderator, to: grace.id, in: group))
        try await forgetEvents()
        return group
    }

    /// Lets somebody in, whatever kind of group it is, a millisecond after whatever was before.
    func bring(_ member: TestMember, into group: GroupID) async throws {
        server.clock.advance(by: .milliseconds(1))
        _ = try await ada.call(InviteToGroup(member.id, to: group))
        _ = try await member.call(JoinGroup(group))
    }

    func forgetEvents() async throws { _ = try await server.newEvents() }

    /// The group as somebody sees it.
    func view(_ member: TestMember, _ group: GroupID) async throws -> Group {
        try await member.call(GetGroup(group))
    }

    /// Who is in a group, in the order they joined, as its owner sees it.
    func members(_ group: GroupID, as viewer: TestMember? = nil) async throws -> [String] {
        try await (viewer ?? ada).call(ListGroupMembers(of: group)).items.map(\.user.username.text)
    }

    /// What moderators did, the latest first.
    func log(_ group: GroupID) async throws -> [GroupAction] {
        try await ada.call(ListGroupLog(of: group)).items.map(\.action)
    }
}

/// Calls made at once, each allowed to be refused; returns how many were not.
@discardableResult
func atOnce(_ calls: [@Sendable () async throws -> Void]) async -> Int {
    await withTaskGroup(of: Bool.self) { tasks in
        for call in calls {
            tasks.addTask {
                do {
                    try await call()
                    return true
                } catch {
                    return false
                }
            }
        }
        var count = 0
        for await isDone in tasks where isDone { count += 1 }
        return count
    }
}
