// SPDX-License-Identifier: Apache-2.0
import Chat
import ChatAPI
import Core
import Endpoints
import GroupsAPI
import Testing
import Testkit
import UsersAPI

@testable import Groups

/// The chat of a group has the members that the group has.
struct GroupChatTests {
    private func run(
        _ database: TestDatabase,
        _ body: (GroupsRig) async throws -> Void
    ) async throws {
        try await GroupsRig.run(database, with: [ChatModule.self], body)
    }

    private func members(
        _ rig: GroupsRig,
        _ chat: ChatID,
        as viewer: TestMember
    ) async throws -> [String: ChatRole] {
        var found: [String: ChatRole] = [:]
        // Two questions, between which a job may take somebody out.
        try await eventually("as many are counted as there are") {
            try await rig.server.settle()
            found = [:]
            for member in try await viewer.call(ListChatMembers(of: chat)).items {
                found[member.user.username.text] = member.role
            }
            return try await viewer.call(GetChat(chat)).memberCount == found.count
        }
        return found
    }

    private func chat(_ rig: GroupsRig, _ group: GroupID) async throws -> ChatID {
        let id = try #require(try await rig.view(rig.ada, group).chatId)
        return ChatID(high: id.high, low: id.low)
    }

    @Test(arguments: TestDatabase.all)
    func `a chat opened later has everybody who is there, and follows the group`(
        _ database: TestDatabase
    ) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.populated("closed", .closed)
            #expect(try await rig.noor.refusal(of: OpenGroupChat(of: group)).code == .groupForbidden)
            _ = try await rig.grace.call(OpenGroupChat(of: group))
            _ = try await rig.grace.call(OpenGroupChat(of: group))
            #expect(try await rig.server.newEvents().filter { $0 == "group.chat_opened" }.count == 1)
            let chat = try await chat(rig, group)
            try await eventually("the chat is filled") {
                try await rig.server.settle()
                return try await rig.server.events(of: ChatMembersAdded.self).count == 3
            }

            #expect(
                try await members(rig, chat, as: rig.noor)
                    == ["ada": .owner, "grace": .admin, "noor": .member]
            )
            let shown = try await rig.noor.call(GetChat(chat))
            #expect(shown.groupId == group && shown.name == "The closed" && shown.type == .group)
            _ = try await rig.noor.call(SendMessage("Hello", in: chat))
            try await rig.bring(rig.kofi, into: group)
            _ = try await rig.ada.call(ChangeGroupRole(.member, to: rig.grace.id, in: group))
            _ = try await rig.noor.call(LeaveGroup(group))
            #expect(
                try await members(rig, chat, as: rig.kofi)
                    == ["ada": .owner, "grace": .member, "kofi": .member]
            )
            #expect(try await rig.kofi.call(GetChat(chat)).unreadCount == 0)
            #expect(try await rig.noor.refusal(of: GetChat(chat)).code == .chatNotFound)
            #expect(try await rig.view(rig.noor, group).chatId == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a group may have its chat from the start, and takes it along`(
        _ database: TestDatabase
    ) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.found(hasChat: true)
            let chat = try await chat(rig, group)
            _ = try await rig.eve.call(JoinGroup(group))
            try await eventually("both are in") {
                try await rig.server.settle()
                return try await rig.server.events(of: ChatMembersAdded.self).count == 2
            }
            _ = try await rig.ada.call(UpdateGroup(group, .init(name: GroupName(trusted: "Renamed"))))
            try await rig.server.settle()
            #expect(try await rig.eve.call(GetChat(chat)).name == "Renamed")
            _ = try await rig.ada.call(BanFromGroup(rig.eve.id, from: group))
            #expect(try await members(rig, chat, as: rig.ada) == ["ada": .owner])

            _ = try await rig.ada.call(DeleteGroup(group))
            try await rig.server.settle()
            #expect(try await rig.ada.refusal(of: GetChat(chat)).code == .chatNotFound)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a group's chat is changed by the group alone`(_ database: TestDatabase) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.found(hasChat: true)
            let chat = try await chat(rig, group)
            _ = try await rig.eve.call(JoinGroup(group))
            try await eventually("both are in") {
                try await rig.server.settle()
                return try await rig.server.events(of: ChatMembersAdded.self).count == 2
            }

            for refusal in [
                try await rig.eve.refusal(of: RemoveChatMember(rig.eve.id, from: chat)),
                try await rig.ada.refusal(of: RemoveChatMember(rig.eve.id, from: chat)),
                try await rig.ada.refusal(of: AddChatMembers([rig.noor.id], to: chat)),
                try await rig.ada.refusal(of: ChangeChatRole(.owner, to: rig.eve.id, in: chat)),
                try await rig.ada.refusal(of: UpdateChat(chat, name: ChatName(trusted: "Mine"))),
                try await rig.ada.refusal(of: DeleteChat(chat)),
            ] {
                #expect(refusal.code == .chatFollowsGroup && refusal.kind == .conflict)
            }
            #expect(try await rig.noor.refusal(of: GetChat(chat)).code == .chatNotFound)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a chat passes on with its group when an account is gone`(_ database: TestDatabase) async throws {
        try await run(database) { rig async throws in
            let group = try await rig.found(hasChat: true)
            let chat = try await chat(rig, group)
            _ = try await rig.eve.call(JoinGroup(group))
            try await eventually("both are in") {
                try await rig.server.settle()
                return try await rig.server.events(of: ChatMembersAdded.self).count == 2
            }

            _ = try await rig.ada.call(DeleteUser(rig.ada.id))

            try await eventually("eve owns both") {
                let isOwner = try await rig.view(rig.eve, group).membership.role == .owner
                return try await members(rig, chat, as: rig.eve) == ["eve": .owner] && isOwner
            }
        }
    }
}
