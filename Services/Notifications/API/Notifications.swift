// SPDX-License-Identifier: Apache-2.0
public import ChatAPI
public import Core
public import Endpoints
public import GroupsAPI
public import PostsAPI
public import UsersAPI

/// The id of a notification.
public typealias NotificationID = ID<Notification>

/// Something others did that concerns a person. Acts of one kind on one thing stand together until they are read:
/// "Ada and 12 others like your post".
public struct Notification: Codable, Sendable, Equatable {
    public var id: NotificationID
    public var kind: NotificationKind
    /// Who did it last.
    public var actor: User?
    /// The latest of those who did it, the last one first: up to 3.
    public var actors: [User]
    /// How many people did it.
    public var actorCount: Int
    /// How often it was done: the number of unread messages of a chat.
    public var count: Int
    /// What it is about.
    public var subject: NotificationSubject
    /// When it was done last; the list is in this order.
    public var createdAt: Timestamp
    public var readAt: Timestamp?

    /// A notification.
    public init(
        id: NotificationID,
        kind: NotificationKind,
        actors: [User],
        actorCount: Int,
        count: Int,
        subject: NotificationSubject,
        createdAt: Timestamp,
        readAt: Timestamp?
    ) {
        self.id = id
        self.kind = kind
        actor = actors.first
        self.actors = actors
        self.actorCount = actorCount
        self.count = count
        self.subject = subject
        self.createdAt = createdAt
        self.readAt = readAt
    }
}

/// What was done. A new kind is a case here, and a handler that hears of it.
public enum NotificationKind: String, Sendable, APIEnum {
    /// Somebody follows oneself.
    case follow = "FOLLOW"
    /// Somebody asks to follow oneself.
    case followRequest = "FOLLOW_REQUEST"
    /// Somebody lets oneself follow them.
    case followAccepted = "FOLLOW_ACCEPTED"
    /// Somebody likes one's post or comment.
    case like = "LIKE"
    /// Somebody commented on one's post.
    case comment = "COMMENT"
    /// Somebody answered one's comment.
    case reply = "REPLY"
    /// Somebody named oneself in a post or comment.
    case mention = "MENTION"
    /// Somebody passed one's post on.
    case repost = "REPOST"
    /// Somebody quoted one's post.
    case quote = "QUOTE"
    /// There are unread messages in a chat: one notification for each chat, gone when the chat is read.
    case message = "MESSAGE"
    /// Somebody invites oneself to a group.
    case groupInvitation = "GROUP_INVITATION"
    /// Somebody asks to join a group that one looks after.
    case groupRequest = "GROUP_REQUEST"
    /// Somebody let oneself into a group that one asked to join.
    case groupAccepted = "GROUP_ACCEPTED"
    /// Somebody made oneself a moderator or the owner of a group.
    case groupRole = "GROUP_ROLE"
}

/// What a notification is about: enough to link to it and to say a few words of it.
public struct NotificationSubject: Codable, Sendable, Equatable {
    public var type: NotificationSubjectType
    /// The person, for `USER`.
    public var userId: UserID?
    /// The post, for `POST` and `COMMENT`.
    public var postId: PostID?
    /// The comment, for `COMMENT`.
    public var commentId: CommentID?
    /// The chat, for `CHAT`.
    public var chatId: ChatID?
    /// The group, for `GROUP`.
    public var groupId: GroupID?
    /// The address of the group, for `GROUP`.
    public var groupSlug: GroupSlug?
    /// The first words of the post, comment or latest message; of a post with a content warning, the warning; the name
    /// of a group.
    public var excerpt: String

    /// What a notification is about.
    public init(
        _ type: NotificationSubjectType,
        userId: UserID? = nil,
        postId: PostID? = nil,
        commentId: CommentID? = nil,
        chatId: ChatID? = nil,
        groupId: GroupID? = nil,
        groupSlug: GroupSlug? = nil,
        excerpt: String = ""
    ) {
        self.type = type
        self.userId = userId
        self.postId = postId
        self.commentId = commentId
        self.chatId = chatId
        self.groupId = groupId
        self.groupSlug = groupSlug
        self.excerpt = excerpt
    }
}

/// The kind of thing a notification is about.
public enum NotificationSubjectType: String, Sendable, APIEnum {
    case user = "USER"
    case post = "POST"
    case comment = "COMMENT"
    case chat = "CHAT"
    case group = "GROUP"
}

/// How many notifications are unread.
public struct UnreadNotifications: Codable, Sendable, Equatable {
    /// At most the 1,000 that are kept.
    public var count: Int

    /// So many.
    public init(count: Int) { self.count = count }
}
