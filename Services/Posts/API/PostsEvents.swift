// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import GroupsAPI
public import MediaAPI
public import PreviewsAPI

/// The id of one repost: where it stands in time among posts.
public typealias RepostID = ID<Repost>
/// The kind of thing a `RepostID` names.
public enum Repost {}

/// What stands in a post, without what changes on its own: profiles and counts.
public struct PostFacts: Codable, Sendable, Equatable {
    public var id: PostID
    public var author: UserID
    public var text: String
    /// Its pictures; nil for none, as in events from before there were any.
    public var media: [MediaID]?
    public var visibility: Visibility
    /// The group it was posted in, whose members read it; its visibility is `.group` then.
    public var group: GroupID?
    public var contentWarning: String?
    public var quoted: PostID?
    public var mentions: [UserID]
    public var hashtags: [String]
    /// Its first link to a page elsewhere, in the form that is sent over the network; nil in events from before links
    /// were looked for.
    public var link: String?
    public var createdAt: Timestamp
    public var editedAt: Timestamp?

    /// The contents of a post.
    public init(
        id: PostID,
        author: UserID,
        text: String,
        media: [MediaID]? = nil,
        visibility: Visibility,
        group: GroupID? = nil,
        contentWarning: String? = nil,
        quoted: PostID? = nil,
        mentions: [UserID] = [],
        hashtags: [String] = [],
        link: String? = nil,
        createdAt: Timestamp,
        editedAt: Timestamp? = nil
    ) {
        self.id = id
        self.author = author
        self.text = text
        self.media = media
        self.visibility = visibility
        self.group = group
        self.contentWarning = contentWarning
        self.quoted = quoted
        self.mentions = mentions
        self.hashtags = hashtags
        self.link = link
        self.createdAt = createdAt
        self.editedAt = editedAt
    }
}

/// Somebody published a post.
public struct PostCreated: Event {
    public static let name: EventName = "post.created"
    /// What was published.
    public let post: PostFacts
    /// Who wrote the post it quotes.
    public let quotedAuthor: UserID?
    public var orderingKey: String { post.id.description }

    /// A new post.
    public init(_ post: PostFacts, quotedAuthor: UserID? = nil) {
        (self.post, self.quotedAuthor) = (post, quotedAuthor)
    }
}

/// A post reads differently now, or others may see it.
public struct PostEdited: Event {
    public static let name: EventName = "post.edited"
    /// The post as it is now.
    public let post: PostFacts
    /// Who could see it before.
    public let formerVisibility: Visibility
    public var orderingKey: String { post.id.description }

    /// An edited post.
    public init(_ post: PostFacts, formerVisibility: Visibility) {
        (self.post, self.formerVisibility) = (post, formerVisibility)
    }
}

/// A post shows what the page behind its link says of itself, or no longer does.
public struct PostPreviewChanged: Event {
    public static let name: EventName = "post.preview_changed"
    public let post: PostID
    public let author: UserID
    /// The group it stands in.
    public let group: GroupID?
    public let visibility: Visibility
    /// What it shows now.
    public let preview: LinkPreview?
    public var orderingKey: String { post.description }

    /// A change of what a post shows.
    public init(_ post: PostFacts, preview: LinkPreview?) {
        (self.post, self.author, self.group) = (post.id, post.author, post.group)
        (self.visibility, self.preview) = (post.visibility, preview)
    }
}

/// A post is gone, and with it its comments, likes and reposts, of which no events tell.
public struct PostDeleted: Event {
    public static let name: EventName = "post.deleted"
    public let post: PostID
    public let author: UserID
    /// The group it stood in.
    public let group: GroupID?
    /// Who took it away because they look after the group.
    public let moderator: UserID?
    public var orderingKey: String { post.description }

    /// The end of a post.
    public init(post: PostID, author: UserID, group: GroupID? = nil, moderator: UserID? = nil) {
        (self.post, self.author, self.group, self.moderator) = (post, author, group, moderator)
    }
}

/// Somebody likes a post.
public struct PostLiked: Event {
    public static let name: EventName = "post.liked"
    public let post: PostID
    public let author: UserID
    public let user: UserID
    public let at: Timestamp
    public var orderingKey: String { post.description }

    /// A like.
    public init(post: PostID, author: UserID, user: UserID, at: Timestamp) {
        (self.post, self.author, self.user, self.at) = (post, author, user, at)
    }
}

/// Somebody took a like back.
public struct PostUnliked: Event {
    public static let name: EventName = "post.unliked"
    public let post: PostID
    public let author: UserID
    public let user: UserID
    public var orderingKey: String { post.description }

    /// The end of a like.
    public init(post: PostID, author: UserID, user: UserID) {
        (self.post, self.author, self.user) = (post, author, user)
    }
}

