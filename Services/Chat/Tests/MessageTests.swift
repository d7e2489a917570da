// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Endpoints
import Foundation
import Testing
import Testkit
import UsersAPI

@testable import Chat

struct SendMessageTests {
    @Test(arguments: TestDatabase.all)
    func `a message reaches the chat and its mentions are announced`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.server.newEvents()

            let sent = try await rig.ada.call(SendMessage("Hi @grace and @eve, see #Notes", in: chat.id))

            #expect(try await rig.grace.call(ListMessages(in: chat.id)).items == [sent])
            #expect(sent.sender == rig.ada.user)
            #expect(sent.mentions == [rig.grace.id])
            #expect(sent.hashtags == ["notes"])
            #expect(sent.seq == 1)
            #expect(!sent.isEdited && !sent.isDeleted && !sent.isSilent)
            #expect(try await rig.server.newEvents() == ["message.sent"])
            let event = try #require(try await rig.server.events(of: MessageSent.self).first)
            #expect(event.message.id == sent.id)
            #expect(event.message.mentions == [rig.grace.id])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever is not a member gets the answer for a chat that is not there`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.pair()
            _ = try await rig.server.newEvents()

            let kept = try await rig.eve.refusal(of: SendMessage("Hi", in: chat.id))
            let unknown = try await rig.eve.refusal(of: SendMessage("Hi", in: ChatID(high: 1, low: 2)))

            #expect(kept.code == .chatNotFound)
            #expect((kept.kind, kept.message) == (unknown.kind, unknown.message))
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `in a channel only those who run it write`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let channel = try await rig.group(.channel)

            let refusal = try await rig.grace.refusal(of: SendMessage("Hi", in: channel.id))
            _ = try await rig.ada.call(ChangeChatRole(.admin, to: rig.grace.id, in: channel.id))
            let sent = try await rig.grace.call(SendMessage("Hi", in: channel.id))

            #expect(refusal.code == .chatForbidden)
            #expect(sent.seq == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a reply has to answer a message of the same chat`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let (chat, other) = (try await rig.group(), try await rig.pair())
            let first = try await rig.ada.call(SendMessage("One", in: chat.id))
            let elsewhere = try await rig.ada.call(SendMessage("Two", in: other.id))

            let reply = try await rig.grace.call(SendMessage("Yes", in: chat.id, replyingTo: first.id))
            let refusal = try await rig.grace.refusal(
                of: SendMessage("No", in: chat.id, replyingTo: elsewhere.id)
            )

            #expect(reply.replyToId == first.id)
            #expect(refusal.code == .messageNotFound)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a type that needs a file is refused`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.pair()
            var request = SendMessage("Look", in: chat.id)
            request.body.type = .image

            #expect(try await rig.ada.refusal(of: request).code == .mediaNeeded)
        }
    }

    @Test(arguments: [
        ("", "Must have 1 to 4000 characters."), ("   \n ", "Must have 1 to 4000 characters."),
        (String(repeating: "x", count: 4001), "Must have 1 to 4000 characters."),
        ("a\u{0}b", "Must not contain control characters."),
    ])
    func `a text outside the limits is refused by its field`(text: String, problem: String) async throws {
        try await ChatRig.run(.sqlite) { rig async throws in
            let chat = try await rig.pair()

            let refusal = try await rig.ada.refusal(of: SendMessage(text, in: chat.id))

            #expect(refusal.problems == [Failure.Problem(field: "content", message: problem)])
        }
    }

    @Test func `four thousand emoji and line breaks are a message`() async throws {
        try await ChatRig.run(.sqlite) { rig async throws in
            let chat = try await rig.pair()
            let text = "a\n" + String(repeating: "🦆", count: 3998)

            #expect(try await rig.ada.call(SendMessage(text, in: chat.id)).content == text)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the same clientId returns the first message`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let first = try await rig.ada.call(SendMessage("Once", in: chat.id, clientId: "a-1"))
            _ = try await rig.server.newEvents()

            let again = try await rig.ada.call(SendMessage("Once more", in: chat.id, clientId: "a-1"))
            let others = try await rig.grace.call(SendMessage("Mine", in: chat.id, clientId: "a-1"))

            #expect(again == first)
            #expect(others.seq == 2)
            #expect(try await rig.server.newEvents() == ["message.sent"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a clientId sent from many places at once makes one message`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.server.newEvents()

            let ids = try await withThrowingTaskGroup(of: MessageID.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await rig.ada.call(SendMessage("Once", in: chat.id, clientId: "b-1")).id
                    }
                }
                return try await group.reduce(into: Set<MessageID>()) { $0.insert($1) }
            }

            #expect(ids.count == 1)
            #expect(try await rig.grace.call(ListMessages(in: chat.id)).items.map(\.seq) == [1])
            #expect(try await rig.server.newEvents() == ["message.sent"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `seq counts up by one in each of several chats written to at once`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            var chats: [Chat] = []
            for _ in 0..<4 { chats.append(try await rig.group()) }

            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    let (chat, sender) = (chats[number % 4], number % 3 == 0 ? rig.ada : rig.grace)
                    group.addTask { _ = try await sender.call(SendMessage("No. \(number)", in: chat.id)) }
                }
                try await group.waitForAll()
            }

            for chat in chats {
                let page = try await rig.ada.call(ListMessages(in: chat.id, limit: PageLimit(clamping: 100)))
                #expect(page.items.map(\.seq) == Array((1...50).reversed()))
            }
        }
    }
}

