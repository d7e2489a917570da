// SPDX-License-Identifier: Apache-2.0
import Chat
import Connections
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import NotificationsAPI
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Notifications

/// What people should be told, in the plainest words: lists that are gone through from the start each time.
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

    struct PlainAct: Hashable {
        let kind: NotificationKind
        let source: ThingID
        let user: UserID
        let actor: UserID
    }

    var follows: Set<Pair> = []
    var mutes: Set<Pair> = []
    var blocks: Set<Pair> = []
    var posts: [PostID: PlainPost] = [:]
    /// What was done and not taken back, on which post, and at which step.
    var acts: [PlainAct: (post: PostID?, step: Int)] = [:]
    /// Up to which step one person hears nothing of another.
    var cuts: [Pair: Int] = [:]
    var step = 0

    func isCut(_ one: UserID, _ other: UserID) -> Bool {
        blocks.contains(Pair(one: one, other: other)) || blocks.contains(Pair(one: other, other: one))
    }

    func sees(_ viewer: UserID, _ post: PlainPost) -> Bool {
        if viewer == post.author { return true }
        guard !isCut(viewer, post.author) else { return false }
        return post.visibility == .everyone
            || post.visibility == .followers && follows.contains(Pair(one: viewer, other: post.author))
    }

    func told(_ user: UserID) -> Set<PlainAct> {
        Set(
            acts.filter { act, place in
                let pair = Pair(one: user, other: act.actor)
                guard act.user == user, act.actor != user, !isCut(user, act.actor), !mutes.contains(pair),
                    place.step > cuts[pair] ?? 0
                else { return false }
                guard let id = place.post else { return true }
                return posts[id].map { sees(user, $0) } ?? false
            }.keys
        )
    }

    mutating func add(
        _ kind: NotificationKind,
        _ source: ThingID,
        of actor: UserID,
        to user: UserID,
        _ post: PostID?
    ) {
        acts[PlainAct(kind: kind, source: source, user: user, actor: actor)] = (post, step)
    }

    mutating func cut(_ one: UserID, _ other: UserID) { cuts[Pair(one: one, other: other)] = step }
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
    typealias Pair = PlainCommunity.Pair
    private let server: TestServer
    private let members: [TestMember]
    private let service: NotificationsService
    private var dice: Dice
    private var order: [PostID] = []
    private var plain = PlainCommunity()

    init(_ server: TestServer, seed: UInt64) async throws {
        self.server = server
        dice = Dice(state: seed)
        service = try #require(server.site.module(NotificationsModule.self)).notifications
        var members: [TestMember] = []
        for name in ["ada", "grace", "eve", "noor"] { members.append(try await server.member(name)) }
        self.members = members
    }

    private func member() -> TestMember { members[Int.random(in: members.indices, using: &dice)] }

    private func post() -> PlainCommunity.PlainPost? {
        order.filter { plain.posts[$0] != nil }.randomElement(using: &dice).flatMap { plain.posts[$0] }
    }

    private func visibility() -> Visibility {
        let visibilities: [Visibility] = [.everyone, .followers, .onlyMe]
        return visibilities[Int.random(in: visibilities.indices, using: &dice)]
    }

    func step() async throws {
        server.clock.advance(by: .milliseconds(1))
        plain.step += 1
        switch Int.random(in: 0..<20, using: &dice) {
        case 0..<5: try await publish()
        case 5..<8: try await follow()
        case 8..<12: try await like()
        case 12..<15: try await comment()
        case 15..<17: try await changePost()
        case 17: _ = try await member().call(ReadNotifications(all: true))
        default: try await keepAway()
        }
    }

    private func publish() async throws {
        let (author, named, visibility) = (member(), member(), visibility())
        let post = try await author.call(CreatePost("@\(named.user.username)", visibility: visibility))
        order.append(post.id)
        plain.posts[post.id] = .init(id: post.id, author: author.id, visibility: visibility)
        guard !plain.isCut(author.id, named.id) else { return }
        plain.add(.mention, ThingID(post.id), of: author.id, to: named.id, post.id)
    }

    private func follow() async throws {
        let (one, other) = (member(), member())
        guard one.id != other.id, !plain.isCut(one.id, other.id) else { return }
        let pair = Pair(one: one.id, other: other.id)
        if plain.follows.contains(pair) {
            _ = try await one.call(UnfollowUser(other.id))
            unfollow(one.id, other.id)
        } else {
            _ = try await one.call(FollowUser(other.id))
            plain.follows.insert(pair)
            plain.add(.follow, ThingID(one.id), of: one.id, to: other.id, nil)
        }
    }

    private func unfollow(_ one: UserID, _ other: UserID) {
        plain.follows.remove(Pair(one: one, other: other))
        plain.acts[.init(kind: .follow, source: ThingID(one), user: other, actor: one)] = nil
    }

    private func like() async throws {
        let one = member()
        guard let post = post(), plain.sees(one.id, post) else { return }
        let act = PlainCommunity.PlainAct(
            kind: .like,
            source: ThingID(post.id),
            user: post.author,
            actor: one.id
        )
        if plain.acts[act] != nil {
            _ = try await one.call(UnlikePost(post.id))
            plain.acts[act] = nil
        } else {
            _ = try await one.call(LikePost(post.id))
            plain.add(.like, ThingID(post.id), of: one.id, to: post.author, post.id)
        }
    }

    private func comment() async throws {
        let one = member()
        guard let post = post(), plain.sees(one.id, post) else { return }
        let comment = try await one.call(CreateComment("Well", on: post.id))
        plain.add(.comment, ThingID(comment.id), of: one.id, to: post.author, post.id)
        guard Int.random(in: 0..<4, using: &dice) == 0 else { return }
        _ = try await one.call(DeleteComment(comment.id))
        plain.acts = plain.acts.filter { $0.key.source != ThingID(comment.id) }
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
        let pair = Pair(one: one.id, other: other.id)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0 where !plain.blocks.contains(pair):
            _ = try await one.call(BlockUser(other.id))
            plain.blocks.insert(pair)
            unfollow(one.id, other.id)
            unfollow(other.id, one.id)
            cutBoth(one.id, other.id)
        case 1 where plain.blocks.contains(pair):
            _ = try await one.call(UnblockUser(other.id))
            plain.blocks.remove(pair)
            cutBoth(one.id, other.id)
        case 2 where !plain.isCut(one.id, other.id) && !plain.mutes.contains(pair):
            _ = try await one.call(MuteUser(other.id))
            plain.mutes.insert(pair)
            plain.cut(one.id, other.id)
        case 3 where plain.mutes.contains(pair):
            _ = try await one.call(UnmuteUser(other.id))
            plain.mutes.remove(pair)
            plain.cut(one.id, other.id)
        default: break
        }
    }

    private func cutBoth(_ one: UserID, _ other: UserID) {
        plain.cut(one, other)
        plain.cut(other, one)
    }

    /// Expects that everybody is told what the model says, and that every number is what a count says.
    func agree(_ place: String) async throws {
        try await server.settle()
        for member in members {
            let name = member.user.username
            let (told, unread) = try await service.database.read { db in
                let told = try db.all(
                    """
                    SELECT kind, source_id, user_id, actor_id FROM notifications.acts
                    WHERE user_id = \(member.id) AND item_id IS NOT NULL
                    """
                ) { row in
                    PlainCommunity.PlainAct(
                        kind: try NotificationKind(stored: try row[0]),
                        source: try row[1],
                        user: try row[2],
                        actor: try row[3]
                    )
                }
                let unread = try db.value(
                    "SELECT count(*) FROM notifications.items WHERE user_id = \(member.id) AND read_at IS NULL",
                    as: Int.self
                )
                return (told, unread)
            }
            #expect(Set(told) == plain.told(member.id), "\(name) \(place)")
            let count = try await member.call(CountUnreadNotifications()).count
            let list = try await member.call(ListNotifications(limit: PageLimit(clamping: 100))).items
            #expect(list.map(\.count).reduce(0, +) == told.count, "\(name) \(place)")
            #expect(list.count { $0.readAt == nil } == count, "\(name) \(place)")
            #expect(unread == count, "\(name) \(place)")
        }
        #expect(try await server.site.findings() == [], "\(place)")
    }
}

struct NotificationModelTests {
    @Test(arguments: TestDatabase.all, [1, 2, 3, 4] as [UInt64])
    func `after any history everybody is told what a plain model says`(
        _ database: TestDatabase,
        seed: UInt64
    ) async throws {
        try await withServer(
            NotificationsModule.self,
            PostsModule.self,
            ConnectionsModule.self,
            ChatModule.self,
            on: database
        ) { server async throws in
            let history = try await History(server, seed: seed)
            for step in 1...120 {
                try await history.step()
                if step.isMultiple(of: 40) { try await history.agree("at step \(step)") }
            }
        }
    }
}