/// Somebody passed a post on to their followers.
public struct PostReposted: Event {
    public static let name: EventName = "post.reposted"
    public let repost: RepostID
    public let post: PostID
    public let author: UserID
    public let user: UserID
    public let at: Timestamp
    public var orderingKey: String { post.description }

    /// A repost.
    public init(repost: RepostID, post: PostID, author: UserID, user: UserID, at: Timestamp) {
        self.repost = repost
        self.post = post
        self.author = author
        self.user = user
        self.at = at
    }
}

/// Somebody took a repost back, or a block between the two ended it.
public struct PostUnreposted: Event {
    public static let name: EventName = "post.unreposted"
    public let repost: RepostID
    public let post: PostID
    public let author: UserID
    public let user: UserID
    public var orderingKey: String { post.description }

    /// The end of a repost.
    public init(repost: RepostID, post: PostID, author: UserID, user: UserID) {
        (self.repost, self.post, self.author, self.user) = (repost, post, author, user)
    }
}

/// Somebody chose answers of a poll.
public struct PollVoted: Event {
    public static let name: EventName = "poll.voted"
    public let post: PostID
    public let user: UserID
    public var orderingKey: String { post.description }

    /// A vote. What was chosen is nobody's business.
    public init(post: PostID, user: UserID) { (self.post, self.user) = (post, user) }
}

/// What stands in a comment, without what changes on its own.
public struct CommentFacts: Codable, Sendable, Equatable {
    public var id: CommentID
    public var post: PostID
    public var author: UserID
    public var text: String
    /// Its picture.
    public var media: MediaID?
    public var parent: CommentID?
    public var mentions: [UserID]
    public var createdAt: Timestamp
    public var editedAt: Timestamp?

    /// The contents of a comment.
    public init(
        id: CommentID,
        post: PostID,
        author: UserID,
        text: String,
        media: MediaID? = nil,
        parent: CommentID?,
        mentions: [UserID],
        createdAt: Timestamp,
        editedAt: Timestamp? = nil
    ) {
        self.id = id
        self.post = post
        self.author = author
        self.text = text
        self.media = media
        self.parent = parent
        self.mentions = mentions
        self.createdAt = createdAt
        self.editedAt = editedAt
    }
}

/// Somebody commented on a post.
public struct PostCommented: Event {
    public static let name: EventName = "post.commented"
    /// What was said.
    public let comment: CommentFacts
    /// Who wrote the post.
    public let postAuthor: UserID
    /// Who wrote the comment it answers.
    public let parentAuthor: UserID?
    public var orderingKey: String { comment.post.description }

    /// A new comment.
    public init(_ comment: CommentFacts, postAuthor: UserID, parentAuthor: UserID?) {
        (self.comment, self.postAuthor, self.parentAuthor) = (comment, postAuthor, parentAuthor)
    }
}

/// A comment reads differently now.
public struct CommentEdited: Event {
    public static let name: EventName = "comment.edited"
    /// The comment as it is now.
    public let comment: CommentFacts
    public var orderingKey: String { comment.post.description }

    /// An edited comment.
    public init(_ comment: CommentFacts) { self.comment = comment }
}

/// A comment was taken back.
public struct CommentDeleted: Event {
    public static let name: EventName = "comment.deleted"
    public let comment: CommentID
    public let post: PostID
    public let author: UserID
    /// The group that its post stands in.
    public let group: GroupID?
    /// Who took it away because they look after the group.
    public let moderator: UserID?
    public var orderingKey: String { post.description }

    /// The end of a comment.
    public init(
        comment: CommentID,
        post: PostID,
        author: UserID,
        group: GroupID? = nil,
        moderator: UserID? = nil
    ) {
        self.comment = comment
        self.post = post
        self.author = author
        self.group = group
        self.moderator = moderator
    }
}

/// Somebody likes a comment.
public struct CommentLiked: Event {
    public static let name: EventName = "comment.liked"
    public let comment: CommentID
    public let post: PostID
    public let author: UserID
    public let user: UserID
    public let at: Timestamp
    public var orderingKey: String { post.description }

    /// A like.
    public init(comment: CommentID, post: PostID, author: UserID, user: UserID, at: Timestamp) {
        self.comment = comment
        self.post = post
        self.author = author
        self.user = user
        self.at = at
    }
}

/// Somebody took a like of a comment back.
public struct CommentUnliked: Event {
    public static let name: EventName = "comment.unliked"
    public let comment: CommentID
    public let post: PostID
    public let author: UserID
    public let user: UserID
    public var orderingKey: String { post.description }

    /// The end of a like.
    public init(comment: CommentID, post: PostID, author: UserID, user: UserID) {
        (self.comment, self.post, self.author, self.user) = (comment, post, author, user)
    }
}
