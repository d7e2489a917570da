// SPDX-License-Identifier: Apache-2.0
import Core
public import Endpoints

/// Who sees what one does.
public enum ActivityAudience: String, Sendable, APIEnum {
    /// Every member; of a private account, its followers.
    case everyone = "EVERYONE"
    /// Those who follow oneself.
    case followers = "FOLLOWERS"
    /// Nobody but oneself.
    case nobody = "NOBODY"
}

/// Who sees what somebody does. It holds for what was done before, too, and what is shown again was never gone.
public struct ActivitySettings: Codable, Sendable, Equatable {
    /// Who sees any of it at all.
    public var audience: ActivityAudience
    /// Who sees which kind: one choice for each. What is narrower, this or `audience`, holds.
    public var kinds: [ActivityChoice]

    /// Some settings.
    public init(audience: ActivityAudience, kinds: [ActivityChoice]) {
        (self.audience, self.kinds) = (audience, kinds)
    }
}

/// Who sees one kind of what somebody does.
public struct ActivityChoice: Codable, Sendable, Equatable {
    public var kind: ActivityKind
    public var audience: ActivityAudience

    /// A choice.
    public init(_ kind: ActivityKind, for audience: ActivityAudience) {
        (self.kind, self.audience) = (kind, audience)
    }
}

/// Who sees what one does.
public struct GetActivitySettings: Endpoint {
    public static let route: Route = .get("/activity/settings")
    public static let summary = "Get who sees what one does"
    public static let access: Access = .member
    public typealias Reply = ActivitySettings

    /// Asks for the settings.
    public init() {}
}

/// Changes who sees what one does, at once and for all that was done before.
public struct UpdateActivitySettings: Endpoint {
    public static let route: Route = .patch("/activity/settings")
    public static let summary = "Change who sees what one does"
    public static let access: Access = .member
    public typealias Reply = ActivitySettings

    public var body: Changes

    /// What to change; what is left out stays.
    public struct Changes: Codable, Sendable {
        public var audience: ActivityAudience?
        /// The kinds to change, each at most once.
        public var kinds: [ActivityChoice]?
    }

    /// Changes settings.
    public init(audience: ActivityAudience? = nil, kinds: [ActivityChoice]? = nil) {
        body = Changes(audience: audience, kinds: kinds)
    }
}
