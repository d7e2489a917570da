// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import ConnectionsAPI
import Core
import Endpoints
import PostsAPI
import SearchAPI
import Testing
import Testkit
import UsersAPI

@testable import Search

struct PermissionTests {
    @Test(arguments: TestDatabase.all)
    func `a stranger is refused`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            let find = try await rig.server.refusalOfStranger(SearchEverything("x"))
            let count = try await rig.server.refusalOfStranger(CountSearch("x"))
            let suggest = try await rig.server.refusalOfStranger(SuggestSearch("x"))
            #expect([find, count, suggest].map(\.code) == Array(repeating: .unauthenticated, count: 3))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `posts are found by those who may see them, and so are their comments`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            let open = try await rig.ada.call(CreatePost("gold for all"))
            let close = try await rig.ada.call(CreatePost("gold for followers", visibility: .followers))
            let own = try await rig.ada.call(CreatePost("gold for me", visibility: .onlyMe))
            for post in [open, close, own] {
                _ = try await rig.ada.call(CreateComment("golden remark", on: post.id))
            }

            #expect(try await rig.find("gold", as: rig.eve, [.post]) == ["gold for all"])
            #expect(
                try await rig.find("gold", as: rig.grace, [.post]) == ["gold for followers", "gold for all"]
            )
            #expect(try await rig.find("gold", as: rig.ada, [.post]).count == 3)
            #expect(try await rig.counts("gold", as: rig.eve) == [.post: 1, .comment: 1])
            #expect(try await rig.counts("gold", as: rig.grace) == [.post: 2, .comment: 2])
            #expect(try await rig.counts("gold", as: rig.ada) == [.post: 3, .comment: 3])
            _ = try await rig.ada.call(EditPost(open.id, .init(visibility: .onlyMe)))
            #expect(try await rig.find("gold", as: rig.eve) == [])
            #expect(try await rig.find("gold", as: rig.ada, [.comment]).count == 3)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a private account is found, and what it says only by its followers`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            _ = try await rig.ada.call(CreatePost("silver"))
            _ = try await rig.ada.call(UpdateConnectionSettings(isPrivate: true))

            #expect(try await rig.find("silver", as: rig.eve) == [])
            #expect(try await rig.find("silver", as: rig.grace) == ["silver"])
            #expect(try await rig.find("ada", as: rig.eve) == ["@ada"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a block hides each from the other, and a mute hides what is said`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            let post = try await rig.ada.call(CreatePost("copper"))
            _ = try await rig.eve.call(CreatePost("copper too"))
            _ = try await rig.eve.call(CreateComment("copper there", on: post.id))
            #expect(try await rig.find("copper", as: rig.ada).count == 3)

            _ = try await rig.ada.call(BlockUser(rig.eve.id))
            #expect(try await rig.find("copper", as: rig.ada) == ["copper"])
            #expect(try await rig.find("copper", as: rig.eve) == ["copper too"])
            #expect(try await rig.find("ada", as: rig.eve) == [])
            #expect(try await rig.find("eve", as: rig.ada) == [])
            #expect(try await rig.eve.call(SuggestSearch("ada")).items.isEmpty)
            #expect(try await rig.counts("copper", as: rig.eve) == [.post: 1])
            _ = try await rig.ada.call(UnblockUser(rig.eve.id))
            _ = try await rig.ada.call(MuteUser(rig.eve.id))
            #expect(try await rig.find("copper", as: rig.ada) == ["copper"])
            #expect(try await rig.find("copper from:eve", as: rig.ada).count == 2)
            #expect(try await rig.find("eve", as: rig.ada) == ["@eve"])
            #expect(try await rig.find("copper", as: rig.eve).count == 3)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `messages are found by the members of their chat alone`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            let pair = try await rig.ada.call(CreateChat(.private, with: [rig.grace.id]))
            let group = try await rig.ada.call(CreateChat(.group, named: "Group", with: [rig.eve.id]))
            let said = try await rig.ada.call(SendMessage("the secret plan", in: pair.id))
            _ = try await rig.eve.call(SendMessage("no secret here", in: group.id))

            #expect(try await rig.find("secret", as: rig.ada) == ["no secret here", "the secret plan"])
            #expect(try await rig.find("secret", as: rig.grace) == ["the secret plan"])
            #expect(try await rig.find("secret", as: rig.eve) == ["no secret here"])
            #expect(try await rig.find("secret from:ada", as: rig.eve) == [])
            #expect(try await rig.counts("secret", as: rig.eve) == [.message: 1])
            _ = try await rig.ada.call(RemoveChatMember(rig.eve.id, from: group.id))
            #expect(try await rig.find("secret", as: rig.eve) == [])
            _ = try await rig.ada.call(EditMessage(said.id, to: "the open plan"))
            #expect(try await rig.find("secret", as: rig.grace) == [])
            #expect(try await rig.find("open plan", as: rig.grace) == ["the open plan"])
            _ = try await rig.ada.call(DeleteMessage(said.id))
            #expect(try await rig.find("open plan", as: rig.grace) == [])
            _ = try await rig.ada.call(DeleteChat(group.id))
            #expect(try await rig.find("secret", as: rig.ada) == [])
            #expect(try await rig.vocabulary().contains("secret") == false)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a page is full although most of what is found may not be seen`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            for _ in 0..<5 { _ = try await rig.ada.call(CreatePost("tin")) }
            for _ in 0..<60 { _ = try await rig.ada.call(CreatePost("tin", visibility: .followers)) }

            #expect(try await rig.find("tin", as: rig.eve).count == 5)
            #expect(try await rig.findAll("tin", as: rig.eve, pages: 2).count == 5)
        }
    }
}
