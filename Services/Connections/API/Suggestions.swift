// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// Somebody one may want to follow.
public struct Suggestion: Codable, Sendable, Equatable {
    /// The person.
    public var user: User
    /// How many of those one follows follow them.
    public var commonCount: Int

    /// A suggestion.
    public init(user: User, commonCount: Int) { (self.user, self.commonCount) = (user, commonCount) }
}

/// Whom one may want to follow, most connections in common first.
public struct ListSuggestions: Endpoint {
    public static let route: Route = .get("/suggestions")
    public static let summary = "List people one may want to follow, most connections in common first"
    public static let access: Access = .member
    public typealias Reply = Page<Suggestion>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// Does not want somebody suggested any more.
public struct DismissSuggestion: Endpoint {
    public static let route: Route = .delete("/suggestions/{id}")
    public static let summary = "Take a person off one's suggestions for good"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound)]
    public typealias Reply = NoReply

    public var id: UserID

    /// Takes somebody off.
    public init(_ id: UserID) { self.id = id }
}
