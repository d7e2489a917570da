// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Foundation
import GroupsAPI
import Testing
import Testkit
import UsersAPI

/// Chats, messages and people write their own JSON: it must be what their fields say.
struct WrittenJSONTests {
    @Test func `a message with everything set and with nothing`() throws {
        for message in [Self.fullMessage, Self.bareMessage] {
            #expect(JSON.bytes(of: message) == (try jsonByFields(message)))
        }
    }

    @Test func `a reaction`() throws {
        let reaction = Reaction(emoji: "🌳", count: 3)
        #expect(JSON.bytes(of: reaction) == (try jsonByFields(reaction)))
    }

    @Test func `a chat with everything set and with nothing`() throws {
        for (name, message, peer) in [("Engines", Self.fullMessage, Self.person), (nil, nil, nil)] {
            let chat = Chat(
                id: ID(high: 1, low: 2),
                type: .channel,
                name: name,
                description: "\"quoted\"",
                avatarUrl: name,
                memberCount: 2,
                lastMessage: message,
                unreadCount: 1,
                peer: peer,
                groupId: name.map { _ in GroupID(high: 3, low: 4) },
                createdAt: Timestamp(seconds: 1)
            )
            #expect(JSON.bytes(of: chat) == (try jsonByFields(chat)))
        }
    }

    @Test func `what was said, with everything set and with nothing`() throws {
        for message in [Self.fullFacts, Self.bareFacts] {
            #expect(JSON.bytes(of: message) == (try jsonByFields(message)))
            let sent = MessageSent(message)
            #expect(JSON.bytes(of: sent) == (try jsonByFields(sent)))
            let read = try JSONDecoder().decode(MessageSent.self, from: Data(JSON.bytes(of: sent)))
            #expect(read.message == message)
        }
    }

    private static let fullFacts = MessageFacts(
        id: ID(high: 1, low: 2),
        chat: ID(high: 3, low: 4),
        sender: ID(high: 5, low: 6),
        type: .text,
        content: "Hi @grace \u{0} \u{1F333}",
        replyTo: ID(high: 7, low: 8),
        mentions: [ID(high: 9, low: 10)],
        isSilent: true,
        isDeleted: true,
        seq: 11,
        clientId: "mine",
        createdAt: Timestamp(seconds: 1),
        editedAt: Timestamp(seconds: 2)
    )
    private static let bareFacts = MessageFacts(
        id: ID(high: 1, low: 2),
        chat: ID(high: 3, low: 4),
        sender: ID(high: 5, low: 6),
        type: .text,
        content: "",
        replyTo: nil,
        mentions: [],
        isSilent: false,
        seq: 1,
        clientId: nil,
        createdAt: Timestamp(seconds: 1)
    )

    private static let person = User(
        id: ID(high: 3, low: 4),
        username: Username(trusted: "ada"),
        displayName: "Ada \u{202E}L.",
        avatarUrl: "/a.webp",
        bio: "First\nof all",
        status: .away,
        createdAt: Timestamp(seconds: 2)
    )

    private static let fullMessage = message("Hi @grace \u{0}", id: ID(high: 5, low: 6), clientId: "mine")
    private static let bareMessage = message("", id: nil, clientId: nil)

    private static func message(_ content: String, id: MessageID?, clientId: String?) -> Message {
        Message(
            id: ID(high: 7, low: 8),
            chatId: ID(high: 9, low: 10),
            sender: person,
            type: .text,
            content: content,
            replyToId: id,
            mentions: id == nil ? [] : [person.id],
            hashtags: id == nil ? [] : ["engine", "été"],
            isEdited: id != nil,
            isDeleted: id == nil,
            isSilent: false,
            seq: 11,
            clientId: clientId,
            createdAt: Timestamp(seconds: 3),
            updatedAt: Timestamp(seconds: 4)
        )
    }
}
