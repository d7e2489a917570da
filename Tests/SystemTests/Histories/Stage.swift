// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import GroupsAPI
import Modules
import NotificationsAPI
import PostsAPI
import Testkit
import UsersAPI

/// Where a history is played: a site with fresh people and groups.
protocol Stage: Sendable {
    /// The people, by number.
    var people: [User] { get }
    var groups: [GroupID] { get }
    /// Whether accounts can be hidden and come back.
    var canHide: Bool { get }
    /// How long everything may take to become what it should be.
    var patience: Duration { get }
    /// Lets time go on, so that what comes next is later than what was.
    func passTime() async throws
    /// Returns when everything that was published is handled.
    func settle() async throws
    /// Calls an endpoint as one of the people; throws a `Failure` when it is refused.
    func call<Request: Endpoint>(_ request: Request, as person: Int) async throws -> Request.Reply
    /// Has somebody's account hidden, or shown again.
    func setHidden(_ isHidden: Bool, _ person: Int) async throws
}

/// The kinds of the groups of a history.
func groupKinds(of seed: UInt64) -> [GroupKind] { [.open, seed.isMultiple(of: 2) ? .hidden : .closed] }

/// A server in this process.
struct ServerStage: Stage {
    let server: TestServer
    let members: [TestMember]
    let groups: [GroupID]

    var people: [User] { members.map(\.user) }
    var canHide: Bool { true }
    var patience: Duration { .seconds(5) }

    /// Brings fresh people and groups onto a server.
    init(_ server: TestServer, name: String, people: Int, groups kinds: [GroupKind]) async throws {
        self.server = server
        var members: [TestMember] = []
        for number in 0..<people { members.append(try await server.member("\(name)_\(number)")) }
        self.members = members
        var groups: [GroupID] = []
        for (number, kind) in kinds.enumerated() {
            let slug = GroupSlug(trusted: "\(name)-\(number)")
            let request = CreateGroup(GroupName(trusted: "Group \(number)"), slug: slug, kind: kind)
            groups.append(try await members[0].call(request).id)
        }
        self.groups = groups
    }

    func passTime() async throws { server.clock.advance(by: .milliseconds(1)) }

    func settle() async throws { try await server.settle() }

    func call<Request: Endpoint>(_ request: Request, as person: Int) async throws -> Request.Reply {
        let caller = try await members[person].caller()
        guard Request.route.method == .get else { return try await server.call(request, as: caller) }
        // There is very much of it, and what JSON makes of it is for other tests.
        do {
            return try await server.site.peers.call(request, as: caller)
        } catch let refused as any ServiceError {
            throw refused.failure
        }
    }

    func setHidden(_ isHidden: Bool, _ person: Int) async throws {
        let member = members[person]
        if isHidden {
            _ = try await member.call(DeactivateUser(member.id))
        } else {
            _ = try await server.site.peers.call(ReactivateUser(member.id))
        }
    }
}
