// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Endpoints
import Foundation
import Testing
import Testkit
import UsersAPI

@testable import Chat

struct PrivateChatTests {
    @Test(arguments: TestDatabase.all)
    func `the chat of two people exists once, whoever opens it`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let first = try await rig.ada.call(CreateChat(.private, with: [rig.grace.id]))
            let second = try await rig.grace.call(CreateChat(.private, with: [rig.ada.id]))

            #expect(first.id == second.id)
            #expect(first.peer == rig.grace.user && second.peer == rig.ada.user)
            #expect(first.type == .private && first.memberCount == 2 && first.name == nil)
            #expect(try await rig.server.newEvents() == ["chat.created"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `both opening it at once end up in the same chat`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let ids = try await withThrowingTaskGroup(of: ChatID.self) { group in
                for number in 0..<20 {
                    let (one, other) = number % 2 == 0 ? (rig.ada, rig.grace) : (rig.grace, rig.ada)
                    group.addTask { try await one.call(CreateChat(.private, with: [other.id])).id }
                }
                return try await group.reduce(into: Set<ChatID>()) { $0.insert($1) }
            }

            #expect(ids.count == 1)
            #expect(try await rig.ada.call(ListChats()).items.count == 1)
            #expect(try await rig.server.newEvents() == ["chat.created"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `it takes exactly one other person who exists`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            func refusal(_ members: [UserID]) async throws -> Failure {
                try await rig.ada.refusal(of: CreateChat(.private, with: members))
            }

            #expect(try await refusal([]).problems.first?.field == "memberIds")
            #expect(try await refusal([rig.ada.id]).problems.first?.field == "memberIds")
            #expect(try await refusal([rig.grace.id, rig.eve.id]).problems.first?.field == "memberIds")
            #expect(try await refusal([UserID(high: 9, low: 9)]).code == .userNotFound)
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `its members and name cannot be changed`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.pair()
            _ = try await rig.server.newEvents()

            #expect(try await rig.ada.refusal(of: UpdateChat(chat.id, named: "Us")).code == .chatIsPrivate)
            #expect(
                try await rig.ada.refusal(of: AddChatMembers([rig.eve.id], to: chat.id)).code
                    == .chatIsPrivate
            )
            #expect(
                try await rig.ada.refusal(of: RemoveChatMember(rig.grace.id, from: chat.id)).code
                    == .chatIsPrivate
            )
            #expect(
                try await rig.ada.refusal(of: RemoveChatMember(rig.ada.id, from: chat.id)).code
                    == .chatIsPrivate
            )
            #expect(
                try await rig.ada.refusal(of: ChangeChatRole(.admin, to: rig.grace.id, in: chat.id)).code
                    == .chatIsPrivate
            )
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a hidden chat leaves one's own list and comes back with a message`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.pair()
            let start = try await rig.changes(for: rig.grace).next

            _ = try await rig.ada.call(DeleteChat(chat.id))

            #expect(try await rig.ada.call(ListChats()).items.isEmpty)
            #expect(try await rig.grace.call(ListChats()).items.map(\.id) == [chat.id])
            #expect(try await rig.changes(for: rig.grace, since: SyncCursor(start)).changes.map(\.kind) == [])
            _ = try await rig.grace.call(SendMessage("Still there?", in: chat.id))
            #expect(try await rig.ada.call(ListChats()).items.map(\.unreadCount) == [1])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `opening a hidden chat again brings it back`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.pair()
            _ = try await rig.ada.call(DeleteChat(chat.id))

            #expect(try await rig.pair().id == chat.id)
            #expect(try await rig.ada.call(ListChats()).items.map(\.id) == [chat.id])
        }
    }
}

struct GroupTests {
    @Test(arguments: TestDatabase.all)
    func `whoever opens a group owns it`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()

            #expect(chat.name == "Analytical engines" && chat.memberCount == 2 && chat.peer == nil)
            #expect(try await rig.role(of: rig.ada, in: chat, seenBy: rig.grace) == .owner)
            #expect(try await rig.role(of: rig.grace, in: chat, seenBy: rig.grace) == .member)
            #expect(try await rig.server.newEvents() == ["chat.created"])
            let event = try #require(try await rig.server.events(of: ChatCreated.self).first)
            #expect(Set(event.members) == [rig.ada.id, rig.grace.id])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a group needs a name and people who exist`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let nameless = CreateChat(.group, with: [rig.grace.id])
            let unknown = CreateChat(.group, named: "Ghosts", with: [UserID(high: 9, low: 9)])

