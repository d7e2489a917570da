// SPDX-License-Identifier: Apache-2.0
import Caching
import ConnectionsAPI
import Core
import Endpoints
import Modules
import UsersAPI

/// Who may see whether somebody is there: nobody a block lies between, and otherwise whom the person chose.
struct PresenceSight: Sendable {
    private static let lifetime: Duration = .minutes(5)
    /// About 10 MB.
    private static let capacity = 100_000

    private let peers: Peers
    /// Whom people's presence is for: asked of Users, dropped when they choose anew.
    private let audiences: BatchedCache<UserID, Audience>

    init(peers: Peers, clock: any WallClock) {
        self.peers = peers
        audiences = BatchedCache(
            name: "presence-audiences",
            capacity: Self.capacity,
            lifetime: Self.lifetime,
            clock: clock
        )
    }

    /// Those of some people whose presence a viewer may not see.
    func hidden(_ users: [UserID], from viewer: UserID) async throws -> Set<UserID> {
        let others = users.filter { $0 != viewer }
        guard !others.isEmpty else { return [] }
        let audiences = try await audiences(of: others)
        let ties = try await ties(of: viewer, with: others)
        return Set(
            others.filter { user in
                let tie = ties[user]
                return tie?.isCut == true
                    || !(audiences[user] ?? .onlyMe).admits(
                        tie?.viewerFollows == true ? .follower : .stranger
                    )
            }
        )
    }

    /// Those of some viewers who may see somebody's presence.
    func admitted(_ viewers: Set<UserID>, to user: UserID) async throws -> Set<UserID> {
        let audience = try await audiences(of: [user])[user] ?? .onlyMe
        let others = viewers.subtracting([user])
        guard !others.isEmpty else { return viewers }
        let ties = try await ties(of: user, with: Array(others))
        return viewers.filter { viewer in
            guard viewer != user else { return true }
            let tie = ties[viewer]
            return tie?.isCut != true && audience.admits(tie?.followsViewer == true ? .follower : .stranger)
        }
    }

    /// Drops what is known of somebody's choice.
    func invalidate(_ user: UserID) { audiences.invalidate(user) }

    /// Nobody's presence is for anybody of whom Users does not know.
    private func audiences(of users: [UserID]) async throws -> [UserID: Audience] {
        try await audiences.values(for: users) { missing in
            var found: [UserID: Audience] = [:]
            for start in stride(from: 0, to: missing.count, by: GetPresenceAudiences.most) {
                let some = missing[start..<min(start + GetPresenceAudiences.most, missing.count)]
                for known in try await peers.call(GetPresenceAudiences(Array(some))) {
                    found[known.user] = known.audience
                }
            }
            return found
        } otherwise: { _ in
            .onlyMe
        }
    }

    /// What is between one and some others; nothing on a site without connections.
    private func ties(of user: UserID, with others: [UserID]) async throws -> [UserID: Tie] {
        var found: [UserID: Tie] = [:]
        for start in stride(from: 0, to: others.count, by: GetTies.most) {
            let some = Array(others[start..<min(start + GetTies.most, others.count)])
            guard let ties = try await peers.ask(GetTies(of: user, with: some)) else { return [:] }
            for tie in ties { found[tie.user] = tie }
        }
        return found
    }
}
