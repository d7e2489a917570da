// SPDX-License-Identifier: Apache-2.0
import Caching
public import Core
public import Endpoints
public import Modules
public import UsersAPI

/// The profiles that a service shows beside its own things: asked of Users, kept for some minutes, dropped when they
/// change.
public struct ProfileDirectory: Sendable {
    /// How long profiles are kept before they are asked for again.
    private static let lifetime: Duration = .minutes(5)
    /// How many profiles are kept: about 20 MB.
    private static let capacity = 50_000

    private let peers: Peers
    private let cache: BatchedCache<UserID, User>

    /// An empty directory; `name` labels its metrics.
    public init(_ name: String, peers: Peers, clock: any WallClock) {
        self.peers = peers
        cache = BatchedCache(name: name, capacity: Self.capacity, lifetime: Self.lifetime, clock: clock)
    }

    /// The profiles of some people; a placeholder for whoever is gone.
    public func profiles(_ ids: some Sequence<UserID>) async throws -> [UserID: User] {
        try await cache.values(for: ids) { missing in
            var found: [UserID: User] = [:]
            for user in try await peers.call(GetProfiles(ids: missing)) { found[user.id] = user }
            return found
        } otherwise: {
            .deleted($0)
        }
    }

    /// The people of these ids who exist.
    public func existing(_ ids: [UserID]) async throws -> [User] {
        guard !ids.isEmpty else { return [] }
        return try await peers.call(GetProfiles(ids: ids))
    }

    /// The ids behind some usernames; unknown ones are left out.
    public func ids(of usernames: [Username]) async throws -> [UserID] {
        guard !usernames.isEmpty else { return [] }
        return try await peers.call(GetProfiles(usernames: usernames)).map(\.id)
    }

    /// Drops a profile that changed.
    public func invalidate(_ id: UserID) { cache.invalidate(id) }
}
