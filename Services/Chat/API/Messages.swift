// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// The id of a message.
public typealias MessageID = ID<Message>

/// Something said in a chat.
public struct Message: Codable, Sendable, Equatable {
    public var id: MessageID
    public var chatId: ChatID
    public var sender: User
    public var type: MessageKind
    /// The text; empty when it was deleted.
    public var content: String
    /// The message it answers.
    public var replyToId: MessageID?
    public var reactions: [Reaction]
    /// The members named in it.
    public var mentions: [UserID]
    /// The tags in it, without `#`, in lower case.
    public var hashtags: [String]
    public var isEdited: Bool
    public var isDeleted: Bool
    /// Whether it asks not to be announced.
    public var isSilent: Bool
    /// Its place in the chat: counts up by one.
    public var seq: Int
    /// The name the sender's client gave it.
    public var clientId: String?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    /// A message.
    public init(
        id: MessageID,
        chatId: ChatID,
        sender: User,
        type: MessageKind,
        content: String,
        replyToId: MessageID?,
        mentions: [UserID],
        hashtags: [String],
        isEdited: Bool,
        isDeleted: Bool,
        isSilent: Bool,
        seq: Int,
        clientId: String?,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.chatId = chatId
        self.sender = sender
        self.type = type
        self.content = content
        self.replyToId = replyToId
        reactions = []
        self.mentions = mentions
        self.hashtags = hashtags
        self.isEdited = isEdited
        self.isDeleted = isDeleted
        self.isSilent = isSilent
        self.seq = seq
        self.clientId = clientId
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Message: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("chatId", chatId)
            json.member("sender", sender)
            json.member("type", type)
            json.member("content", content)
            json.member("replyToId", replyToId)
            json.member("reactions", reactions)
            json.member("mentions", mentions)
            json.member("hashtags", hashtags)
            json.member("isEdited", isEdited)
            json.member("isDeleted", isDeleted)
            json.member("isSilent", isSilent)
            json.member("seq", seq)
            json.member("clientId", clientId)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }
}

/// How many people answered a message with the same sign.
public struct Reaction: Codable, Sendable, Equatable {
    public var emoji: String
    public var count: Int

    /// So many answers with one sign.
    public init(emoji: String, count: Int) { (self.emoji, self.count) = (emoji, count) }
}

extension Reaction: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("emoji", emoji)
            json.member("count", count)
        }
    }
}

/// What a message carries.
public enum MessageKind: String, Sendable, APIEnum {
    case text = "TEXT"
    case image = "IMAGE"
    case video = "VIDEO"
    case audio = "AUDIO"
    case file = "FILE"
    case voice = "VOICE"
}

/// What is said: 1 to 4,000 characters, line breaks allowed.
public struct MessageText: TextValue {
    public static let length = 1...4000
    public static let allowsLineBreaks = true
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// A name a client gives a message so that sending it again cannot double it: 1 to 64 characters.
public struct ClientMessageID: TextValue {
    public static let length = 1...64
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// Says something in a chat.
public struct SendMessage: Endpoint {
    public static let route: Route = .post("/messages")
    public static let summary = "Send a message; the same clientId again returns the first one"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.chatNotFound), .notFound(.messageNotFound), .forbidden(.chatForbidden),
        .forbidden(.chatUnreachable), .conflict(.chatBlocking), .conflict(.mediaNeeded),
    ]
    public static let success: SuccessStatus = .created
    public typealias Reply = Message

    public var body: Draft

    /// What to say.
    public struct Draft: Codable, Sendable {
        public var chatId: ChatID
        public var content: MessageText
        public var type: MessageKind?
        public var replyToId: MessageID?
        public var clientId: ClientMessageID?
        public var isSilent: Bool?
    }

    /// Says something.
    public init(
        _ content: MessageText,
        in chat: ChatID,
        replyingTo: MessageID? = nil,
        clientId: ClientMessageID? = nil
    ) {
        body = Draft(
            chatId: chat,
            content: content,
            type: nil,
            replyToId: replyingTo,
            clientId: clientId,
            isSilent: nil
        )
    }

    /// Sends a draft as a socket event carries it.
    public init(_ body: Draft) { self.body = body }
}

/// What was said in a chat, newest first.
public struct ListMessages: Endpoint {
    public static let route: Route = .get("/messages/chat/{chat}")
    public static let summary = "List the messages of a chat, newest first"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.chatNotFound), .notFound(.messageNotFound)]
    public typealias Reply = Page<Message>

    public var chat: ChatID
    public var limit: PageLimit?
    /// Only messages before this one.
    public var before: MessageID?
    /// Only messages after this one; still newest first, the oldest of them on the first page.
    public var after: MessageID?
    /// Where the last page ended.
    public var cursor: Cursor?

    /// Asks for a page.
    public init(
        in chat: ChatID,
        limit: PageLimit? = nil,
        before: MessageID? = nil,
        after: MessageID? = nil,
        cursor: Cursor? = nil
    ) {
        self.chat = chat
        self.limit = limit
        self.before = before
        self.after = after
        self.cursor = cursor
    }
}

/// Changes what one said.
public struct EditMessage: Endpoint {
    public static let route: Route = .patch("/messages/{id}")
    public static let summary = "Edit one's message"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.messageNotFound), .forbidden(.chatForbidden), .forbidden(.chatUnreachable),
        .conflict(.chatBlocking), .conflict(.messageDeleted),
    ]
    public typealias Reply = Message

    public var id: MessageID
    public var body: Changes

    /// The new text.
    public struct Changes: Codable, Sendable {
        public var content: MessageText
    }

    /// Edits a message.
    public init(_ id: MessageID, content: MessageText) {
        self.id = id
        body = Changes(content: content)
    }
}

/// Takes back what one said, or what somebody said in a chat one runs.
public struct DeleteMessage: Endpoint {
    public static let route: Route = .delete("/messages/{id}")
    public static let summary = "Delete one's message, or anybody's in a chat one runs"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.messageNotFound), .forbidden(.chatForbidden)]
    public typealias Reply = NoReply

    public var id: MessageID

    /// Deletes a message.
    public init(_ id: MessageID) { self.id = id }
}

/// Says how far one has read.
public struct MarkRead: Endpoint {
    public static let route: Route = .post("/chats/{id}/read")
    public static let summary = "Mark a chat as read up to a message"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.chatNotFound), .notFound(.messageNotFound)]
    public typealias Reply = NoReply

    public var id: ChatID
    public var body: Position

    /// The last message read.
    public struct Position: Codable, Sendable {
        public var messageId: MessageID
    }

    /// Marks as read.
    public init(_ id: ChatID, upTo message: MessageID) {
        self.id = id
        body = Position(messageId: message)
    }
}