            #expect(try await rig.ada.refusal(of: nameless).problems.first?.field == "name")
            #expect(
                try await rig.ada.refusal(of: CreateChat(.group, named: "  ")).problems.first?.field == "name"
            )
            #expect(try await rig.ada.refusal(of: unknown).code == .userNotFound)
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a person named twice is a member once, and five hundred and one are too many`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.ada.call(
                CreateChat(.group, named: "Twice", with: [rig.grace.id, rig.grace.id, rig.ada.id])
            )
            let crowd = (0...500).map { UserID(high: 1, low: UInt64($0)) }

            #expect(chat.memberCount == 2)
            #expect(
                try await rig.ada.refusal(of: CreateChat(.group, named: "All", with: crowd)).problems.first?
                    .field
                    == "memberIds"
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `those who run a group change it`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.server.newEvents()

            let renamed = try await rig.ada.call(UpdateChat(chat.id, named: "Looms"))

            #expect(renamed.name == "Looms")
            #expect(try await rig.grace.call(GetChat(chat.id)).name == "Looms")
            #expect(try await rig.server.newEvents() == ["chat.updated"])
            #expect(try await rig.grace.refusal(of: UpdateChat(chat.id, named: "No")).code == .chatForbidden)
            #expect(try await rig.eve.refusal(of: UpdateChat(chat.id, named: "No")).code == .chatNotFound)
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a picture is a path of this site or https, and can be taken off`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            func change(_ body: String) async throws -> RawReply {
                try await rig.server.send(
                    "UpdateChat",
                    parameters: [chat.id.description],
                    body: Array(body.utf8),
                    as: try await rig.ada.caller()
                )
            }

            _ = try await change(#"{"avatarUrl":"/files/a.webp"}"#)
            #expect(try await rig.grace.call(GetChat(chat.id)).avatarUrl == "/files/a.webp")
            await #expect(throws: Failure.self) { try await change(#"{"avatarUrl":"javascript:alert(1)"}"#) }
            await #expect(throws: Failure.self) { try await change(#"{"avatarUrl":"//evil.example/a.png"}"#) }
            _ = try await change(#"{"avatarUrl":""}"#)
            #expect(try await rig.grace.call(GetChat(chat.id)).avatarUrl == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `only the owner deletes a group, and then it is gone for all`(_ database: TestDatabase) async throws
    {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let sent = try await rig.grace.call(SendMessage("Hi", in: chat.id))
            _ = try await rig.server.newEvents()

            #expect(try await rig.grace.refusal(of: DeleteChat(chat.id)).code == .chatForbidden)
            #expect(try await rig.eve.refusal(of: DeleteChat(chat.id)).code == .chatNotFound)
            _ = try await rig.ada.call(DeleteChat(chat.id))

            #expect(try await rig.ada.refusal(of: GetChat(chat.id)).code == .chatNotFound)
            #expect(try await rig.grace.refusal(of: ListMessages(in: chat.id)).code == .chatNotFound)
            #expect(try await rig.grace.refusal(of: EditMessage(sent.id, to: "No")).code == .messageNotFound)
            #expect(try await rig.server.newEvents() == ["chat.deleted"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `chats are listed by their last message, in pages`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            var chats: [Chat] = []
            for _ in 0..<5 {
                rig.server.clock.advance(by: .seconds(1))
                chats.append(try await rig.group())
            }
            rig.server.clock.advance(by: .seconds(1))
            let last = try await rig.ada.call(SendMessage("Up", in: chats[1].id))

            let first = try await rig.grace.call(ListChats(limit: PageLimit(clamping: 3)))
            let second = try await rig.grace.call(
                ListChats(limit: PageLimit(clamping: 3), cursor: first.nextCursor)
            )

            #expect((first.items + second.items).map(\.id) == [1, 4, 3, 2, 0].map { chats[$0].id })
            #expect(first.items.first?.lastMessage == last)
            #expect(second.nextCursor == nil)
            #expect(try await rig.eve.call(ListChats()).items.isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a stranger sees neither the chat nor its members`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()

            #expect(try await rig.eve.refusal(of: GetChat(chat.id)).code == .chatNotFound)
            #expect(try await rig.eve.refusal(of: ListChatMembers(of: chat.id)).code == .chatNotFound)
            #expect(try await rig.server.refusalOfStranger(GetChat(chat.id)).code == .unauthenticated)
        }
    }
}

