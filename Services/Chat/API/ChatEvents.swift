// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// What stands in a message, without the sender's profile, which changes on its own.
public struct MessageFacts: Codable, Sendable, Equatable {
    public var id: MessageID
    public var chat: ChatID
    public var sender: UserID
    public var type: MessageKind
    public var content: String
    public var replyTo: MessageID?
    public var mentions: [UserID]
    public var isSilent: Bool
    public var isDeleted: Bool
    public var seq: Int
    public var clientId: String?
    public var createdAt: Timestamp
    public var editedAt: Timestamp?

    /// The contents of a message.
    public init(
        id: MessageID,
        chat: ChatID,
        sender: UserID,
        type: MessageKind,
        content: String,
        replyTo: MessageID?,
        mentions: [UserID],
        isSilent: Bool,
        isDeleted: Bool = false,
        seq: Int,
        clientId: String?,
        createdAt: Timestamp,
        editedAt: Timestamp? = nil
    ) {
        self.id = id
        self.chat = chat
        self.sender = sender
        self.type = type
        self.content = content
        self.replyTo = replyTo
        self.mentions = mentions
        self.isSilent = isSilent
        self.isDeleted = isDeleted
        self.seq = seq
        self.clientId = clientId
        self.createdAt = createdAt
        self.editedAt = editedAt
    }
}

extension MessageFacts: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("chat", chat)
            json.member("sender", sender)
            json.member("type", type)
            json.member("content", content)
            json.member("replyTo", replyTo)
            json.member("mentions", mentions)
            json.member("isSilent", isSilent)
            json.member("isDeleted", isDeleted)
            json.member("seq", seq)
            json.member("clientId", clientId)
            json.member("createdAt", createdAt)
            json.member("editedAt", editedAt)
        }
    }
}

/// A member said something.
public struct MessageSent: Event {
    public static let name: EventName = "message.sent"
    /// What was said.
    public let message: MessageFacts
    public var orderingKey: String { message.chat.description }

    /// A new message.
    public init(_ message: MessageFacts) { self.message = message }
}

extension MessageSent: JSONWritable {
    public func write(to json: inout JSONWriter) { json.object { $0.member("message", message) } }
}

/// A message reads differently now.
public struct MessageEdited: Event {
    public static let name: EventName = "message.edited"
    /// The message as it is now.
    public let message: MessageFacts
    public var orderingKey: String { message.chat.description }

    /// An edited message.
    public init(_ message: MessageFacts) { self.message = message }
}

/// A message was taken back.
public struct MessageDeleted: Event {
    public static let name: EventName = "message.deleted"
    /// What is left of it.
    public let message: MessageFacts
    public var orderingKey: String { message.chat.description }

    /// A deleted message.
    public init(_ message: MessageFacts) { self.message = message }
}

/// A member read up to a message.
public struct ChatRead: Event {
    public static let name: EventName = "chat.read"
    public let chat: ChatID
    public let user: UserID
    public let message: MessageID
    public let seq: Int
    public var orderingKey: String { chat.description }

    /// A receipt.
    public init(chat: ChatID, user: UserID, message: MessageID, seq: Int) {
        (self.chat, self.user, self.message, self.seq) = (chat, user, message, seq)
    }
}

/// A chat was opened, with these members.
public struct ChatCreated: Event {
    public static let name: EventName = "chat.created"
    public let chat: ChatID
    public let members: [UserID]
    public var orderingKey: String { chat.description }

    /// A new chat.
    public init(chat: ChatID, members: [UserID]) { (self.chat, self.members) = (chat, members) }
}

/// A chat has another name, description or picture.
public struct ChatUpdated: Event {
    public static let name: EventName = "chat.updated"
    public let chat: ChatID
    public var orderingKey: String { chat.description }

    /// A changed chat.
    public init(chat: ChatID) { self.chat = chat }
}

/// A chat is gone.
public struct ChatDeleted: Event {
    public static let name: EventName = "chat.deleted"
    public let chat: ChatID
    public var orderingKey: String { chat.description }

    /// The end of a chat.
    public init(chat: ChatID) { self.chat = chat }
}

/// People joined a chat.
public struct ChatMembersAdded: Event {
    public static let name: EventName = "chat.members-added"
    public let chat: ChatID
    public let users: [UserID]
    public var orderingKey: String { chat.description }

    /// New members.
    public init(chat: ChatID, users: [UserID]) { (self.chat, self.users) = (chat, users) }
}

/// Somebody left a chat or was removed.
public struct ChatMemberRemoved: Event {
    public static let name: EventName = "chat.member-removed"
    public let chat: ChatID
    public let user: UserID
    public var orderingKey: String { chat.description }

    /// One member less.
    public init(chat: ChatID, user: UserID) { (self.chat, self.user) = (chat, user) }
}
