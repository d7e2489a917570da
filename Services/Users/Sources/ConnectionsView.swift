// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import Modules
import UsersAPI

/// What Users shows of connections. On a site without them nobody follows and nobody blocks.
struct ConnectionsView: Sendable {
    /// How many pages are read for one: with more than that many blocks side by side in a list, a page is short.
    private static let mostReads = 5

    let peers: Peers

    /// Somebody with their counts and what is between them and a viewer; nil when they block the viewer. Admins see
    /// everybody.
    func profile(of person: Person, for viewer: Member) async throws -> UserProfile? {
        profile(of: person, try await summary(of: person.user.id, for: viewer.id), for: viewer)
    }

    /// How many follow somebody, and what is between them and a viewer.
    func summary(of user: UserID, for viewer: UserID) async throws -> FollowSummary {
        try await peers.ask(GetFollowSummary(of: user, for: viewer)) ?? FollowSummary()
    }

    /// Somebody of whom the summary is known.
    func profile(of person: Person, _ summary: FollowSummary, for viewer: Member) -> UserProfile? {
        guard !summary.blocksViewer || viewer.isAdmin else { return nil }
        let nearness: Nearness =
            viewer.id == person.user.id || viewer.isAdmin
            ? .oneself : summary.relationship.following ? .follower : .stranger
        return UserProfile(
            person.user(for: nearness),
            coverUrl: person.coverUrl(for: nearness),
            details: person.details(for: nearness),
            followerCount: summary.followerCount,
            followingCount: summary.followingCount,
            isPrivate: summary.isPrivate,
            relationship: summary.relationship
        )
    }

    /// A page without those of whom the viewer blocks one or is blocked by, filled up from the pages after it.
    ///
    /// `read` gives up to one row more than the limit after a cursor; `place` is the cursor of a row.
    func page(
        for viewer: UserID,
        from start: Cursor?,
        limit: PageLimit,
        _ read: (Cursor?) async throws -> [User],
        place: (User) -> Cursor
    ) async throws -> Page<User> {
        var shown: [User] = []
        var cursor = start
        for _ in 0..<Self.mostReads {
            let rows = try await read(cursor)
            shown += try await visible(Array(rows.prefix(limit.value)), to: viewer)
            if shown.count > limit.value { return Page(shown, limit: limit, cursor: place) }
            guard rows.count > limit.value else { return Page(items: shown) }
            cursor = place(rows[limit.value - 1])
            if shown.count == limit.value { break }
        }
        return Page(items: shown, nextCursor: cursor)
    }

    private func visible(_ users: [User], to viewer: UserID) async throws -> [User] {
        guard !users.isEmpty, let ties = try await peers.ask(GetTies(of: viewer, with: users.map(\.id)))
        else {
            return users
        }
        let cut = Set(ties.lazy.filter(\.isCut).map(\.user))
        return users.filter { !cut.contains($0.id) }
    }
}
