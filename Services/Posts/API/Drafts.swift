// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import GroupsAPI
public import MediaAPI

/// The id of a draft.
public typealias DraftID = ID<Draft>

/// A post that is not published yet; only its author knows of it.
public struct Draft: Codable, Sendable {
    public var id: DraftID
    /// What is to be published.
    public var post: DraftedPost
    /// When it publishes itself; nil when its author does it.
    public var publishAt: Timestamp?
    /// Why it did not publish itself when its time came.
    public var problem: String?
    public var updatedAt: Timestamp

    /// A draft.
    public init(
        id: DraftID,
        post: PostDraft,
        media: [Picture] = [],
        publishAt: Timestamp?,
        problem: String?,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.post = DraftedPost(post, media: media)
        self.publishAt = publishAt
        self.problem = problem
        self.updatedAt = updatedAt
    }
}

/// What a draft holds, as it is shown. What is sent is a `PostDraft`, where fields may be left out.
public struct DraftedPost: Codable, Sendable, Equatable {
    public var text: String
    /// Its pictures, in their order.
    public var media: [Picture]
    public var visibility: Visibility
    public var groupId: GroupID?
    public var contentWarning: String?
    public var quotedId: PostID?
    public var poll: DraftedPoll?

    /// What a draft holds.
    public init(_ draft: PostDraft, media: [Picture] = []) {
        text = draft.text.text
        self.media = media
        visibility = draft.visibility ?? (draft.groupId == nil ? .everyone : .group)
        groupId = draft.groupId
        contentWarning = draft.contentWarning.flatMap { $0.text.isEmpty ? nil : $0.text }
        quotedId = draft.quotedId
        poll = draft.poll.map(DraftedPoll.init)
    }
}

/// The poll of a draft, as it is shown.
public struct DraftedPoll: Codable, Sendable, Equatable {
    public var options: [String]
    public var endsAt: Timestamp
    public var isMultiple: Bool

    /// The poll of a draft.
    public init(_ draft: PollDraft) {
        options = draft.options.texts.map(\.text)
        endsAt = draft.endsAt
        isMultiple = draft.isMultiple ?? false
    }
}

/// What a draft holds and when it publishes itself.
public struct DraftContent: Codable, Sendable {
    public var post: PostDraft
    /// At least a minute and at most a year from now.
    public var publishAt: Timestamp?

    /// What a draft holds.
    public init(_ post: PostDraft, publishAt: Timestamp? = nil) {
        (self.post, self.publishAt) = (post, publishAt)
    }
}

/// Keeps a post that is not published yet.
public struct CreateDraft: Endpoint {
    public static let route: Route = .post("/drafts")
    public static let summary = "Keep a draft, which may publish itself at a time"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .conflict(.postsTooManyDrafts), .notFound(.mediaNotFound), .conflict(.mediaInUse),
    ]
    public static let success: SuccessStatus = .created
    public typealias Reply = Draft

    public var body: DraftContent

    /// Keeps a draft.
    public init(_ body: DraftContent) { self.body = body }
}

/// One's drafts, the latest changed first.
public struct ListDrafts: Endpoint {
    public static let route: Route = .get("/drafts")
    public static let summary = "List one's drafts, the newest first"
    public static let access: Access = .member
    public typealias Reply = Page<Draft>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// Replaces what a draft holds.
public struct ReplaceDraft: Endpoint {
    public static let route: Route = .put("/drafts/{id}")
    public static let summary = "Replace what a draft holds"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.draftNotFound), .notFound(.mediaNotFound), .conflict(.mediaInUse),
    ]
    public typealias Reply = Draft

    public var id: DraftID
    public var body: DraftContent

    /// Replaces a draft.
    public init(_ id: DraftID, _ body: DraftContent) { (self.id, self.body) = (id, body) }
}

/// Throws a draft away.
public struct DeleteDraft: Endpoint {
    public static let route: Route = .delete("/drafts/{id}")
    public static let summary = "Throw a draft away"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.draftNotFound)]
    public typealias Reply = NoReply

    public var id: DraftID

    /// Throws a draft away.
    public init(_ id: DraftID) { self.id = id }
}

/// Publishes a draft now.
public struct PublishDraft: Endpoint {
    public static let route: Route = .post("/drafts/{id}/publish")
    public static let summary = "Publish a draft now"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.draftNotFound), .notFound(.postNotFound), .forbidden(.postsNotShareable),
        .notFound(.mediaNotFound), .conflict(.mediaInUse),
        .notFound(.groupNotFound), .forbidden(.groupMembersOnly),
    ]
    public static let success: SuccessStatus = .created
    public typealias Reply = Post

    public var id: DraftID

    /// Publishes a draft.
    public init(_ id: DraftID) { self.id = id }
}
