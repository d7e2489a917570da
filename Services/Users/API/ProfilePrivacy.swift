// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// Whom a part of a profile is for.
public enum Audience: String, Sendable, Hashable, APIEnum {
    case everybody = "EVERYBODY"
    case followers = "FOLLOWERS"
    case onlyMe = "ONLY_ME"

    /// Whether somebody as near as this may see what is for this audience.
    public func admits(_ viewer: Nearness) -> Bool {
        switch self {
        case .everybody: true
        case .followers: viewer >= .follower
        case .onlyMe: viewer >= .oneself
        }
    }
}

/// How near a viewer is to the owner of a profile.
public enum Nearness: Int, Sendable, Comparable {
    /// Anybody else, as all who read a text or a list are taken to be.
    case stranger
    /// Somebody who follows the owner, which the owner of a private account allowed.
    case follower
    /// The owner, or who runs the site.
    case oneself

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Whom each part of somebody's profile is for. Names and the profile picture are for everybody.
public struct ProfilePrivacy: Codable, Sendable, Equatable {
    /// What they say of themselves.
    public var bio: Audience
    /// What they are available for, whether they are there, and when they were last seen.
    public var presence: Audience
    /// The wide picture.
    public var cover: Audience
    /// How they want to be spoken of.
    public var pronouns: Audience
    /// Where they say they are.
    public var location: Audience
    /// Their page elsewhere.
    public var website: Audience
    /// The day they were born.
    public var birthday: Audience

    /// What holds until somebody chooses: all but the birthday is for everybody.
    public static let standard = ProfilePrivacy()

    /// Some choices.
    public init(
        bio: Audience = .everybody,
        presence: Audience = .everybody,
        cover: Audience = .everybody,
        pronouns: Audience = .everybody,
        location: Audience = .everybody,
        website: Audience = .everybody,
        birthday: Audience = .onlyMe
    ) {
        self.bio = bio
        self.presence = presence
        self.cover = cover
        self.pronouns = pronouns
        self.location = location
        self.website = website
        self.birthday = birthday
    }
}

/// Whom the parts of one's profile are for.
public struct GetProfilePrivacy: Endpoint {
    public static let route: Route = .get("/users/{id}/privacy")
    public static let summary = "Get whom the parts of a profile are for: one's own, or anybody's as an admin"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound), .forbidden(.forbidden)]
    public typealias Reply = ProfilePrivacy

    public var id: UserID

    /// Asks for the choices.
    public init(_ id: UserID) { self.id = id }
}

/// Changes whom the parts of one's profile are for.
public struct UpdateProfilePrivacy: Endpoint {
    public static let route: Route = .patch("/users/{id}/privacy")
    public static let summary =
        "Change whom the parts of a profile are for: one's own, or anybody's as an admin"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound), .forbidden(.forbidden)]
    public typealias Reply = ProfilePrivacy

    public var id: UserID
    public var body: Changes

    /// What to change; what is left out stays.
    public struct Changes: Codable, Sendable {
        public var bio: Audience?
        public var presence: Audience?
        public var cover: Audience?
        public var pronouns: Audience?
        public var location: Audience?
        public var website: Audience?
        public var birthday: Audience?

        /// Some changes.
        public init(
            bio: Audience? = nil,
            presence: Audience? = nil,
            cover: Audience? = nil,
            pronouns: Audience? = nil,
            location: Audience? = nil,
            website: Audience? = nil,
            birthday: Audience? = nil
        ) {
            self.bio = bio
            self.presence = presence
            self.cover = cover
            self.pronouns = pronouns
            self.location = location
            self.website = website
            self.birthday = birthday
        }
    }

    /// Changes choices.
    public init(_ id: UserID, _ body: Changes) { (self.id, self.body) = (id, body) }
}

/// Whom the presence of some people is for, for other services. Unknown ids are left out.
public struct GetPresenceAudiences: Endpoint {
    /// The most people in one request.
    public static let most = 500
    public static let route: Route = .post("/internal/users/presence-audiences")
    public static let summary = "Tell whom the presence of some people is for"
    public static let access: Access = .service
    public typealias Reply = [PresenceAudience]

    public var body: Selection

    /// Whose.
    public struct Selection: Codable, Sendable {
        public var ids: [UserID]
    }

    /// Asks about up to 500 people.
    public init(_ ids: [UserID]) { body = Selection(ids: ids) }
}

/// Whom somebody's presence is for.
public struct PresenceAudience: Codable, Sendable, Equatable {
    public var user: UserID
    public var audience: Audience

    /// A choice.
    public init(user: UserID, audience: Audience) { (self.user, self.audience) = (user, audience) }
}

/// Somebody chose anew whom the parts of their profile are for. `user.updated` with what is for everybody now follows
/// in the same commit.
public struct ProfilePrivacyChanged: Event {
    public static let name: EventName = "user.profile_privacy_changed"
    /// Whose profile.
    public let user: UserID
    /// Whom its parts are for now.
    public let privacy: ProfilePrivacy
    public var orderingKey: String { user.description }

    /// A change of choices.
    public init(user: UserID, privacy: ProfilePrivacy) { (self.user, self.privacy) = (user, privacy) }
}
