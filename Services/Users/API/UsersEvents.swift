// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// Somebody changed their profile.
public struct UserUpdated: Event {
    public static let name: EventName = "user.updated"
    /// Whose profile.
    public let user: UserID
    /// What they are available for now, whomever that is for: Presence alone shows it.
    public let status: Availability
    /// The profile as it is now, with what is for everybody; nil where nothing of it changed but pictures.
    public let profile: User?
    /// Whether there is another profile picture now; nil when there is the same one, or none as before.
    public let picture: PictureChange?
    public var orderingKey: String { user.description }

    /// What became of a profile picture.
    public enum PictureChange: String, Codable, Sendable {
        case new, removed
    }

    /// A change of a profile.
    public init(
        user: UserID,
        status: Availability,
        profile: User? = nil,
        picture: PictureChange? = nil
    ) {
        (self.user, self.status, self.profile, self.picture) = (user, status, profile, picture)
    }
}

/// Somebody's account is hidden with all that belongs to it, or is there again.
///
/// One kind of event for both, so that they are heard in the order in which they happened.
public struct UserHiddenChanged: Event {
    public static let name: EventName = "user.hidden-changed"
    /// Whose account.
    public let user: UserID
    /// Whether it is hidden now.
    public let isHidden: Bool
    /// Since when.
    public let at: Timestamp
    public var orderingKey: String { user.description }

    /// A change of whether an account is seen.
    public init(user: UserID, isHidden: Bool, at: Timestamp) {
        (self.user, self.isHidden, self.at) = (user, isHidden, at)
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
