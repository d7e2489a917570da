// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import GroupsAPI
public import MediaAPI
public import PreviewsAPI
public import UsersAPI

/// The id of a post.
public typealias PostID = ID<Post>

/// Something a person published, as one viewer sees it.
public struct Post: Codable, Sendable, Equatable {
    public var id: PostID
    public var author: User
    public var text: String
    /// Its pictures, in their order; none where the site keeps no media.
    public var media: [Picture]
    public var visibility: Visibility
    /// The group it was posted in; nil when it was posted to the author's own readers.
    public var group: PostGroup?
    /// What readers should know before they see the rest.
    public var contentWarning: String?
    public var likeCount: Int
    public var commentCount: Int
    public var repostCount: Int
    public var likedByMe: Bool
    public var repostedByMe: Bool
    public var bookmarkedByMe: Bool
    /// Whether it stands first among its author's posts, or among those of its group.
    public var isPinned: Bool
    /// The post it quotes, which may be gone.
    public var quotedId: PostID?
    /// The post it quotes, when it is there and the viewer may see it.
    public var quoted: QuotedPost?
    public var poll: Poll?
    /// What the page behind its first link says of itself; nil until it is read, where there is nothing to show, and
    /// when the author took it away.
    public var preview: LinkPreview?
    /// The people named in it.
    public var mentions: [UserID]
    /// The tags in it, without `#`, folded.
    public var hashtags: [String]
    /// Who passed it on, when that is why it stands in a feed.
    public var repostedBy: User?
    public var createdAt: Timestamp
    public var editedAt: Timestamp?

    /// A post.
    public init(
        id: PostID,
        author: User,
        text: String,
        media: [Picture] = [],
        visibility: Visibility,
        group: PostGroup? = nil,
        contentWarning: String? = nil,
        likeCount: Int = 0,
        commentCount: Int = 0,
        repostCount: Int = 0,
        likedByMe: Bool = false,
        repostedByMe: Bool = false,
        bookmarkedByMe: Bool = false,
        isPinned: Bool = false,
        quotedId: PostID? = nil,
        quoted: QuotedPost? = nil,
        poll: Poll? = nil,
        preview: LinkPreview? = nil,
        mentions: [UserID] = [],
        hashtags: [String] = [],
        repostedBy: User? = nil,
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
        self.likeCount = likeCount
        self.commentCount = commentCount
        self.repostCount = repostCount
        self.likedByMe = likedByMe
        self.repostedByMe = repostedByMe
        self.bookmarkedByMe = bookmarkedByMe
        self.isPinned = isPinned
        self.quotedId = quotedId
        self.quoted = quoted
        self.poll = poll
        self.preview = preview
        self.mentions = mentions
        self.hashtags = hashtags
        self.repostedBy = repostedBy
        self.createdAt = createdAt
        self.editedAt = editedAt
    }
}

/// A post inside another one.
public struct QuotedPost: Codable, Sendable, Equatable {
    public var id: PostID
    public var author: User
    public var text: String
    /// Its pictures, in their order.
    public var media: [Picture]
    public var contentWarning: String?
    public var createdAt: Timestamp
    public var editedAt: Timestamp?

    /// A post as it stands in another one.
    public init(
        id: PostID,
        author: User,
        text: String,
        media: [Picture] = [],
        contentWarning: String?,
        createdAt: Timestamp,
        editedAt: Timestamp?
    ) {
        self.id = id
        self.author = author
        self.text = text
        self.media = media
        self.contentWarning = contentWarning
        self.createdAt = createdAt
        self.editedAt = editedAt
    }
}

/// Who may see a post.
public enum Visibility: String, Sendable, APIEnum {
    /// Every member; of a private account, its followers.
    case everyone = "PUBLIC"
    /// Those who follow the author.
    case followers = "FOLLOWERS"
    /// The author alone.
    case onlyMe = "PRIVATE"
    /// Those who may read the group that it was posted in. No post outside a group has it, and each in one does.
    case group = "GROUP"
}

/// What a post says: up to 5,000 characters, line breaks allowed; it may be empty where there are pictures.
public struct PostText: TextValue {
    public static let length = 0...5000
    public static let allowsLineBreaks = true
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// What readers should know first: up to 200 characters; empty for nothing.
public struct ContentWarning: TextValue {
    public static let length = 0...200
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// Pictures to show with a post, in their order: up to 10 of one's own, each once.
public struct MediaIDs: Codable, Sendable, Equatable, SchemaProviding {
    /// The most pictures of a post.
    public static let most = 10
    /// The pictures.
    public let ids: [MediaID]

