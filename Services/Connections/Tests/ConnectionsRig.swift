// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import Modules
import Testkit
import UsersAPI

@testable import Connections

/// Three people on a server with connections.
struct ConnectionsRig {
    let server: TestServer
    let ada: TestMember
    let grace: TestMember
    let eve: TestMember

    /// Runs a test with the cast, and counts everything again at its end.
    static func run(_ database: TestDatabase, _ body: (ConnectionsRig) async throws -> Void) async throws {
        try await withServer(ConnectionsModule.self, on: database) { server async throws in
            let rig = ConnectionsRig(
                server: server,
                ada: try await server.member("ada"),
                grace: try await server.member("grace"),
                eve: try await server.member("eve")
            )
            _ = try await server.newEvents()
            try await body(rig)
            let findings = try await server.site.findings()
            guard findings.isEmpty else { throw CountersDrifted(findings: findings) }
        }
    }

    /// What `viewer` sees of what is between them and `other`.
    func relationship(_ viewer: TestMember, _ other: TestMember) async throws -> Relationship {
        try await server.site.peers.call(GetFollowSummary(of: other.id, for: viewer.id)).relationship
    }

    /// How many follow somebody and how many they follow.
    func counts(_ member: TestMember) async throws -> [Int] {
        let summary = try await server.site.peers.call(GetFollowSummary(of: member.id, for: member.id))
        return [summary.followerCount, summary.followingCount]
    }

    /// Somebody whose followers have to ask.
    func goPrivate(_ member: TestMember) async throws {
        _ = try await member.call(UpdateConnectionSettings(isPrivate: true))
        _ = try await server.newEvents()
    }

    /// More people, each a millisecond after the one before.
    func crowd(_ count: Int) async throws -> [TestMember] {
        var members: [TestMember] = []
        for index in 0..<count {
            server.clock.advance(by: .milliseconds(1))
            members.append(try await server.member("guest\(index)"))
        }
        return members
    }

    /// Calls an endpoint a millisecond later than the last.
    func later<Request: Endpoint>(_ member: TestMember, _ request: Request) async throws {
        server.clock.advance(by: .milliseconds(1))
        _ = try await member.call(request)
    }
}

/// Counters were not what a recount gives.
struct CountersDrifted: Error { let findings: [String] }
