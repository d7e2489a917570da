// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Endpoints
import Foundation
import Testing
import Testkit
import UsersAPI

@testable import Chat

struct SyncTests {
    @Test(arguments: TestDatabase.all)
    func `every kind of change is told in the order it happened`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let sent = try await rig.ada.call(SendMessage("One", in: chat.id))
            _ = try await rig.ada.call(EditMessage(sent.id, to: "Two"))
            _ = try await rig.grace.call(MarkRead(chat.id, upTo: sent.id))
            _ = try await rig.ada.call(DeleteMessage(sent.id))
            _ = try await rig.ada.call(UpdateChat(chat.id, named: "Looms"))
            _ = try await rig.ada.call(AddChatMembers([rig.eve.id], to: chat.id))
            _ = try await rig.ada.call(RemoveChatMember(rig.eve.id, from: chat.id))

            let (changes, _) = try await rig.changes(for: rig.grace)

            #expect(
                changes.map(\.kind) == [
                    .chatNew, .messageNew, .messageEdited, .messageRead, .messageDeleted, .chatUpdated,
                    .memberAdded, .memberRemoved,
                ]
            )
            #expect(changes.allSatisfy { $0.chatId == chat.id })
            #expect(changes[0].chat?.name == "Looms")
            #expect(changes[1].message?.isDeleted == true)
            #expect(changes[3].userId == rig.grace.id && changes[3].messageId == sent.id)
            #expect(changes[3].message == nil)
            #expect(changes[6].userId == rig.eve.id && changes[7].userId == rig.eve.id)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a deleted chat is the last one hears of it`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let start = try await rig.changes(for: rig.grace).next

            _ = try await rig.ada.call(DeleteChat(chat.id))

            let changes = try await rig.changes(for: rig.grace, since: SyncCursor(start)).changes
            #expect(changes.map(\.kind) == [.chatDeleted])
            #expect(changes.first?.chatId == chat.id)
            #expect(try await rig.changes(for: rig.eve).changes.isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `members see their own chats only`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let group = try await rig.group()
            let other = try await rig.eve.call(CreateChat(.private, with: [rig.ada.id]))
            _ = try await rig.ada.call(SendMessage("For grace", in: group.id))
            _ = try await rig.ada.call(SendMessage("For eve", in: other.id))

            let (grace, eve) = (try await rig.changes(for: rig.grace), try await rig.changes(for: rig.eve))

            #expect(Set(grace.changes.map(\.chatId)) == [group.id])
            #expect(Set(eve.changes.map(\.chatId)) == [other.id])
            #expect(
                try await rig.changes(for: rig.eve, since: SyncCursor(grace.next)).changes.allSatisfy {
                    $0.chatId == other.id
                }
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever is removed learns of it and of nothing after it`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let start = try await rig.changes(for: rig.grace).next

            _ = try await rig.ada.call(RemoveChatMember(rig.grace.id, from: chat.id))
            _ = try await rig.ada.call(SendMessage("Behind your back", in: chat.id))

            let changes = try await rig.changes(for: rig.grace, since: SyncCursor(start)).changes
            #expect(changes.map(\.kind) == [.memberRemoved])
            #expect(changes.first?.userId == rig.grace.id)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `latest gives only the place of now`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.ada.call(SendMessage("Before", in: chat.id))

            let latest = try await rig.grace.call(SyncChats(since: .latest))
            _ = try await rig.ada.call(SendMessage("After", in: chat.id))

            #expect(latest.changes.isEmpty && !latest.hasMore)
            let changes = try await rig.changes(for: rig.grace, since: SyncCursor(latest.next)).changes
            #expect(changes.map(\.message?.content) == ["After"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nothing new keeps the place`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            _ = try await rig.group()
            let first = try await rig.grace.call(SyncChats())

            let second = try await rig.grace.call(SyncChats(since: SyncCursor(first.next)))

            #expect(second.changes.isEmpty && !second.hasMore && second.next == first.next)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a forged cursor is refused by its field`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            for cursor in [Cursor("a", "b"), Cursor(1), Cursor("1", "99999999999999999999")] {
                let refusal = try await rig.ada.refusal(of: SyncChats(since: SyncCursor(cursor)))
                #expect(refusal.problems.first?.field == "since")
            }
            await #expect(throws: Failure.self) {
                try await rig.server.send("SyncChats", query: "since=%00%FF", as: try await rig.ada.caller())
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `pages read while others write lose and repeat nothing`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chats = [try await rig.group(), try await rig.group()]
            let start = try await rig.changes(for: rig.grace).next

            let read = try await withThrowingTaskGroup(of: [Int].self) { group in
                for number in 0..<120 {
                    group.addTask {
                        _ = try await rig.ada.call(SendMessage("\(number)", in: chats[number % 2].id))
                        return []
                    }
                }
                group.addTask { try await Self.readUntil(120, rig, from: start) }
                return try await group.reduce(into: [Int]()) { $0 += $1 }
            }

            #expect(read.count == 120)
            #expect(Set(read) == Set(0..<120))
        }
    }

    /// Reads page after page of seven until so many messages came.
    private static func readUntil(_ count: Int, _ rig: ChatRig, from start: Cursor) async throws -> [Int] {
        var found: [Int] = []
        var cursor = start
        try await eventually("\(count) messages") {
            let page = try await rig.grace.call(
                SyncChats(since: SyncCursor(cursor), limit: PageLimit(clamping: 7))
            )
            found += page.changes.compactMap { $0.message.flatMap { Int($0.content) } }
            cursor = page.next
            return found.count >= count && !page.hasMore
        }
        return found
    }
}
