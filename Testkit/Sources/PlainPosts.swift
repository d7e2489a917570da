// SPDX-License-Identifier: Apache-2.0
public import Core
public import PostsAPI

// Endpoints with plain texts in place of checked ones, as in `PlainText.swift`.

extension PostDraft {
    /// A draft out of plain words.
    public static func saying(_ text: String, _ change: (inout PostDraft) -> Void = { _ in }) -> PostDraft {
        var draft = PostDraft(text: PostText(trusted: text))
        change(&draft)
        return draft
    }
}

extension CreatePost {
    /// Publishes a text.
    public init(_ text: String, visibility: Visibility? = nil) {
        self.init(PostText(trusted: text), visibility: visibility)
    }
}

extension EditPost {
    /// Replaces the text.
    public init(_ id: PostID, to text: String) { self.init(id, Changes(text: PostText(trusted: text))) }
}

extension CreateComment {
    /// Comments on a post.
    public init(_ text: String, on id: PostID, answering parent: CommentID? = nil) {
        self.init(CommentText(trusted: text), on: id, answering: parent)
    }
}

extension EditComment {
    /// Replaces the text.
    public init(_ id: CommentID, to text: String) { self.init(id, text: CommentText(trusted: text)) }
}

extension ListHashtagPosts {
    /// Asks for a page.
    public init(_ tag: String, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        self.init(HashtagText(trusted: tag), limit: limit, cursor: cursor)
    }
}
