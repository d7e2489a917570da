// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import ConnectionsAPI
import Core
import Endpoints
import Modules
import PostsAPI
import SearchAPI
import Testing
import Testkit
import UsersAPI

@testable import Search

/// What searches should find, in the plainest words: all texts are gone through each time.
private struct PlainSite {
    struct Pair: Hashable {
        let one: UserID
        let other: UserID
    }

    struct Text {
        let id: String
        let author: UserID
        var words: [String]
        var visibility = Visibility.everyone
        /// The post it is on, or the chat it is in.
        var parent: String?
    }

    var follows: Set<Pair> = []
    var mutes: Set<Pair> = []
    var blocks: Set<Pair> = []
    var isPrivate: Set<UserID> = []
    var members: [String: Set<UserID>] = [:]
    /// Everything written, the oldest first.
    var posts: [Text] = []
    var comments: [Text] = []
    var messages: [Text] = []

    func isCut(_ one: UserID, _ other: UserID) -> Bool {
        blocks.contains(Pair(one: one, other: other)) || blocks.contains(Pair(one: other, other: one))
    }

    private func isQuiet(_ author: UserID, for viewer: UserID) -> Bool {
        mutes.contains(Pair(one: viewer, other: author))
    }

    func sees(_ viewer: UserID, post: Text) -> Bool {
        if viewer == post.author { return true }
        guard !isCut(viewer, post.author) else { return false }
        if follows.contains(Pair(one: viewer, other: post.author)) { return post.visibility != .onlyMe }
        return post.visibility == .everyone && !isPrivate.contains(post.author)
    }

    /// The ids of what somebody finds of a kind: whole words first, then beginnings and inner parts, each the newest
    /// first. One who finds nothing at all may have mistyped.
    func find(_ word: String, as viewer: UserID, _ kind: SearchKind) -> [String] {
        let texts = visible(kind, to: viewer)
        let whole = texts.filter { $0.words.contains(word) }
        let parts = texts.filter { text in
            !text.words.contains(word) && text.words.contains { isPart(word, of: $0) }
        }
        if !whole.isEmpty || !parts.isEmpty { return (whole.reversed() + parts.reversed()).map(\.id) }
        return texts.reversed().filter { text in
            word.count >= 4 && text.words.contains { OneTypo.lies(between: $0, and: word) }
        }.map(\.id)
    }

    private func isPart(_ part: String, of word: String) -> Bool {
        word.hasPrefix(part) ? part.count >= 2 : part.count >= 3 && word.dropFirst().contains(part)
    }

