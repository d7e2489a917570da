// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import ConnectionsAPI
import Core
import Database
import Endpoints
import NotificationsAPI
import Testing
import Testkit
import UsersAPI

@testable import Notifications

struct MessageNotificationTests {
    @Test(arguments: TestDatabase.all)
    func `the unread messages of a chat are one notification, gone when the chat is read`(
        _ database: TestDatabase
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let chat = try await rig.ada.call(CreateChat(.private, with: [rig.grace.id]))
            let first = try await rig.ada.call(SendMessage("One", in: chat.id))
            rig.goOn()
            let second = try await rig.ada.call(SendMessage("Two", in: chat.id))

            let list = try await rig.list(of: rig.grace)
            #expect(list.map(\.kind) == [.message])
            #expect(list[0].count == 2)
            #expect(list[0].actorCount == 1)
            #expect(list[0].subject == NotificationSubject(.chat, chatId: chat.id, excerpt: "Two"))
            #expect(try await rig.told(rig.ada) == [])

            _ = try await rig.grace.call(MarkRead(chat.id, upTo: first.id))
            #expect(try await rig.told(rig.grace) == ["MESSAGE ada 1"])
            _ = try await rig.grace.call(MarkRead(chat.id, upTo: second.id))
            #expect(try await rig.told(rig.grace) == [])
            #expect(try await rig.unread(rig.grace) == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a read notification comes back with the next message`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let chat = try await rig.ada.call(CreateChat(.private, with: [rig.grace.id]))
            _ = try await rig.ada.call(SendMessage("One", in: chat.id))
            let item = try #require(try await rig.list(of: rig.grace).first)
            _ = try await rig.grace.call(ReadNotifications([item.id]))
            #expect(try await rig.unread(rig.grace) == 0)
            #expect(try await rig.told(rig.grace) == ["MESSAGE ada 1"])
            rig.goOn()

            _ = try await rig.ada.call(SendMessage("Two", in: chat.id))

            #expect(try await rig.unread(rig.grace) == 1)
            #expect(try await rig.told(rig.grace) == ["MESSAGE ada 2"])
            _ = try await rig.grace.call(DeleteNotification(item.id))
            #expect(try await rig.told(rig.grace) == [])
            _ = try await rig.ada.call(SendMessage("Three", in: chat.id))
            #expect(try await rig.told(rig.grace) == ["MESSAGE ada 1"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an edited message reads anew, and a deleted one is not told`(_ database: TestDatabase) async throws
    {
        try await NotificationsRig.run(database) { rig async throws in
            let chat = try await rig.ada.call(CreateChat(.group, named: "Looms", with: [rig.grace.id]))
            let message = try await rig.ada.call(SendMessage("One", in: chat.id))
            _ = try await rig.ada.call(EditMessage(message.id, to: "Uno"))
            #expect(try await rig.list(of: rig.grace).map(\.subject.excerpt) == ["Uno"])

            _ = try await rig.ada.call(DeleteMessage(message.id))

            #expect(try await rig.told(rig.grace) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `members who join, leave or mute`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let chat = try await rig.ada.call(CreateChat(.group, named: "Looms", with: [rig.grace.id]))
            _ = try await rig.ada.call(SendMessage("Before eve", in: chat.id))
            _ = try await rig.ada.call(AddChatMembers([rig.eve.id], to: chat.id))
            #expect(try await rig.told(rig.eve) == [])
            rig.goOn()
            _ = try await rig.grace.call(MuteUser(rig.eve.id))
            rig.goOn()

            _ = try await rig.eve.call(SendMessage("Hello", in: chat.id))

            #expect(try await rig.told(rig.grace) == ["MESSAGE ada 1"])
            #expect(try await rig.told(rig.ada) == ["MESSAGE eve 1"])
            _ = try await rig.grace.call(RemoveChatMember(rig.grace.id, from: chat.id))
            #expect(try await rig.told(rig.grace) == [])
            _ = try await rig.ada.call(DeleteChat(chat.id))
            #expect(try await rig.told(rig.ada) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `in a large chat those are told who are named`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let chat = try await rig.ada.call(
                CreateChat(.channel, named: "Everybody", with: [rig.grace.id, rig.eve.id])
            )
            try await rig.server.settle()
            let crowd = (0..<NotificationsLimits.toldMembers).map { _ in UserID(at: rig.server.clock.now) }
            try await rig.service.database.write { db in
                try db.keepLedger { try $0.set(crowd, in: chat.id, isMember: true, position: 1) }
            }

            _ = try await rig.ada.call(SendMessage("All of you, but first of all @grace", in: chat.id))

            #expect(try await rig.told(rig.grace) == ["MESSAGE ada 1"])
            #expect(try await rig.told(rig.eve) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an event that comes late finds its place`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let (chat, now) = (ChatID(at: rig.server.clock.now), rig.server.clock.now)
            let facts = MessageFacts(
                id: MessageID(at: now),
                chat: chat,
                sender: rig.ada.id,
                type: .text,
                content: "Hello",
                replyTo: nil,
                mentions: [],
                isSilent: false,
                seq: 1,
                clientId: nil,
                createdAt: now
            )
            let people = [rig.ada.id, rig.grace.id]
            try await rig.service.database.write { [grace = rig.grace.id, eve = rig.eve.id] db in
                try db.keepLedger { try $0.take([(facts, 20)]) }
                try db.keepLedger { try $0.set(people, in: chat, isMember: true, position: 10) }
                try db.keepLedger { try $0.set([eve], in: chat, isMember: true, position: 30) }
                try db.keepLedger { try $0.read(chat, by: grace, upTo: 0) }
            }
            #expect(try await rig.told(rig.grace) == ["MESSAGE ada 1"])
            #expect(try await rig.told(rig.eve) == [])
        }
    }
}