struct EditMessageTests {
    @Test(arguments: TestDatabase.all)
    func `an edit replaces text and mentions and is announced`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let sent = try await rig.ada.call(SendMessage("Hi @grace", in: chat.id))
            _ = try await rig.server.newEvents()
            rig.server.clock.advance(by: .seconds(60))

            let edited = try await rig.ada.call(EditMessage(sent.id, to: "Hi #all"))

            #expect(edited.content == "Hi #all")
            #expect(edited.isEdited)
            #expect(edited.mentions == [] && edited.hashtags == ["all"])
            #expect((edited.id, edited.seq, edited.createdAt) == (sent.id, sent.seq, sent.createdAt))
            #expect(edited.updatedAt == sent.createdAt + .seconds(60))
            #expect(try await rig.grace.call(ListMessages(in: chat.id)).items == [edited])
            #expect(try await rig.server.newEvents() == ["message.edited"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nobody edits what another said`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let sent = try await rig.grace.call(SendMessage("Mine", in: chat.id))
            _ = try await rig.server.newEvents()

            #expect(try await rig.ada.refusal(of: EditMessage(sent.id, to: "No")).code == .chatForbidden)
            #expect(try await rig.eve.refusal(of: EditMessage(sent.id, to: "No")).code == .messageNotFound)
            #expect(
                try await rig.eve.refusal(of: EditMessage(MessageID(high: 1, low: 1), to: "No")).code
                    == .messageNotFound
            )
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what was deleted cannot be edited`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let sent = try await rig.ada.call(SendMessage("Oops", in: chat.id))
            _ = try await rig.ada.call(DeleteMessage(sent.id))

            #expect(try await rig.ada.refusal(of: EditMessage(sent.id, to: "Ha")).code == .messageDeleted)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever left a chat cannot edit there any more`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let sent = try await rig.grace.call(SendMessage("Mine", in: chat.id))
            _ = try await rig.grace.call(RemoveChatMember(rig.grace.id, from: chat.id))

            #expect(try await rig.grace.refusal(of: EditMessage(sent.id, to: "No")).code == .messageNotFound)
            #expect(try await rig.grace.refusal(of: DeleteMessage(sent.id)).code == .messageNotFound)
        }
    }
}

struct DeleteMessageTests {
    @Test(arguments: TestDatabase.all)
    func `a deleted message keeps its place and loses its words`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let first = try await rig.ada.call(SendMessage("One", in: chat.id))
            let second = try await rig.ada.call(SendMessage("Two @grace #tag", in: chat.id))
            _ = try await rig.server.newEvents()

            _ = try await rig.ada.call(DeleteMessage(second.id))

            let left = try #require(try await rig.grace.call(ListMessages(in: chat.id)).items.first)
            #expect((left.id, left.seq) == (second.id, 2))
            #expect(left.isDeleted && left.content == "" && left.mentions == [] && left.hashtags == [])
            #expect(try await rig.grace.call(GetChat(chat.id)).lastMessage?.id == first.id)
            #expect(try await rig.server.newEvents() == ["message.deleted"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `deleting again changes nothing`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let sent = try await rig.ada.call(SendMessage("One", in: chat.id))
            _ = try await rig.ada.call(DeleteMessage(sent.id))
            _ = try await rig.server.newEvents()

            _ = try await rig.ada.call(DeleteMessage(sent.id))

            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `those who run a chat delete what members said, members do not`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let ours = try await rig.ada.call(SendMessage("Ada's", in: chat.id))
            let theirs = try await rig.grace.call(SendMessage("Grace's", in: chat.id))

            #expect(try await rig.grace.refusal(of: DeleteMessage(ours.id)).code == .chatForbidden)
            #expect(try await rig.eve.refusal(of: DeleteMessage(ours.id)).code == .messageNotFound)
            _ = try await rig.ada.call(DeleteMessage(theirs.id))

            #expect(
                try await rig.grace.call(ListMessages(in: chat.id)).items.map(\.isDeleted) == [true, false]
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `in a chat of two nobody deletes what the other said`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.pair()
            let sent = try await rig.grace.call(SendMessage("Mine", in: chat.id))

            #expect(try await rig.ada.refusal(of: DeleteMessage(sent.id)).code == .chatForbidden)
        }
    }
}

