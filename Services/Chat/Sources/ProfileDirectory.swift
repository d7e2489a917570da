// SPDX-License-Identifier: Apache-2.0
import Caching
import ChatAPI
import Core
import Endpoints
import Modules
import UsersAPI

/// The profiles shown beside messages: asked of Users, kept for some minutes, dropped when they change.
struct ProfileDirectory: Sendable {
    private let peers: Peers
    private let cache: LocalCache<UserID, User>

    init(peers: Peers, clock: any WallClock) {
        self.peers = peers
        cache = LocalCache(
            name: "chat-profiles",
            capacity: ChatLimits.profiles,
            lifetime: ChatLimits.profileLifetime,
            clock: clock
        )
    }

    /// The profiles of some people; a placeholder for whoever is gone.
    func profiles(_ ids: some Sequence<UserID>) async throws -> [UserID: User] {
        var found: [UserID: User] = [:]
        var missing: [UserID: LocalCache<UserID, User>.Ticket] = [:]
        for id in Set(ids) {
            if let user = cache.value(for: id) {
                found[id] = user
            } else {
                missing[id] = cache.ticket(for: id)
            }
        }
        guard !missing.isEmpty else { return found }
        for user in try await peers.call(GetProfiles(ids: missing.keys.sorted())) {
            if let ticket = missing[user.id] { _ = cache.fill(user, for: user.id, ticket: ticket) }
            found[user.id] = user
        }
        for id in missing.keys where found[id] == nil { found[id] = .deleted(id) }
        return found
    }

    /// The people of these ids who exist.
    func existing(_ ids: [UserID]) async throws -> [User] {
        guard !ids.isEmpty else { return [] }
        return try await peers.call(GetProfiles(ids: ids))
    }

    /// The ids behind some usernames; unknown ones are left out.
    func ids(of usernames: [Username]) async throws -> [UserID] {
        guard !usernames.isEmpty else { return [] }
        return try await peers.call(GetProfiles(usernames: usernames)).map(\.id)
    }

    /// Drops a profile that changed.
    func invalidate(_ id: UserID) { cache.invalidate(id) }
}
