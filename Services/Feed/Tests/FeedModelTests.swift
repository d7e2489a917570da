// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import FeedAPI
import Modules
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Feed

/// What feeds should be, in the plainest words: lists that are gone through from the start each time.
private struct PlainCommunity {
    struct Pair: Hashable {
        let one: UserID
        let other: UserID
    }

    struct PlainPost {
        let id: PostID
        let author: UserID
        var visibility: Visibility
    }

    struct PlainAct {
        let post: PostID
        let actor: UserID
        let isRepost: Bool
    }

    var follows: Set<Pair> = []
    var mutes: Set<Pair> = []
    var blocks: Set<Pair> = []
    var posts: [PostID: PlainPost] = [:]
    /// Everything published and passed on, the oldest first.
    var acts: [PlainAct] = []

    func isCut(_ one: UserID, _ other: UserID) -> Bool {
        blocks.contains(Pair(one: one, other: other)) || blocks.contains(Pair(one: other, other: one))
    }

    func sees(_ viewer: UserID, _ post: PlainPost) -> Bool {
        if viewer == post.author { return true }
        guard !isCut(viewer, post.author) else { return false }
        return post.visibility == .everyone
            || post.visibility == .followers && follows.contains(Pair(one: viewer, other: post.author))
    }

    func ignores(_ user: UserID, _ other: UserID) -> Bool {
        isCut(user, other) || mutes.contains(Pair(one: user, other: other))
    }

    func feed(of user: UserID) -> [PostID] {
        var (found, seen) = ([PostID](), Set<PostID>())
        for act in acts {
            guard let post = posts[act.post], sees(user, post), isHeard(act, post, by: user) else { continue }
            if seen.insert(post.id).inserted { found.append(post.id) }
        }
        return found.reversed()
    }

    private func isHeard(_ act: PlainAct, _ post: PlainPost, by user: UserID) -> Bool {
        if act.actor == user { return true }
        guard follows.contains(Pair(one: user, other: act.actor)), !ignores(user, act.actor) else {
            return false
        }
        return post.author == user || !ignores(user, post.author)
    }

    mutating func block(_ one: UserID, _ other: UserID) {
        blocks.insert(Pair(one: one, other: other))
        for pair in [Pair(one: one, other: other), Pair(one: other, other: one)] {
            follows.remove(pair)
            acts.removeAll { $0.isRepost && $0.actor == pair.one && posts[$0.post]?.author == pair.other }
        }
    }
}

/// A small generator with a seed, so that a history that fails can be played again.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) ^ (state << 31)
    }
}

/// Plays a history on a server and on the model.
private final class History {
    private let server: TestServer
    private let members: [TestMember]
    private var dice: Dice
    var plain = PlainCommunity()

    init(_ server: TestServer, seed: UInt64) async throws {
        self.server = server
        dice = Dice(state: seed)
        var members: [TestMember] = []
        for name in ["ada", "grace", "eve", "noor", "kofi"] {
            members.append(try await server.member(name))
        }
        self.members = members
    }

    private func member() -> TestMember { members[Int.random(in: members.indices, using: &dice)] }

    private func visibility() -> Visibility {
        [.everyone, .followers, .onlyMe][Int.random(in: 0..<3, using: &dice)]
    }

    /// One of the posts, in an order that does not depend on ids.
    private func post() -> PlainCommunity.PlainPost? {
        let published = plain.acts.filter { !$0.isRepost && plain.posts[$0.post] != nil }
        guard let act = published.randomElement(using: &dice) else { return nil }
        return plain.posts[act.post]
    }

    func step() async throws {
        server.clock.advance(by: .milliseconds(Int.random(in: 0...2, using: &dice)))
        switch Int.random(in: 0..<20, using: &dice) {
        case 0..<6: try await publish()
        case 6..<10: try await follow()
        case 10..<15: try await share()
        case 15..<17: try await changePost()
        default: try await keepAway()
        }
    }

    private func publish() async throws {
        let (author, visibility) = (member(), visibility())
        let post = try await author.call(CreatePost("No. \(plain.acts.count)", visibility: visibility))
        plain.posts[post.id] = .init(id: post.id, author: author.id, visibility: visibility)
        plain.acts.append(.init(post: post.id, actor: author.id, isRepost: false))
    }

    private func follow() async throws {
        let (one, other) = (member(), member())
        guard one.id != other.id, !plain.isCut(one.id, other.id) else { return }
        let pair = PlainCommunity.Pair(one: one.id, other: other.id)
        if Int.random(in: 0..<4, using: &dice) == 0 {
            _ = try await one.call(UnfollowUser(other.id))
            plain.follows.remove(pair)
        } else {
            _ = try await one.call(FollowUser(other.id))
            plain.follows.insert(pair)
        }
    }

    private func share() async throws {
        let one = member()
        guard let post = post(), plain.sees(one.id, post) else { return }
        let isSame = { (act: PlainCommunity.PlainAct) in
            act.isRepost && act.actor == one.id && act.post == post.id
        }
        if plain.acts.contains(where: isSame) {
            _ = try await one.call(UnrepostPost(post.id))
            plain.acts.removeAll(where: isSame)
        } else if post.visibility == .everyone {
            _ = try await one.call(RepostPost(post.id))
            plain.acts.append(.init(post: post.id, actor: one.id, isRepost: true))
        }
    }

    private func changePost() async throws {
        guard let post = post(), let author = members.first(where: { $0.id == post.author }) else { return }
        if Int.random(in: 0..<3, using: &dice) == 0 {
            _ = try await author.call(DeletePost(post.id))
            plain.posts[post.id] = nil
        } else {
            let visibility = visibility()
            _ = try await author.call(EditPost(post.id, .init(visibility: visibility)))
            plain.posts[post.id]?.visibility = visibility
        }
    }

    private func keepAway() async throws {
        let (one, other) = (member(), member())
        guard one.id != other.id else { return }
        let pair = PlainCommunity.Pair(one: one.id, other: other.id)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0:
            _ = try await one.call(BlockUser(other.id))
            plain.block(one.id, other.id)
            // Reposts are ended by a job; what comes next must not meet it.
            try await agree()
        case 1:
            _ = try await one.call(UnblockUser(other.id))
            plain.blocks.remove(pair)
        case 2 where !plain.isCut(one.id, other.id):
            _ = try await one.call(MuteUser(other.id))
            plain.mutes.insert(pair)
        default:
            _ = try await one.call(UnmuteUser(other.id))
            plain.mutes.remove(pair)
        }
    }

    /// Waits until all reposts and all feeds are what the model says.
    func agree() async throws {
        try await eventually("feeds are what the model says") {
            try await server.settle()
            for member in members {
                let page = try await member.call(GetFeed(limit: PageLimit(clamping: 100)))
                guard page.items.map(\.id) == plain.feed(of: member.id) else { return false }
                for post in page.items {
                    let reposts = plain.acts.count { $0.isRepost && $0.post == post.id }
                    guard post.repostCount == reposts else { return false }
                }
            }
            return true
        }
    }
}

struct FeedModelTests {
    @Test(arguments: TestDatabase.all, [1, 2, 3, 4, 5, 6] as [UInt64])
    func `after any history every feed is what a plain model says`(
        _ database: TestDatabase,
        seed: UInt64
    ) async throws {
        try await withServer(FeedModule.self, on: database) { server async throws in
            let history = try await History(server, seed: seed)

            for step in 1...120 {
                try await history.step()
                if step.isMultiple(of: 40) { try await history.agree() }
            }

            #expect(try await server.site.findings() == [])
        }
    }
}
