// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import GroupsAPI
public import PostsAPI
public import UsersAPI

/// The id of an entry of a timeline.
public typealias ActivityID = ID<ActivityEntry>

/// Something a person did, as one viewer may see it. What one person did of one kind in a row, within a day, stands
/// together: "Ada followed 5 people". Of one's own, each stands alone, so that each can be taken away.
public struct ActivityEntry: Codable, Sendable, Equatable {
    /// Of those that stand together, the latest.
    public var id: ActivityID
    public var kind: ActivityKind
    /// Who did it.
    public var actor: User
    /// What it is about; of several, the latest.
    public var subject: ActivitySubject
    /// What else it is about: up to 4 more, the latest first.
    public var others: [ActivitySubject]
    /// How many stand together, `subject` among them; 1 for one alone.
    public var count: Int
    /// When it was done last; the list is in this order.
    public var createdAt: Timestamp

    /// An entry.
    public init(
        id: ActivityID,
        kind: ActivityKind,
        actor: User,
        subject: ActivitySubject,
        others: [ActivitySubject] = [],
        count: Int = 1,
        createdAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.actor = actor
        self.subject = subject
        self.others = others
        self.count = count
        self.createdAt = createdAt
    }
}

/// What was done. A new kind is a case here, and a handler that hears of it.
public enum ActivityKind: String, Sendable, APIEnum {
    /// Somebody follows somebody.
    case follow = "FOLLOW"
    /// Somebody likes a post.
    case like = "LIKE"
    /// Somebody commented on a post.
    case comment = "COMMENT"
    /// Somebody passed a post on.
    case repost = "REPOST"
    /// Somebody is in a group from now on.
    case groupJoin = "GROUP_JOIN"
    /// Somebody founded a group.
    case groupCreate = "GROUP_CREATE"
    /// Somebody has a new profile picture.
    case profilePicture = "PROFILE_PICTURE"
}

/// What an entry is about: enough to link to it and to say a few words of it.
public struct ActivitySubject: Codable, Sendable, Equatable {
    public var type: ActivitySubjectType
    /// The person; who wrote the post, for `POST` and `COMMENT`; nil for `GROUP`.
    public var user: User?
    /// The post, for `POST` and `COMMENT`.
    public var postId: PostID?
    /// The comment, for `COMMENT`.
    public var commentId: CommentID?
    /// The group, for `GROUP`.
    public var groupId: GroupID?
    /// The address of the group, for `GROUP`.
    public var groupSlug: GroupSlug?
    /// The first words of the post or comment as it reads now; of a post with a content warning, the warning; the
    /// name of a group.
    public var excerpt: String

    /// What an entry is about.
    public init(
        _ type: ActivitySubjectType,
        user: User? = nil,
        postId: PostID? = nil,
        commentId: CommentID? = nil,
        groupId: GroupID? = nil,
        groupSlug: GroupSlug? = nil,
        excerpt: String = ""
    ) {
        self.type = type
        self.user = user
        self.postId = postId
        self.commentId = commentId
        self.groupId = groupId
        self.groupSlug = groupSlug
        self.excerpt = excerpt
    }
}

/// The kind of thing an entry is about.
public enum ActivitySubjectType: String, Sendable, APIEnum {
    case user = "USER"
    case post = "POST"
    case comment = "COMMENT"
    case group = "GROUP"
}
