// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// What is between the one who asks and another person. Whether the other blocks them is not in it: they must not
/// learn that.
public struct Relationship: Codable, Sendable, Equatable {
    /// Whether one follows them.
    public var following: Bool
    /// Whether they follow oneself.
    public var followedBy: Bool
    /// Whether one asked to follow them and waits for the answer.
    public var requested: Bool
    /// Whether they asked to follow oneself and wait for the answer.
    public var requestedBy: Bool
    /// Whether one blocks them.
    public var blocking: Bool
    /// Whether one mutes them.
    public var muting: Bool

    /// Nothing at all.
    public static let none = Relationship()

    /// What is between two people.
    public init(
        following: Bool = false,
        followedBy: Bool = false,
        requested: Bool = false,
        requestedBy: Bool = false,
        blocking: Bool = false,
        muting: Bool = false
    ) {
        self.following = following
        self.followedBy = followedBy
        self.requested = requested
        self.requestedBy = requestedBy
        self.blocking = blocking
        self.muting = muting
    }
}

/// A person with their connections, as one other person sees them.
public struct UserProfile: Codable, Sendable, Equatable {
    public var id: UserID
    public var username: Username
    public var displayName: String
    public var avatarUrl: String?
    /// Where the wide picture at the top of the profile is; nil when there is none.
    public var coverUrl: String?
    public var bio: String
    /// How they want to be spoken of; nil when they do not say, or not to the one who asks.
    public var pronouns: String?
    /// Where they say they are; nil when they do not say, or not to the one who asks.
    public var location: String?
    /// Their page elsewhere; nil when there is none, or none for the one who asks.
    public var website: String?
    /// The day they were born; nil when they do not say, or not to the one who asks.
    public var birthday: CalendarDay?
    public var status: Availability
    public var createdAt: Timestamp
    /// How many follow them; 0 on a site without connections.
    public var followerCount: Int
    /// How many they follow; 0 on a site without connections.
    public var followingCount: Int
    /// Whether followers have to ask first.
    public var isPrivate: Bool
    /// What is between them and the one who asks; nothing for oneself.
    public var relationship: Relationship

    /// The person alone.
    public var user: User {
        User(
            id: id,
            username: username,
            displayName: displayName,
            avatarUrl: avatarUrl,
            bio: bio,
            status: status,
            createdAt: createdAt
        )
    }

    /// A person with their connections.
    public init(
        _ user: User,
        coverUrl: String? = nil,
        details: ProfileDetails = ProfileDetails(),
        followerCount: Int = 0,
        followingCount: Int = 0,
        isPrivate: Bool = false,
        relationship: Relationship = .none
    ) {
        id = user.id
        username = user.username
        displayName = user.displayName
        avatarUrl = user.avatarUrl
        self.coverUrl = coverUrl
        bio = user.bio
        pronouns = details.pronouns
        location = details.location
        website = details.website
        birthday = details.birthday
        status = user.status
        createdAt = user.createdAt
        self.followerCount = followerCount
        self.followingCount = followingCount
        self.isPrivate = isPrivate
        self.relationship = relationship
    }
}