    public static var schema: Schema { .array(MediaID.schema, maximum: most) }

    /// Some pictures. Nil when there are too many or one comes twice.
    public init?(_ ids: [MediaID]) {
        guard ids.count <= Self.most, Set(ids).count == ids.count else { return nil }
        self.ids = ids
    }

    public init(from decoder: any Decoder) throws {
        guard let media = Self(try [MediaID](from: decoder)) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "Must have at most \(Self.most) pictures, each once."
                )
            )
        }
        self = media
    }

    public func encode(to encoder: any Encoder) throws { try ids.encode(to: encoder) }
}

/// Publishes something.
public struct CreatePost: Endpoint {
    public static let route: Route = .post("/posts")
    public static let summary = "Publish a post"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.postNotFound), .forbidden(.postsNotShareable), .notFound(.groupNotFound),
        .forbidden(.groupMembersOnly), .notFound(.mediaNotFound), .conflict(.mediaInUse),
    ]
    public static let success: SuccessStatus = .created
    public typealias Reply = Post

    public var body: PostDraft

    /// Publishes a draft.
    public init(_ body: PostDraft) { self.body = body }

    /// Publishes a text.
    public init(_ text: PostText, visibility: Visibility? = nil) {
        body = PostDraft(text: text, visibility: visibility)
    }
}

/// What is to be published.
public struct PostDraft: Codable, Sendable {
    public var text: PostText
    public var mediaIds: MediaIDs?
    /// PUBLIC when nothing is said; in a group nothing but GROUP.
    public var visibility: Visibility?
    /// The group to post in, of which one has to be a member.
    public var groupId: GroupID?
    public var contentWarning: ContentWarning?
    /// The post it quotes.
    public var quotedId: PostID?
    public var poll: PollDraft?

    /// What is to be published.
    public init(
        text: PostText,
        mediaIds: MediaIDs? = nil,
        visibility: Visibility? = nil,
        groupId: GroupID? = nil,
        contentWarning: ContentWarning? = nil,
        quotedId: PostID? = nil,
        poll: PollDraft? = nil
    ) {
        self.text = text
        self.mediaIds = mediaIds
        self.visibility = visibility
        self.groupId = groupId
        self.contentWarning = contentWarning
        self.quotedId = quotedId
        self.poll = poll
    }
}

/// One post.
public struct GetPost: Endpoint {
    public static let route: Route = .get("/posts/{id}")
    public static let summary = "Get a post"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound)]
    public typealias Reply = Post

    public var id: PostID

    /// Asks for a post.
    public init(_ id: PostID) { self.id = id }
}

/// Changes one's post. Earlier texts are kept.
public struct EditPost: Endpoint {
    public static let route: Route = .patch("/posts/{id}")
    public static let summary = "Edit one's post; its earlier texts are kept"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.postNotFound), .forbidden(.postsForbidden), .conflict(.postsTooManyEdits),
        .notFound(.mediaNotFound), .conflict(.mediaInUse),
    ]
    public typealias Reply = Post

    public var id: PostID
    public var body: Changes

    /// What to change; what is left out stays.
    public struct Changes: Codable, Sendable {
        public var text: PostText?
        /// All the pictures it shall have from now on.
        public var mediaIds: MediaIDs?
        public var visibility: Visibility?
        public var contentWarning: ContentWarning?

        /// Some changes.
        public init(
            text: PostText? = nil,
            mediaIds: MediaIDs? = nil,
            visibility: Visibility? = nil,
            contentWarning: ContentWarning? = nil
        ) {
            (self.text, self.visibility, self.contentWarning) = (text, visibility, contentWarning)
            self.mediaIds = mediaIds
        }
    }

    /// Changes a post.
    public init(_ id: PostID, _ body: Changes) { (self.id, self.body) = (id, body) }
}

/// Takes a post back for good.
public struct DeletePost: Endpoint {
    public static let route: Route = .delete("/posts/{id}")
    public static let summary = "Delete one's post, or anybody's as a moderator of the site or its group"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound), .forbidden(.postsForbidden)]
    public typealias Reply = NoReply

    public var id: PostID

    /// Deletes a post.
    public init(_ id: PostID) { self.id = id }
}

/// Takes the preview of a link off one's post; the link stays.
public struct RemovePostPreview: Endpoint {
    public static let route: Route = .delete("/posts/{id}/preview")
    public static let summary = "Take the preview of a link off one's post"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound), .forbidden(.postsForbidden)]
    public typealias Reply = NoReply

    public var id: PostID

    /// Takes a preview away.
    public init(_ id: PostID) { self.id = id }
}
