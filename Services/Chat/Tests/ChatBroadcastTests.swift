// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Endpoints
import Foundation
import Testing
import Testkit
import UsersAPI

@testable import Chat

struct ChatBroadcastTests {
    private func start(_ rig: ChatRig, after count: Int) async throws {
        _ = try await rig.server.roomActions(atLeast: count)
        rig.server.rooms.clear()
    }

    @Test(arguments: TestDatabase.all)
    func `a new chat gathers the sockets of its members and tells each`(_ database: TestDatabase) async throws
    {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()

            let (ada, grace) = ("user:\(rig.ada.id)", "user:\(rig.grace.id)")
            #expect(
                try await rig.server.roomActions(atLeast: 4) == [
                    .join(ada, into: "chat:\(chat.id)"), .join(grace, into: "chat:\(chat.id)"),
                    .broadcast("chat:new", to: ada), .broadcast("chat:new", to: grace),
                ]
            )
            #expect(rig.server.rooms.broadcasts.first?.text("id") == chat.id.description)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `messages, edits, receipts and deletions go to the room in order`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            try await start(rig, after: 4)

            let sent = try await rig.ada.call(SendMessage("One", in: chat.id))
            _ = try await rig.ada.call(EditMessage(sent.id, to: "Two"))
            _ = try await rig.grace.call(MarkRead(chat.id, upTo: sent.id))
            _ = try await rig.ada.call(DeleteMessage(sent.id))

            let told = try await rig.server.broadcasts(atLeast: 4)
            #expect(
                told.map(\.event) == ["message:new", "message:edited", "message:read", "message:deleted"]
            )
            #expect(told.allSatisfy { $0.room == "chat:\(chat.id)" })
            #expect(told.map { $0.text("content") } == ["One", "Two", nil, ""])
            #expect(told[2].keys == ["chatId", "messageId", "seq", "userId"])
            #expect(
                told[0].keys == [
                    "chatId", "clientId", "content", "createdAt", "hashtags", "id", "isDeleted", "isEdited",
                    "isSilent", "mentions", "reactions", "replyToId", "sender", "seq", "type", "updatedAt",
                ]
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a hundred messages are told in the order of their seq`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            try await start(rig, after: 4)

            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addTask { _ = try await rig.ada.call(SendMessage("\(number)", in: chat.id)) }
                }
                try await group.waitForAll()
            }

            let told = try await rig.server.broadcasts(atLeast: 100)
            #expect(told.compactMap { $0.text("seq").flatMap { Int($0) } } == Array(1...100))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `joining, leaving and the end of a chat move sockets`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            try await start(rig, after: 4)
            let (room, eve) = ("chat:\(chat.id)", "user:\(rig.eve.id)")

            _ = try await rig.ada.call(AddChatMembers([rig.eve.id], to: chat.id))
            // Whoever has left by the time the news is told is not told of the chat.
            _ = try await rig.server.roomActions(atLeast: 3)
            _ = try await rig.ada.call(RemoveChatMember(rig.eve.id, from: chat.id))
            _ = try await rig.ada.call(DeleteChat(chat.id))

            #expect(
                try await rig.server.roomActions(atLeast: 8) == [
                    .join(eve, into: room), .broadcast("chat:member-added", to: room),
                    .broadcast("chat:new", to: eve), .broadcast("chat:member-removed", to: room),
                    .broadcast("chat:deleted", to: eve), .leave(eve, from: room),
                    .broadcast("chat:deleted", to: room), .leave(room, from: room),
                ]
            )
            #expect(rig.server.rooms.broadcasts[0].keys == ["chatId", "userId"])
            #expect(rig.server.rooms.broadcasts.last?.keys == ["chatId"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an updated chat is sent to each member as they see it`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.ada.call(SendMessage("One", in: chat.id))
            try await start(rig, after: 5)

            _ = try await rig.ada.call(UpdateChat(chat.id, named: "Looms"))

            let told = try await rig.server.broadcasts(atLeast: 2)
            #expect(told.map(\.event) == ["chat:updated", "chat:updated"])
            let unread = told.reduce(into: [String: String?]()) { $0[$1.room] = $1.text("unreadCount") }
            #expect(unread == ["user:\(rig.ada.id)": "0", "user:\(rig.grace.id)": "1"])
        }
    }
}
