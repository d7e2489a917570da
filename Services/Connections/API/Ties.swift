// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

// What other services ask. Nothing here is for the people themselves: a tie tells who is blocked by whom.

/// What is between a viewer and somebody else, with what the viewer must not learn.
public struct Tie: Codable, Sendable, Equatable {
    /// The other person.
    public var user: UserID
    public var viewerFollows: Bool
    public var followsViewer: Bool
    public var viewerBlocks: Bool
    /// Whether the other blocks the viewer, or has hidden their account from everybody.
    public var blocksViewer: Bool
    public var viewerMutes: Bool
    /// Whether the other's account is private.
    public var isPrivate: Bool
    /// Whether only the other sees who follows them.
    public var hidesFollowers: Bool
    /// Whether only the other sees whom they follow.
    public var hidesFollowing: Bool

    /// What is between two people.
    public init(
        user: UserID,
        viewerFollows: Bool = false,
        followsViewer: Bool = false,
        viewerBlocks: Bool = false,
        blocksViewer: Bool = false,
        viewerMutes: Bool = false,
        isPrivate: Bool = false,
        hidesFollowers: Bool = false,
        hidesFollowing: Bool = false
    ) {
        self.user = user
        self.viewerFollows = viewerFollows
        self.followsViewer = followsViewer
        self.viewerBlocks = viewerBlocks
        self.blocksViewer = blocksViewer
        self.viewerMutes = viewerMutes
        self.isPrivate = isPrivate
        self.hidesFollowers = hidesFollowers
        self.hidesFollowing = hidesFollowing
    }

    /// Whether one of the two blocks the other, so that neither may see or reach the other.
    public var isCut: Bool { viewerBlocks || blocksViewer }
    /// Whether the viewer may see what the other shows to followers alone.
    public var seesFollowersOnly: Bool { viewerFollows && !isCut }
}

/// What is between one viewer and up to 500 others: one tie for each, in the order asked, also for those nobody knows.
public struct GetTies: Endpoint {
    /// The most others in one request.
    public static let most = 500
    public static let route: Route = .post("/internal/connections/ties")
    public static let summary = "Tell what is between a viewer and some others"
    public static let access: Access = .service
    public typealias Reply = [Tie]

    public var body: Selection

    /// Between whom.
    public struct Selection: Codable, Sendable {
        public var viewer: UserID
        public var others: [UserID]
    }

    /// Asks about a viewer and up to 500 others.
    public init(of viewer: UserID, with others: [UserID]) {
        body = Selection(viewer: viewer, others: others)
    }
}

/// One person's connections, as a viewer may see them.
public struct FollowSummary: Codable, Sendable, Equatable {
    public var followerCount: Int
    public var followingCount: Int
    public var isPrivate: Bool
    /// What is between the viewer and the person; nothing for oneself.
    public var relationship: Relationship
    /// Whether the person blocks the viewer, who then must not see them at all.
    public var blocksViewer: Bool

    /// Some connections.
    public init(
        followerCount: Int = 0,
        followingCount: Int = 0,
        isPrivate: Bool = false,
        relationship: Relationship = .none,
        blocksViewer: Bool = false
    ) {
        self.followerCount = followerCount
        self.followingCount = followingCount
        self.isPrivate = isPrivate
        self.relationship = relationship
        self.blocksViewer = blocksViewer
    }
}

/// How many follow somebody, whom they follow, and what is between them and a viewer.
public struct GetFollowSummary: Endpoint {
    public static let route: Route = .post("/internal/connections/summary")
    public static let summary = "Tell a person's counts and what is between them and a viewer"
    public static let access: Access = .service
    public typealias Reply = FollowSummary

    public var body: Question

    /// About whom, for whom.
    public struct Question: Codable, Sendable {
        public var user: UserID
        public var viewer: UserID
    }

    /// Asks about somebody.
    public init(of user: UserID, for viewer: UserID) { body = Question(user: user, viewer: viewer) }
}

/// Up to 1,000 people by id, and where to go on.
public struct UserIDPage: Codable, Sendable, Equatable {
    /// The people, by ascending id.
    public var ids: [UserID]
    /// What to send as `after` for the next page; nil at the end.
    public var next: UserID?

    /// A page.
    public init(ids: [UserID], next: UserID?) { (self.ids, self.next) = (ids, next) }
}

/// Part of a list of people by ascending id, as services walk it. A follow that starts or ends meanwhile is seen or
/// not; nobody else is missed or met twice.
public struct UserIDRange: Codable, Sendable {
    /// The most people on a page.
    public static let most = 1000
    /// Whose list.
    public var user: UserID
    /// Only people after this one.
    public var after: UserID?
    /// How many, 1 to 1,000.
    public var limit: Int
}

/// Who follows somebody, by id: for fan-out and back-filling.
public struct ListFollowerIDs: Endpoint {
    public static let route: Route = .post("/internal/connections/followers")
    public static let summary = "List the ids of a person's followers"
    public static let access: Access = .service
    public typealias Reply = UserIDPage

    public var body: UserIDRange

    /// Asks for a page.
    public init(of user: UserID, after: UserID? = nil, limit: Int = UserIDRange.most) {
        body = UserIDRange(user: user, after: after, limit: limit)
    }
}

/// Whom somebody follows, by id.
public struct ListFollowingIDs: Endpoint {
    public static let route: Route = .post("/internal/connections/following")
    public static let summary = "List the ids of those a person follows"
    public static let access: Access = .service
    public typealias Reply = UserIDPage

    public var body: UserIDRange

    /// Asks for a page.
    public init(of user: UserID, after: UserID? = nil, limit: Int = UserIDRange.most) {
        body = UserIDRange(user: user, after: after, limit: limit)
    }
}