    private func visible(_ kind: SearchKind, to viewer: UserID) -> [Text] {
        switch kind {
        case .post:
            return posts.filter { sees(viewer, post: $0) && !isQuiet($0.author, for: viewer) }
        case .comment:
            return comments.filter { comment in
                guard let post = posts.first(where: { $0.id == comment.parent }) else { return false }
                return sees(viewer, post: post) && !isCut(viewer, comment.author)
                    && !isQuiet(post.author, for: viewer) && !isQuiet(comment.author, for: viewer)
            }
        default: return messages.filter { members[$0.parent ?? ""]?.contains(viewer) == true }
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
    private static let words = [
        "stone", "stones", "milestone", "garden", "gardener", "gardens", "water", "waterfall", "under",
        "night", "light",
    ]
    private static let queries =
        words + ["st", "ard", "wat", "fall", "nigth", "lihgt", "watre", "gradens", "xyzzy"]

    private let server: TestServer
    private let members: [TestMember]
    private var chats: [String: ChatID] = [:]
    private var dice: Dice
    var plain = PlainSite()

    init(_ server: TestServer, seed: UInt64) async throws {
        self.server = server
        dice = Dice(state: seed)
        var members: [TestMember] = []
        for name in ["ada", "grace", "eve", "noor"] { members.append(try await server.named(name)) }
        self.members = members
        for name in ["One", "Two"] {
            let chat = try await members[0].call(
                CreateChat(.group, named: name, with: members.dropFirst(2).map(\.id))
            )
            chats[chat.id.description] = chat.id
            plain.members[chat.id.description] = Set([members[0].id] + members.dropFirst(2).map(\.id))
        }
    }

    private func member() -> TestMember { members[Int.random(in: members.indices, using: &dice)] }
    private func member(_ id: UserID) -> TestMember { members.first { $0.id == id } ?? members[0] }
    private func visibility() -> Visibility { Visibility.allCases.randomElement(using: &dice) ?? .everyone }

    private func someWords() -> [String] {
        (0..<Int.random(in: 1...4, using: &dice)).map { _ in Self.words.randomElement(using: &dice) ?? "" }
    }

    func step() async throws {
        server.clock.advance(by: .milliseconds(1))
        switch Int.random(in: 0..<20, using: &dice) {
        case 0..<5: try await publish()
        case 5..<8: try await comment()
        case 8..<11: try await say()
        case 11..<14: try await change()
        case 14..<16: try await end()
        case 16: try await joinOrLeave()
        default: try await changeTies()
        }
        // Of events of different kinds the order is not certain; that of the list has to be.
        try await server.settle()
    }

    private func publish() async throws {
        let (author, words, visibility) = (member(), someWords(), visibility())
        let post = try await author.call(CreatePost(words.joined(separator: " "), visibility: visibility))
        plain.posts.append(
            .init(id: post.id.description, author: author.id, words: words, visibility: visibility)
        )
    }

    private func comment() async throws {
        guard let post = plain.posts.randomElement(using: &dice), let id = PostID(post.id) else { return }
        let (author, words) = (member(), someWords())
        guard plain.sees(author.id, post: post) else { return }
        let comment = try await author.call(CreateComment(words.joined(separator: " "), on: id))
        plain.comments.append(
            .init(id: comment.id.description, author: author.id, words: words, parent: post.id)
        )
    }

    private func say() async throws {
        guard let chat = chats.keys.sorted(by: { "\($0)" < "\($1)" }).randomElement(using: &dice),
            let id = chats[chat]
        else { return }
        let (author, words) = (member(), someWords())
        guard plain.members[chat]?.contains(author.id) == true else { return }
        let message = try await author.call(SendMessage(words.joined(separator: " "), in: id))
        plain.messages.append(
            .init(id: message.id.description, author: author.id, words: words, parent: chat)
        )
    }

    private func change() async throws {
        guard let index = plain.posts.indices.randomElement(using: &dice) else { return }
        let (post, words, visibility) = (plain.posts[index], someWords(), visibility())
        guard let id = PostID(post.id) else { return }
        let changes = EditPost.Changes(
            text: PostText(trusted: words.joined(separator: " ")),
            visibility: visibility
        )
        _ = try await member(post.author).call(EditPost(id, changes))
        (plain.posts[index].words, plain.posts[index].visibility) = (words, visibility)
    }

    private func end() async throws {
        if let post = plain.posts.randomElement(using: &dice), Bool.random(using: &dice),
            let id = PostID(post.id)
        {
            _ = try await member(post.author).call(DeletePost(id))
            plain.posts.removeAll { $0.id == post.id }
            plain.comments.removeAll { $0.parent == post.id }
        } else if let message = plain.messages.randomElement(using: &dice), let id = MessageID(message.id),
            plain.members[message.parent ?? ""]?.contains(message.author) == true
        {
            _ = try await member(message.author).call(DeleteMessage(id))
            plain.messages.removeAll { $0.id == message.id }
        }
    }

    private func joinOrLeave() async throws {
        guard let chat = chats.keys.sorted().randomElement(using: &dice), let id = chats[chat] else { return }
        let other = members[Int.random(in: 1..<members.count, using: &dice)].id
        guard !plain.isCut(members[0].id, other) else { return }
        if plain.members[chat]?.contains(other) == true {
            _ = try await members[0].call(RemoveChatMember(other, from: id))
            plain.members[chat]?.remove(other)
        } else {
            _ = try await members[0].call(AddChatMembers([other], to: id))
            plain.members[chat]?.insert(other)
        }
    }

    private func changeTies() async throws {
        let (one, other) = (member(), member())
        guard one.id != other.id else { return }
        let pair = PlainSite.Pair(one: one.id, other: other.id)
        switch Int.random(in: 0..<6, using: &dice) {
        case 0:
            _ = try await one.call(BlockUser(other.id))
            plain.blocks.insert(pair)
            plain.follows.subtract([pair, PlainSite.Pair(one: other.id, other: one.id)])
        case 1:
            _ = try await one.call(UnblockUser(other.id))
            plain.blocks.remove(pair)
        case 2 where !plain.isCut(one.id, other.id):
            _ = try await one.call(MuteUser(other.id))
            plain.mutes.insert(pair)
        case 3:
            _ = try await one.call(UnmuteUser(other.id))
            plain.mutes.remove(pair)
        case 4 where !plain.isCut(one.id, other.id):
            _ = try await one.call(UnfollowUser(other.id))
            plain.follows.remove(pair)
        default:
            guard !plain.isCut(one.id, other.id) else { return }
            _ = try await one.call(FollowUser(other.id))
            plain.follows.insert(pair)
        }
    }

    /// Compares what everybody finds with what the model says.
    func check() async throws {
        for member in members {
            for query in Self.queries {
                for kind in [SearchKind.post, .comment, .message] {
                    let found = try await member.call(SearchEverything(query, kinds: [kind], limit: 100))
                        .items
                    let expected = plain.find(query, as: member.id, kind)
                    #expect(found.map(\.id) == expected, "\(query) \(kind) \(member.user.username)")
                }
            }
        }
        #expect(try await server.site.findings() == [])
    }
}

struct ModelTests {
    @Test(arguments: TestDatabase.all, [1, 2, 3] as [UInt64])
    func `after any history searches find what a plain model says`(
        _ database: TestDatabase,
        seed: UInt64
    ) async throws {
        try await withSearchServer(database) { server in
            let history = try await History(server, seed: seed)

            for _ in 0..<70 { try await history.step() }

            try await history.check()
            try await server.site.module(SearchModule.self)?.rebuildIndex()
            try await history.check()
        }
    }
}
