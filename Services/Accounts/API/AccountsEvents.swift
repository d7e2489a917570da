// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// Somebody registered.
public struct UserCreated: Event {
    public static let name: EventName = "user.created"
    /// The new account.
    public let user: UserID
    /// Its username.
    public let username: String
    /// The name to show.
    public let displayName: String
    /// When it happened.
    public let createdAt: Timestamp
    public var orderingKey: String { user.description }

    /// A new account.
    public init(user: UserID, username: String, displayName: String, createdAt: Timestamp) {
        self.user = user
        self.username = username
        self.displayName = displayName
        self.createdAt = createdAt
    }
}

/// A login ended before its time: logged out, revoked, or its refresh token was used twice.
public struct SessionRevoked: Event {
    public static let name: EventName = "session.revoked"
    /// Whose login.
    public let user: UserID
    /// The login.
    public let session: SessionID
    public var orderingKey: String { user.description }

    /// The end of a login.
    public init(user: UserID, session: SessionID) { (self.user, self.session) = (user, session) }
}

/// Somebody's roles changed.
public struct RolesChanged: Event {
    public static let name: EventName = "user.roles-changed"
    /// Whose roles.
    public let user: UserID
    /// The roles they have now.
    public let roles: [Role]
    public var orderingKey: String { user.description }

    /// A change of roles.
    public init(user: UserID, roles: [Role]) { (self.user, self.roles) = (user, roles) }
}
