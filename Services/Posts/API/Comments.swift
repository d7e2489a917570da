// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
import GroupsAPI
public import MediaAPI
public import UsersAPI

/// The id of a comment.
public typealias CommentID = ID<Comment>

/// What somebody says to a post, or to a comment on it.
public struct Comment: Codable, Sendable, Equatable {
    public var id: CommentID
    public var postId: PostID
    public var author: User
    /// The text; empty when it was deleted.
    public var text: String
    /// Its picture, or none.
    public var media: [Picture]
    /// The comment it answers.
    public var parentId: CommentID?
    /// How many answer it directly.
    public var replyCount: Int
    public var likeCount: Int
    public var likedByMe: Bool
    /// The people named in it.
    public var mentions: [UserID]
    /// Whether it was taken back and stands only because it has answers.
    public var isDeleted: Bool
    public var createdAt: Timestamp
    public var editedAt: Timestamp?

    /// A comment.
    public init(
        id: CommentID,
        postId: PostID,
        author: User,
        text: String,
        media: [Picture] = [],
        parentId: CommentID?,
        replyCount: Int,
        likeCount: Int,
        likedByMe: Bool,
        mentions: [UserID],
        isDeleted: Bool,
        createdAt: Timestamp,
        editedAt: Timestamp?
    ) {
        self.id = id
        self.postId = postId
        self.author = author
        self.text = text
        self.media = media
        self.parentId = parentId
        self.replyCount = replyCount
        self.likeCount = likeCount
        self.likedByMe = likedByMe
        self.mentions = mentions
        self.isDeleted = isDeleted
        self.createdAt = createdAt
        self.editedAt = editedAt
    }
}

/// What a comment says: up to 2,000 characters, line breaks allowed; it may be empty where there is a picture.
public struct CommentText: TextValue {
    public static let length = 0...2000
    public static let allowsLineBreaks = true
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// What was said to a post, oldest first: all that answers the post itself, or all that answers one comment.
public struct ListComments: Endpoint {
    public static let route: Route = .get("/posts/{id}/comments")
    public static let summary = "List the comments on a post, or the answers to one of them, oldest first"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.postNotFound)]
    public typealias Reply = Page<Comment>

    public var id: PostID
    /// The comment whose answers are asked for.
    public var parentId: CommentID?
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(
        on id: PostID,
        answering parentId: CommentID? = nil,
        limit: PageLimit? = nil,
        cursor: Cursor? = nil
    ) {
        (self.id, self.parentId, self.limit, self.cursor) = (id, parentId, limit, cursor)
    }
}

/// Says something to a post.
public struct CreateComment: Endpoint {
    public static let route: Route = .post("/posts/{id}/comments")
    public static let summary = "Comment on a post, or answer a comment on it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.postNotFound), .notFound(.commentNotFound), .notFound(.mediaNotFound),
        .conflict(.mediaInUse),
        .forbidden(.groupMembersOnly),
    ]
    public static let success: SuccessStatus = .created
    public typealias Reply = Comment

    public var id: PostID
    public var body: Draft

    /// What to say.
    public struct Draft: Codable, Sendable {
        public var text: CommentText
        /// The comment to answer.
        public var parentId: CommentID?
        /// A picture of one's own.
        public var mediaId: MediaID?
    }

    /// Comments on a post.
    public init(
        _ text: CommentText,
        on id: PostID,
        answering parentId: CommentID? = nil,
        mediaId: MediaID? = nil
    ) {
        self.id = id
        body = Draft(text: text, parentId: parentId, mediaId: mediaId)
    }
}

/// Changes one's comment.
public struct EditComment: Endpoint {
    public static let route: Route = .patch("/comments/{id}")
    public static let summary = "Edit one's comment"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.commentNotFound), .forbidden(.postsForbidden),
    ]
    public typealias Reply = Comment

    public var id: CommentID
    public var body: Changes

    /// The new text.
    public struct Changes: Codable, Sendable {
        public var text: CommentText
    }

    /// Changes a comment.
    public init(_ id: CommentID, text: CommentText) {
        self.id = id
        body = Changes(text: text)
    }
}

/// Takes a comment back: one's own, one on one's post, or anybody's as a moderator.
public struct DeleteComment: Endpoint {
    public static let route: Route = .delete("/comments/{id}")
    public static let summary = "Delete one's comment, one on one's post, or anybody's as a moderator"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.commentNotFound), .forbidden(.postsForbidden),
    ]
    public typealias Reply = NoReply

    public var id: CommentID

    /// Deletes a comment.
    public init(_ id: CommentID) { self.id = id }
}

/// Likes a comment.
public struct LikeComment: Endpoint {
    public static let route: Route = .put("/comments/{id}/like")
    public static let summary = "Like a comment"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.commentNotFound), .forbidden(.groupMembersOnly),
    ]
    public typealias Reply = NoReply

    public var id: CommentID

    /// Likes a comment.
    public init(_ id: CommentID) { self.id = id }
}

/// Takes a like of a comment back.
public struct UnlikeComment: Endpoint {
    public static let route: Route = .delete("/comments/{id}/like")
    public static let summary = "Take back one's like of a comment"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.commentNotFound)]
    public typealias Reply = NoReply

    public var id: CommentID

    /// Takes a like back.
    public init(_ id: CommentID) { self.id = id }
}