struct ChatMemberTests {
    @Test(arguments: TestDatabase.all)
    func `those who run a group add people, each once`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.ada.call(SendMessage("Before", in: chat.id))
            _ = try await rig.server.newEvents()

            let grown = try await rig.ada.call(AddChatMembers([rig.eve.id, rig.grace.id], to: chat.id))
            _ = try await rig.ada.call(AddChatMembers([rig.eve.id], to: chat.id))

            #expect(grown.memberCount == 3)
            #expect(try await rig.eve.call(GetChat(chat.id)).unreadCount == 0)
            #expect(try await rig.server.newEvents() == ["chat.members-added"])
            let event = try #require(try await rig.server.events(of: ChatMembersAdded.self).first)
            #expect(event.users == [rig.eve.id])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `members add nobody and nobody adds ghosts`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.server.newEvents()

            #expect(
                try await rig.grace.refusal(of: AddChatMembers([rig.eve.id], to: chat.id)).code
                    == .chatForbidden
            )
            #expect(
                try await rig.eve.refusal(of: AddChatMembers([rig.eve.id], to: chat.id)).code == .chatNotFound
            )
            #expect(
                try await rig.ada.refusal(of: AddChatMembers([UserID(high: 9, low: 9)], to: chat.id)).code
                    == .userNotFound
            )
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever is removed no longer sees the chat`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.server.newEvents()

            _ = try await rig.ada.call(RemoveChatMember(rig.grace.id, from: chat.id))

            #expect(try await rig.grace.refusal(of: GetChat(chat.id)).code == .chatNotFound)
            #expect(try await rig.grace.call(ListChats()).items.isEmpty)
            #expect(try await rig.ada.call(GetChat(chat.id)).memberCount == 1)
            #expect(try await rig.server.newEvents() == ["chat.member-removed"])
            #expect(
                try await rig.ada.refusal(of: RemoveChatMember(rig.grace.id, from: chat.id)).code
                    == .userNotFound
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `admins remove members, only the owner removes admins`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let root = try await rig.server.member("root")
            _ = try await rig.ada.call(AddChatMembers([rig.eve.id, root.id], to: chat.id))
            _ = try await rig.ada.call(ChangeChatRole(.admin, to: rig.grace.id, in: chat.id))
            _ = try await rig.ada.call(ChangeChatRole(.admin, to: root.id, in: chat.id))

            #expect(
                try await rig.eve.refusal(of: RemoveChatMember(rig.grace.id, from: chat.id)).code
                    == .chatForbidden
            )
            #expect(
                try await rig.grace.refusal(of: RemoveChatMember(root.id, from: chat.id)).code
                    == .chatForbidden
            )
            #expect(
                try await rig.grace.refusal(of: RemoveChatMember(rig.ada.id, from: chat.id)).code
                    == .chatForbidden
            )
            _ = try await rig.grace.call(RemoveChatMember(rig.eve.id, from: chat.id))
            _ = try await rig.ada.call(RemoveChatMember(root.id, from: chat.id))

            #expect(try await rig.ada.call(GetChat(chat.id)).memberCount == 2)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the owner gives roles, and naming an owner hands the chat over`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.server.newEvents()

            #expect(
                try await rig.grace.refusal(of: ChangeChatRole(.owner, to: rig.grace.id, in: chat.id)).code
                    == .chatForbidden
            )
            #expect(
                try await rig.ada.refusal(of: ChangeChatRole(.member, to: rig.ada.id, in: chat.id)).code
                    == .chatForbidden
            )
            #expect(
                try await rig.ada.refusal(of: ChangeChatRole(.admin, to: rig.eve.id, in: chat.id)).code
                    == .userNotFound
            )
            _ = try await rig.ada.call(ChangeChatRole(.owner, to: rig.grace.id, in: chat.id))

            #expect(try await rig.role(of: rig.grace, in: chat, seenBy: rig.ada) == .owner)
            #expect(try await rig.role(of: rig.ada, in: chat, seenBy: rig.ada) == .admin)
            #expect(try await rig.server.newEvents() == ["chat.updated"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an owner who leaves is succeeded by an admin before those who joined first`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            rig.server.clock.advance(by: .seconds(1))
            _ = try await rig.ada.call(AddChatMembers([rig.eve.id], to: chat.id))
            _ = try await rig.ada.call(ChangeChatRole(.admin, to: rig.eve.id, in: chat.id))

            _ = try await rig.ada.call(RemoveChatMember(rig.ada.id, from: chat.id))
            #expect(try await rig.role(of: rig.eve, in: chat, seenBy: rig.grace) == .owner)
            _ = try await rig.eve.call(RemoveChatMember(rig.eve.id, from: chat.id))

            #expect(try await rig.role(of: rig.grace, in: chat, seenBy: rig.grace) == .owner)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a chat that the last member leaves is gone`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.ada.call(CreateChat(.group, named: "Alone"))
            _ = try await rig.server.newEvents()

            _ = try await rig.ada.call(RemoveChatMember(rig.ada.id, from: chat.id))

            #expect(try await rig.ada.refusal(of: GetChat(chat.id)).code == .chatNotFound)
            #expect(try await rig.server.newEvents() == ["chat.deleted"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `members are listed in pages in the order they joined`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.ada.call(CreateChat(.group, named: "Queue"))
            for member in [rig.grace, rig.eve] {
                rig.server.clock.advance(by: .seconds(1))
                _ = try await rig.ada.call(AddChatMembers([member.id], to: chat.id))
            }

            let first = try await rig.eve.call(ListChatMembers(of: chat.id, limit: PageLimit(clamping: 2)))
            let second = try await rig.eve.call(
                ListChatMembers(of: chat.id, limit: PageLimit(clamping: 2), cursor: first.nextCursor)
            )

            #expect((first.items + second.items).map(\.user) == [rig.ada.user, rig.grace.user, rig.eve.user])
            #expect(second.nextCursor == nil)
            #expect(
                try await rig.ada.refusal(of: ListChatMembers(of: chat.id, cursor: Cursor("x", "y"))).code
                    == .invalid
            )
        }
    }
}

