// SPDX-License-Identifier: Apache-2.0
public import Endpoints

/// Who may follow somebody, and what others see of their connections.
public struct ConnectionSettings: Codable, Sendable, Equatable {
    /// Whether followers have to ask first.
    public var isPrivate: Bool
    /// Whether only oneself sees the list of one's followers.
    public var hidesFollowers: Bool
    /// Whether only oneself sees the list of whom one follows.
    public var hidesFollowing: Bool
    /// Whether one is never suggested to others.
    public var hidesFromSuggestions: Bool

    /// What holds until somebody chooses: open.
    public static let standard = ConnectionSettings()

    /// Some settings.
    public init(
        isPrivate: Bool = false,
        hidesFollowers: Bool = false,
        hidesFollowing: Bool = false,
        hidesFromSuggestions: Bool = false
    ) {
        self.isPrivate = isPrivate
        self.hidesFollowers = hidesFollowers
        self.hidesFollowing = hidesFollowing
        self.hidesFromSuggestions = hidesFromSuggestions
    }
}

/// One's own settings.
public struct GetConnectionSettings: Endpoint {
    public static let route: Route = .get("/connections/settings")
    public static let summary = "Get who may follow oneself and what others see of one's connections"
    public static let access: Access = .member
    public typealias Reply = ConnectionSettings

    /// Asks for the settings.
    public init() {}
}

/// Changes one's own settings. Going public leaves open requests to be answered.
public struct UpdateConnectionSettings: Endpoint {
    public static let route: Route = .patch("/connections/settings")
    public static let summary = "Change who may follow oneself and what others see of one's connections"
    public static let access: Access = .member
    public typealias Reply = ConnectionSettings

    public var body: Changes

    /// What to change; what is left out stays.
    public struct Changes: Codable, Sendable {
        public var isPrivate: Bool?
        public var hidesFollowers: Bool?
        public var hidesFollowing: Bool?
        public var hidesFromSuggestions: Bool?
    }

    /// Changes settings.
    public init(
        isPrivate: Bool? = nil,
        hidesFollowers: Bool? = nil,
        hidesFollowing: Bool? = nil,
        hidesFromSuggestions: Bool? = nil
    ) {
        body = Changes(
            isPrivate: isPrivate,
            hidesFollowers: hidesFollowers,
            hidesFollowing: hidesFollowing,
            hidesFromSuggestions: hidesFromSuggestions
        )
    }
}
