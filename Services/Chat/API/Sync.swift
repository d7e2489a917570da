// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// What changed in one's chats since a moment, in the order it happened.
public struct SyncChats: Endpoint {
    public static let route: Route = .get("/sync")
    public static let summary =
        "List what changed in one's chats since a cursor; `latest` asks for the cursor of now"
    public static let access: Access = .member
    public typealias Reply = ChatChanges

    public var since: SyncCursor?
    public var limit: PageLimit?

    /// Asks for changes.
    public init(since: SyncCursor? = nil, limit: PageLimit? = nil) {
        (self.since, self.limit) = (since, limit)
    }
}

/// A place in the history of changes: a cursor of an earlier reply, or `latest`.
public struct SyncCursor: Codable, Sendable, Hashable, SchemaProviding {
    /// The place; nil for the present.
    public let cursor: Cursor?

    public static var schema: Schema {
        .text(1...Cursor.maximumLength, pattern: "^[A-Za-z0-9_-]+$", example: "latest")
    }

    /// The present.
    public static let latest = SyncCursor(nil)

    /// A place.
    public init(_ cursor: Cursor?) { self.cursor = cursor }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        cursor = try container.decode(String.self) == "latest" ? nil : try Cursor(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(cursor?.description ?? "latest")
    }
}

/// Some changes and where to go on.
public struct ChatChanges: Codable, Sendable {
    public var changes: [Change]
    /// What to send as `since` next time.
    public var next: Cursor
    /// Whether more is waiting already.
    public var hasMore: Bool

    /// Some changes.
    public init(changes: [Change], next: Cursor, hasMore: Bool) {
        (self.changes, self.next, self.hasMore) = (changes, next, hasMore)
    }
}

/// One change in one of one's chats.
public struct Change: Codable, Sendable {
    public var kind: ChangeKind
    public var chatId: ChatID
    /// The message as it is now, for the MESSAGE kinds but MESSAGE_READ.
    public var message: Message?
    /// The chat as it is now, for CHAT_NEW and CHAT_UPDATED.
    public var chat: Chat?
    /// Who read, joined or left.
    public var userId: UserID?
    /// How far they read.
    public var messageId: MessageID?
    public var at: Timestamp

    /// A change.
    public init(
        kind: ChangeKind,
        chatId: ChatID,
        message: Message? = nil,
        chat: Chat? = nil,
        userId: UserID? = nil,
        messageId: MessageID? = nil,
        at: Timestamp
    ) {
        self.kind = kind
        self.chatId = chatId
        self.message = message
        self.chat = chat
        self.userId = userId
        self.messageId = messageId
        self.at = at
    }
}

/// What happened.
public enum ChangeKind: String, Sendable, APIEnum {
    case messageNew = "MESSAGE_NEW"
    case messageEdited = "MESSAGE_EDITED"
    case messageDeleted = "MESSAGE_DELETED"
    case messageRead = "MESSAGE_READ"
    case memberAdded = "MEMBER_ADDED"
    case memberRemoved = "MEMBER_REMOVED"
    case chatNew = "CHAT_NEW"
    case chatUpdated = "CHAT_UPDATED"
    case chatDeleted = "CHAT_DELETED"
}
