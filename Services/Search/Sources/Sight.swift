// SPDX-License-Identifier: Apache-2.0
import Caching
import ConnectionsAPI
import Core
import Endpoints
import Modules
import PostsAPI
import SearchAPI
import UsersAPI

/// What is between the one who searches and those who wrote something: asked of Connections, kept for a moment, dropped
/// when it changes. On a site without connections there is nothing between anybody.
struct SearchTies: Sendable {
    private struct Pair: Hashable, Comparable {
        let viewer: UserID
        let other: UserID

        static func < (left: Self, right: Self) -> Bool {
            (left.viewer, left.other) < (right.viewer, right.other)
        }
    }

    private let peers: Peers
    private let cache: BatchedCache<Pair, Tie>

    init(peers: Peers, clock: any WallClock) {
        self.peers = peers
        cache = BatchedCache(
            name: "search-ties",
            capacity: SearchLimits.ties,
            lifetime: SearchLimits.tieLifetime,
            clock: clock
        )
    }

    /// What a viewer may see of some people.
    func sight(of viewer: UserID, on people: some Sequence<UserID>) async throws -> SearchSight {
        let pairs = Set(people).subtracting(CollectionOfOne(viewer)).map { Pair(viewer: viewer, other: $0) }
        guard !pairs.isEmpty else { return SearchSight(viewer: viewer, ties: [:]) }
        let ties = try await cache.values(for: pairs) { missing in
            var found: [Pair: Tie] = [:]
            for start in stride(from: 0, to: missing.count, by: GetTies.most) {
                let others = missing[start..<min(start + GetTies.most, missing.count)].map(\.other)
                for tie in try await peers.ask(GetTies(of: viewer, with: others)) ?? [] {
                    found[Pair(viewer: viewer, other: tie.user)] = tie
                }
            }
            return found
        } otherwise: {
            Tie(user: $0.other)
        }
        var byPerson: [UserID: Tie] = [:]
        for (pair, tie) in ties { byPerson[pair.other] = tie }
        return SearchSight(viewer: viewer, ties: byPerson)
    }

    /// Drops what is between two people, seen from either side.
    func invalidate(_ one: UserID, _ other: UserID) {
        cache.invalidate(Pair(viewer: one, other: other))
        cache.invalidate(Pair(viewer: other, other: one))
    }

    /// Drops everything: an account became private or public.
    func invalidateAll() { cache.invalidateAll() }
}

/// What one viewer may find: the rule, as a value. The services that own the things have the last word; this one makes
/// counts right and pages full.
struct SearchSight: Sendable {
    let viewer: UserID
    let ties: [UserID: Tie]
    /// Somebody of whom everything is shown although they are muted: the viewer asked for them by name.
    var asked: UserID?

    /// The people who decide whether an entry is seen.
    static func people(of row: EntryRow) -> [UserID] {
        if row.kind == .person { return [row.item.id()] }
        return [row.author, row.owner?.author].compactMap { $0 }
    }

    func sees(_ row: EntryRow) -> Bool {
        switch row.kind {
        case .person: return ties[row.item.id()]?.isCut != true
        case .hashtag, .group: return true
        // Being in the chat is what counts.
        case .message: return true
        case .post:
            guard let author = row.author else { return false }
            return !isQuiet(author) && sees(row.reach, of: author)
        case .comment:
            guard let author = row.author, let owner = row.owner else { return false }
            return !isQuiet(author) && !isQuiet(owner.author) && ties[author]?.isCut != true
                && sees(owner.reach, of: owner.author)
        }
    }

    private func isQuiet(_ person: UserID) -> Bool { ties[person]?.viewerMutes == true && person != asked }

    private func sees(_ reach: Visibility, of author: UserID) -> Bool {
        guard author != viewer else { return true }
        // Who is in a group is not known here, and a count must not tell of what one may not read.
        guard reach != .group else { return false }
        let tie = ties[author]
        guard tie?.isCut != true else { return false }
        if tie?.viewerFollows == true { return reach != .onlyMe }
        return reach == .everyone && tie?.isPrivate != true
    }
}
