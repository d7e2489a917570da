// SPDX-License-Identifier: Apache-2.0
import Caching
import ChatAPI
import Core
import Endpoints
import Modules
import UsersAPI

/// Which chats people are in: asked of Chat, kept for a moment, dropped when it changes.
///
/// It is asked and not made from events: of somebody's joining and leaving in quick succession the events may come in
/// either order, and a wrong answer would show a chat to somebody who has left it.
struct Memberships: Sendable {
    private let peers: Peers
    private let cache: ReadThroughCache<UserID, [ChatID]>

    init(peers: Peers, clock: any WallClock) {
        self.peers = peers
        cache = ReadThroughCache(
            name: "search-memberships",
            capacity: 10_000,
            lifetime: SearchLimits.tieLifetime,
            clock: clock
        )
    }

    /// The chats somebody is in, the latest active first; none on a site without chats.
    func chats(of user: UserID) async throws -> [ChatID] {
        try await cache.value(for: user) { [peers] in
            try await peers.ask(ListMemberships(of: user, limit: SearchLimits.chats)) ?? []
        }
    }

    /// Drops what is known of somebody.
    func invalidate(_ user: UserID) { cache.invalidate(user) }
    /// Drops everything: a chat is gone, with members nobody names.
    func invalidateAll() { cache.invalidateAll() }
}
