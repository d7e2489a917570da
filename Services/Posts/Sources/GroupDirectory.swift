// SPDX-License-Identifier: Apache-2.0
import Caching
import Core
import Endpoints
import GroupsAPI
import Modules
import PostsAPI

/// What people may do in groups: asked of Groups, kept for a moment, dropped when it changes.
///
/// `docs/decisions/0065-posts-ask-who-is-in-a-group.md` says why this is not a table of Posts. Where Groups does not
/// run, there are no groups.
struct GroupDirectory: Sendable {
    private struct Pair: Hashable, Comparable {
        let user: UserID
        let group: GroupID

        static func < (left: Self, right: Self) -> Bool {
            (left.user, left.group) < (right.user, right.group)
        }
    }

    private let peers: Peers
    private let cache: BatchedCache<Pair, GroupStanding>

    init(peers: Peers, clock: any WallClock) {
        self.peers = peers
        cache = BatchedCache(
            name: "posts-groups",
            capacity: PostsLimits.cachedTies,
            lifetime: PostsLimits.cachedTieLifetime,
            clock: clock
        )
    }

    /// What somebody may do in some groups.
    func standings(
        of user: UserID,
        in groups: some Sequence<GroupID>
    ) async throws -> [GroupID: GroupStanding] {
        let pairs = Set(groups).map { Pair(user: user, group: $0) }
        let standings = try await cache.values(for: pairs) { missing in
            var found: [Pair: GroupStanding] = [:]
            for start in stride(from: 0, to: missing.count, by: GetGroupStandings.most) {
                let groups = missing[start..<min(start + GetGroupStandings.most, missing.count)].map(\.group)
                let answer = try await peers.ask(GetGroupStandings(of: user, in: groups))
                for standing in answer ?? [] { found[Pair(user: user, group: standing.group)] = standing }
            }
            return found
        } otherwise: {
            GroupStanding(group: $0.group)
        }
        var byGroup: [GroupID: GroupStanding] = [:]
        for (pair, standing) in standings { byGroup[pair.group] = standing }
        return byGroup
    }

    /// What somebody may do in one group.
    func standing(of user: UserID, in group: GroupID) async throws -> GroupStanding {
        try await standings(of: user, in: CollectionOfOne(group))[group] ?? GroupStanding(group: group)
    }

    /// Drops what somebody may do in a group.
    func invalidate(_ user: UserID, _ group: GroupID) { cache.invalidate(Pair(user: user, group: group)) }

    /// Drops everything: a group changed its kind or name, or is gone, which is rare and touches all who know it.
    func invalidateAll() { cache.invalidateAll() }
}
