// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

// What other services ask. Nothing here is for the people themselves.

/// Several messages as one person sees them, in the order asked for. Those of chats they are not in, and those that were
/// taken back, are left out.
public struct GetMessages: Endpoint {
    /// The most messages in one request.
    public static let most = 500
    public static let route: Route = .post("/internal/chat/messages")
    public static let summary = "Get several messages as one person sees them"
    public static let access: Access = .service
    public typealias Reply = [Message]

    public var body: Selection

    /// Which messages, for whom.
    public struct Selection: Codable, Sendable {
        public var viewer: UserID
        public var ids: [MessageID]
    }

    /// Asks for up to 500 messages.
    public init(_ ids: [MessageID], for viewer: UserID) { body = Selection(viewer: viewer, ids: ids) }
}

/// The chats that somebody is in, the latest active first.
public struct ListMemberships: Endpoint {
    /// The most chats in one reply.
    public static let most = 500
    public static let route: Route = .post("/internal/chat/memberships")
    public static let summary = "List the chats that a person is in, the latest active first"
    public static let access: Access = .service
    public typealias Reply = [ChatID]

    public var body: Question

    /// Whose chats.
    public struct Question: Codable, Sendable {
        public var user: UserID
        /// How many, 1 to 500.
        public var limit: Int
    }

    /// Asks about somebody.
    public init(of user: UserID, limit: Int = most) { body = Question(user: user, limit: limit) }
}

/// All messages that were not taken back by ascending id, for services that make something anew out of them.
public struct ScanMessages: Endpoint {
    /// The most messages in one reply.
    public static let most = 500
    public static let route: Route = .post("/internal/chat/scan")
    public static let summary = "Read all messages, a portion at a time"
    public static let access: Access = .service
    public typealias Reply = [MessageFacts]

    public var body: Range

    /// Which part.
    public struct Range: Codable, Sendable {
        /// Only messages after this one.
        public var after: MessageID?
        /// How many, 1 to 500.
        public var limit: Int
    }

    /// Asks for a portion.
    public init(after: MessageID?, limit: Int = most) { body = Range(after: after, limit: limit) }
}
