// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// What others did that concerns oneself, the latest first.
public struct ListNotifications: Endpoint {
    public static let route: Route = .get("/notifications")
    public static let summary = "List what others did that concerns oneself, the latest first"
    public static let access: Access = .member
    public typealias Reply = Page<Notification>

    /// Whether to list only what is not read yet.
    public var unread: Bool?
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(unread: Bool? = nil, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.unread, self.limit, self.cursor) = (unread, limit, cursor)
    }
}

/// How many notifications one has not read.
public struct CountUnreadNotifications: Endpoint {
    public static let route: Route = .get("/notifications/unread")
    public static let summary = "Count the notifications one has not read"
    public static let access: Access = .member
    public typealias Reply = UnreadNotifications

    /// Asks for the number.
    public init() {}
}

/// Marks notifications as read, and tells how many are left. What is not one's own or gone is passed over.
public struct ReadNotifications: Endpoint {
    public static let route: Route = .post("/notifications/read")
    public static let summary = "Mark some or all of one's notifications as read"
    public static let access: Access = .member
    public typealias Reply = UnreadNotifications

    public var body: Selection

    /// Which ones.
    public struct Selection: Codable, Sendable {
        /// Up to 100.
        public var ids: NotificationIDs?
        /// All of them.
        public var all: Bool?
    }

    /// Marks some as read.
    public init(_ ids: [NotificationID]) { body = Selection(ids: NotificationIDs(ids), all: nil) }

    /// Marks all as read.
    public init(all: Bool) { body = Selection(ids: nil, all: all) }
}

/// Takes a notification off one's list; again changes nothing.
public struct DeleteNotification: Endpoint {
    public static let route: Route = .delete("/notifications/{id}")
    public static let summary = "Take a notification off one's list"
    public static let access: Access = .member
    public typealias Reply = NoReply

    public var id: NotificationID

    /// Takes one off.
    public init(_ id: NotificationID) { self.id = id }
}

/// Empties one's list.
public struct ClearNotifications: Endpoint {
    public static let route: Route = .delete("/notifications")
    public static let summary = "Take all notifications off one's list"
    public static let access: Access = .member
    public typealias Reply = NoReply

    /// Takes all off.
    public init() {}
}

/// A list of up to 100 notifications.
public struct NotificationIDs: Codable, Sendable, SchemaProviding {
    /// The most in one request.
    public static let most = 100
    /// The notifications, each once.
    public let ids: [NotificationID]

    public static var schema: Schema { .array(NotificationID.schema, maximum: most) }

    /// A list; repeated ones count once.
    public init(_ ids: [NotificationID]) {
        var seen: Set<NotificationID> = []
        self.ids = ids.filter { seen.insert($0).inserted }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let ids = try [NotificationID](from: decoder)
        guard ids.count <= Self.most else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must have at most \(Self.most) notifications."
            )
        }
        self.init(ids)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ids)
    }
}
