// SPDX-License-Identifier: Apache-2.0
import Caching
import ConnectionsAPI
import Core
import Endpoints
import Modules
import PostsAPI

/// What is between viewers and authors: asked of Connections, kept for a moment, dropped when it changes.
///
/// `docs/decisions/0050-ties-are-asked-for.md` says why this is not a table of Posts.
struct TieDirectory: Sendable {
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
            name: "posts-ties",
            capacity: PostsLimits.cachedTies,
            lifetime: PostsLimits.cachedTieLifetime,
            clock: clock
        )
    }

    /// What a viewer may see of some authors.
    func sight(of viewer: UserID, on authors: some Sequence<UserID>) async throws -> Sight {
        let pairs = Set(authors).subtracting(CollectionOfOne(viewer)).map { Pair(viewer: viewer, other: $0) }
        guard !pairs.isEmpty else { return Sight(viewer: viewer, ties: [:]) }
        let ties = try await cache.values(for: pairs) { missing in
            var found: [Pair: Tie] = [:]
            for start in stride(from: 0, to: missing.count, by: GetTies.most) {
                let others = missing[start..<min(start + GetTies.most, missing.count)].map(\.other)
                for tie in try await peers.call(GetTies(of: viewer, with: others)) {
                    found[Pair(viewer: viewer, other: tie.user)] = tie
                }
            }
            return found
        } otherwise: {
            Tie(user: $0.other)
        }
        var byAuthor: [UserID: Tie] = [:]
        for (pair, tie) in ties { byAuthor[pair.other] = tie }
        return Sight(viewer: viewer, ties: byAuthor)
    }

    /// Drops what is between two people, seen from either side.
    func invalidate(_ one: UserID, _ other: UserID) {
        cache.invalidate(Pair(viewer: one, other: other))
        cache.invalidate(Pair(viewer: other, other: one))
    }

    /// Drops everything: an account became private or public, which is rare and touches all who know it.
    func invalidateAll() { cache.invalidateAll() }
}

/// What one viewer may see: the rule, as a value.
struct Sight: Sendable {
    let viewer: UserID
    /// What is between the viewer and the authors at hand; nothing where one is missing.
    let ties: [UserID: Tie]

    /// Whether neither of the two blocks the other.
    func reaches(_ person: UserID) -> Bool { ties[person]?.isCut != true }

    /// Which of an author's posts the viewer sees; none when one blocks the other.
    func visibilities(of author: UserID) -> [Visibility] {
        guard author != viewer else { return Visibility.allCases }
        let tie = ties[author]
        guard tie?.isCut != true else { return [] }
        if tie?.viewerFollows == true { return [.everyone, .followers] }
        return tie?.isPrivate == true ? [] : [.everyone]
    }

    func sees(_ post: PostRecord) -> Bool { visibilities(of: post.author).contains(post.facts.visibility) }

    /// Whether the viewer may show the post to others: it is for everybody, and the account is not private.
    func mayShare(_ post: PostRecord) -> Bool {
        post.facts.visibility == .everyone && ties[post.author]?.isPrivate != true
    }
}