struct ListMessagesTests {
    /// A chat with the messages 1 to 10.
    private func history(_ rig: ChatRig) async throws -> (Chat, [Message]) {
        let chat = try await rig.group()
        var messages: [Message] = []
        for number in 1...10 {
            messages.append(try await rig.ada.call(SendMessage("No. \(number)", in: chat.id)))
        }
        return (chat, messages)
    }

    private func pages(_ rig: ChatRig, _ first: ListMessages) async throws -> [[Int]] {
        var pages: [[Int]] = []
        var request = first
        repeat {
            let page = try await rig.grace.call(request)
            pages.append(page.items.map(\.seq))
            request.cursor = page.nextCursor
        } while request.cursor != nil
        return pages
    }

    @Test(arguments: TestDatabase.all)
    func `pages go from the newest to the oldest`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let (chat, _) = try await history(rig)

            let found = try await pages(rig, ListMessages(in: chat.id, limit: PageLimit(clamping: 4)))

            #expect(found == [[10, 9, 8, 7], [6, 5, 4, 3], [2, 1]])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `before and after name the edges`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let (chat, messages) = try await history(rig)
            let three = PageLimit(clamping: 3)

            let before = try await pages(rig, ListMessages(in: chat.id, limit: three, before: messages[4].id))
            let after = try await pages(rig, ListMessages(in: chat.id, limit: three, after: messages[4].id))
            let between = try await pages(
                rig,
                ListMessages(in: chat.id, before: messages[7].id, after: messages[4].id)
            )

            #expect(before == [[4, 3, 2], [1]])
            #expect(after == [[8, 7, 6], [10, 9]])
            #expect(between == [[7, 6]])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `strangers, foreign messages and forged cursors are refused`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let (chat, _) = try await history(rig)
            let other = try await rig.pair()
            let foreign = try await rig.ada.call(SendMessage("Elsewhere", in: other.id))

            #expect(try await rig.eve.refusal(of: ListMessages(in: chat.id)).code == .chatNotFound)
            #expect(
                try await rig.grace.refusal(of: ListMessages(in: chat.id, before: foreign.id)).code
                    == .messageNotFound
            )
            for cursor in [Cursor("before"), Cursor("before", "x"), Cursor("1", "99999999999999999999")] {
                #expect(
                    try await rig.grace.refusal(of: ListMessages(in: chat.id, cursor: cursor)).code
                        == .invalid
                )
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a cursor of somebody else shows only what one may see`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let (chat, _) = try await history(rig)
            let cursor = try await rig.ada.call(ListMessages(in: chat.id, limit: PageLimit(clamping: 2)))
                .nextCursor

            #expect(
                try await rig.eve.refusal(of: ListMessages(in: chat.id, cursor: cursor)).code == .chatNotFound
            )
        }
    }
}

struct ReceiptTests {
    @Test(arguments: TestDatabase.all)
    func `a receipt goes forward, is announced once and never goes back`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let first = try await rig.ada.call(SendMessage("One", in: chat.id))
            let second = try await rig.ada.call(SendMessage("Two", in: chat.id))
            _ = try await rig.server.newEvents()

            _ = try await rig.grace.call(MarkRead(chat.id, upTo: second.id))
            _ = try await rig.grace.call(MarkRead(chat.id, upTo: second.id))
            _ = try await rig.grace.call(MarkRead(chat.id, upTo: first.id))

            let place = try await rig.ada.call(ListChatMembers(of: chat.id)).items
                .first { $0.user.id == rig.grace.id }
            #expect(place?.lastReadSeq == 2)
            #expect(try await rig.server.newEvents() == ["chat.read"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `unread messages are counted for each member`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let first = try await rig.ada.call(SendMessage("One", in: chat.id))
            _ = try await rig.ada.call(SendMessage("Two", in: chat.id))

            #expect(try await rig.grace.call(GetChat(chat.id)).unreadCount == 2)
            #expect(try await rig.ada.call(GetChat(chat.id)).unreadCount == 0)
            _ = try await rig.grace.call(MarkRead(chat.id, upTo: first.id))
            #expect(try await rig.grace.call(ListChats()).items.map(\.unreadCount) == [1])
            _ = try await rig.grace.call(SendMessage("Three", in: chat.id))
            #expect(try await rig.grace.call(GetChat(chat.id)).unreadCount == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `receipts for what one may not see are refused`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let (chat, other) = (try await rig.group(), try await rig.pair())
            let sent = try await rig.ada.call(SendMessage("One", in: chat.id))
            _ = try await rig.server.newEvents()

            #expect(try await rig.eve.refusal(of: MarkRead(chat.id, upTo: sent.id)).code == .chatNotFound)
            #expect(
                try await rig.grace.refusal(of: MarkRead(other.id, upTo: sent.id)).code == .messageNotFound
            )
            #expect(try await rig.server.newEvents() == [])
        }
    }
}
