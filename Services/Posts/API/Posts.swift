// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import GroupsAPI
public import UsersAPI

/// The id of a post.
public typealias PostID = ID<Post>

/// Something a person published, as one viewer sees it.
public struct Post: Codable, Sendable, Equatable {
    public var id: PostID
    public var author: User
    public var text: String
    /// Pictures; none as long as the site keeps no media.
    public var media: [PostMedia]
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
        mentions: [UserID] = [],
        hashtags: [String] = [],
        repostedBy: User? = nil,
        createdAt: Timestamp,
        editedAt: Timestamp? = nil
    ) {
        self.id = id
        self.author = author
        self.text = text
        media = []
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
        self.mentions = mentions
        self.hashtags = hashtags
        self.repostedBy = repostedBy
        self.createdAt = createdAt
        self.editedAt = editedAt
    }
}

/// A picture of a post.
public struct PostMedia: Codable, Sendable, Equatable {
    public var id: ID<PostMedia>
    public var url: String
    /// What it shows, in words.
    public var altText: String
}

/// A post inside another one.
public struct QuotedPost: Codable, Sendable, Equatable {
    public var id: PostID
    public var author: User
    public var text: String
    public var contentWarning: String?
    public var createdAt: Timestamp
    public var editedAt: Timestamp?

    /// A post as it stands in another one.
    public init(
        id: PostID,
        author: User,
        text: String,
        contentWarning: String?,
        createdAt: Timestamp,
        editedAt: Timestamp?
    ) {
        self.id = id
        self.author = author
        self.text = text
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

/// What a post says: 1 to 5,000 characters, line breaks allowed.
public struct PostText: TextValue {
    public static let length = 1...5000
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

/// Pictures to show with a post. Media are not part of this site yet, so there can be none.
public struct MediaIDs: Codable, Sendable, SchemaProviding {
    public static var schema: Schema { .array(ID<PostMedia>.schema, maximum: 0) }

    /// No pictures.
    public init() {}

    public init(from decoder: any Decoder) throws {
        let ids = try [ID<PostMedia>](from: decoder)
        guard ids.isEmpty else {
            throw DecodingError.dataCorruptedError(
                in: try decoder.singleValueContainer(),
                debugDescription: "Must be empty: this site keeps no media yet."
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode([ID<PostMedia>]())
    }
}

/// Publishes something.
public struct CreatePost: Endpoint {
    public static let route: Route = .post("/posts")
    public static let summary = "Publish a post"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.postNotFound), .forbidden(.postsNotShareable), .notFound(.groupNotFound),
        .forbidden(.groupMembersOnly),
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
        visibility: Visibility? = nil,
        groupId: GroupID? = nil,
        contentWarning: ContentWarning? = nil,
        quotedId: PostID? = nil,
        poll: PollDraft? = nil
    ) {
        self.text = text
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
    ]
    public typealias Reply = Post

    public var id: PostID
    public var body: Changes

    /// What to change; what is left out stays.
    public struct Changes: Codable, Sendable {
        public var text: PostText?
        public var visibility: Visibility?
        public var contentWarning: ContentWarning?

        /// Some changes.
        public init(
            text: PostText? = nil,
            visibility: Visibility? = nil,
            contentWarning: ContentWarning? = nil
        ) {
            (self.text, self.visibility, self.contentWarning) = (text, visibility, contentWarning)
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