struct DeletedPersonTests {
    @Test(arguments: TestDatabase.all)
    func `who deletes their account leaves their chats and takes their words along`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let (group, pair) = (try await rig.group(), try await rig.pair())
            let kept = try await rig.grace.call(SendMessage("Mine", in: group.id))
            _ = try await rig.ada.call(SendMessage("A secret", in: group.id))
            _ = try await rig.ada.call(SendMessage("Another", in: pair.id))
            try await rig.server.settle()
            _ = try await rig.server.newEvents()

            _ = try await rig.ada.call(DeleteUser(rig.ada.id))
            try await rig.server.settle()

            let said = try await rig.grace.call(ListMessages(in: group.id)).items
            #expect(said.map(\.content) == ["", "Mine"])
            #expect(said.first?.sender == .deleted(rig.ada.id))
            let chat = try await rig.grace.call(GetChat(group.id))
            #expect(chat.memberCount == 1 && chat.lastMessage?.id == kept.id)
            #expect(try await rig.role(of: rig.grace, in: group, seenBy: rig.grace) == .owner)
            #expect(try await rig.grace.call(ListMessages(in: pair.id)).items.map(\.content) == [""])
            #expect(try await rig.grace.call(GetChat(pair.id)).peer == .deleted(rig.ada.id))
            #expect(
                try await rig.server.newEvents().sorted() == [
                    "chat.member-removed", "message.deleted", "message.deleted", "user.deleted",
                ]
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `words in a chat they left before go as well`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let group = try await rig.group()
            _ = try await rig.grace.call(SendMessage("A secret", in: group.id))
            _ = try await rig.grace.call(RemoveChatMember(rig.grace.id, from: group.id))

            _ = try await rig.grace.call(DeleteUser(rig.grace.id))
            try await rig.server.settle()

            #expect(try await rig.ada.call(ListMessages(in: group.id)).items.map(\.content) == [""])
        }
    }
}
