// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// Somebody changed their profile.
public struct UserUpdated: Event {
    public static let name: EventName = "user.updated"
    /// Whose profile.
    public let user: UserID
    /// What they are available for now.
    public let status: Availability
    /// The profile as it is now; nil in events of before it was told.
    public let profile: User?
    public var orderingKey: String { user.description }

    /// A change of a profile.
    public init(user: UserID, status: Availability, profile: User? = nil) {
        (self.user, self.status, self.profile) = (user, status, profile)
    }
}

/// An account is gone; everything that belongs to it has to go too.
public struct UserDeleted: Event {
    public static let name: EventName = "user.deleted"
    /// Whose account.
    public let user: UserID
    public var orderingKey: String { user.description }

    /// The end of an account.
    public init(user: UserID) { self.user = user }
}
