// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// Whether somebody is there.
public struct PresenceState: Codable, Sendable, Equatable {
    public var userId: UserID
    /// OFFLINE without a connection, else what they chose.
    public var status: Availability
    /// When they were last connected or active; nil when never.
    public var lastSeenAt: Timestamp?

    /// Somebody's presence.
    public init(userId: UserID, status: Availability, lastSeenAt: Timestamp?) {
        (self.userId, self.status, self.lastSeenAt) = (userId, status, lastSeenAt)
    }
}

/// Whether some people are there.
public struct GetPresence: Endpoint {
    public static let route: Route = .get("/presence")
    public static let summary = "Tell whether some people are there"
    public static let access: Access = .member
    public typealias Reply = Page<PresenceState>

    public var userIds: WatchList

    /// Asks about up to 200 people.
    public init(_ users: [UserID]) { userIds = WatchList(users) }
}

/// A list of up to 200 people to ask about.
public struct WatchList: Codable, Sendable, SchemaProviding {
    /// The most people.
    public static let most = 200
    /// The people, each once.
    public let ids: [UserID]

    public static var schema: Schema { .array(UserID.schema, maximum: most) }

    /// A list of people.
    public init(_ ids: [UserID]) {
        var seen: Set<UserID> = []
        self.ids = ids.filter { seen.insert($0).inserted }
    }

    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        var ids: [UserID] = []
        while !container.isAtEnd {
            ids.append(try container.decode(UserID.self))
            guard ids.count <= Self.most else {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "Must have at most \(Self.most) people."
                    )
                )
            }
        }
        self.init(ids)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ids)
    }
}
