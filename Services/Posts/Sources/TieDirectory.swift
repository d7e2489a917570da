// SPDX-License-Identifier: Apache-2.0
import Caching
import ConnectionsAPI
import Core
import Endpoints
import GroupsAPI
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
    /// What viewers may do in groups.
    let groups: GroupDirectory

    init(peers: Peers, clock: any WallClock) {
        self.peers = peers
        groups = GroupDirectory(peers: peers, clock: clock)
        cache = BatchedCache(
            name: "posts-ties",
            capacity: PostsLimits.cachedTies,
            lifetime: PostsLimits.cachedTieLifetime,
            clock: clock
        )
    }

    /// What a viewer may see of some posts.
    func sight(
        of viewer: UserID,
        seeing posts: some Collection<PostRecord>,
        and others: some Sequence<UserID> = EmptyCollection()
    ) async throws -> Sight {
        var authors = Set(posts.lazy.map(\.author))
        authors.formUnion(others)
        var sight = try await sight(of: viewer, on: authors)
        let groups = Set(posts.lazy.compactMap(\.facts.group))
        if !groups.isEmpty { sight.groups = try await self.groups.standings(of: viewer, in: groups) }
        return sight
    }

    /// What a viewer may see of some authors, but for what these posted in groups.
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
    /// What the viewer may do in the groups at hand.
    var groups: [GroupID: GroupStanding] = [:]

    /// Whether neither of the two blocks the other.
    func reaches(_ person: UserID) -> Bool { ties[person]?.isCut != true }

    /// Which of an author's posts outside groups the viewer sees; none when one blocks the other.
    func visibilities(of author: UserID) -> [Visibility] {
        guard author != viewer else { return [.everyone, .followers, .onlyMe] }
        let tie = ties[author]
        guard tie?.isCut != true else { return [] }
        if tie?.viewerFollows == true { return [.everyone, .followers] }
        return tie?.isPrivate == true ? [] : [.everyone]
    }

    /// Whether the viewer may see a post. In a group that follows the group alone, and the blocks between people.
    func sees(_ post: PostRecord) -> Bool {
        guard let group = post.facts.group else {
            return visibilities(of: post.author).contains(post.facts.visibility)
        }
        return groups[group]?.reads == true && reaches(post.author)
    }

    /// Lets the viewer comment on a post, like it or vote: in a group that is for members.
    func requireTakingPart(in post: PostRecord) throws {
        guard let group = post.facts.group else { return }
        guard groups[group]?.takesPart == true else { throw PostsError.membersOnly }
    }

    /// Whether the viewer looks after the group that a post stands in.
    func moderates(_ post: PostRecord) -> Bool {
        post.facts.group.flatMap { groups[$0] }?.moderates ?? false
    }

    /// Whether the viewer may show the post to others: it is for everybody, and the account is not private.
    func mayShare(_ post: PostRecord) -> Bool {
        post.facts.visibility == .everyone && ties[post.author]?.isPrivate != true
    }
}
