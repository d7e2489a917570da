// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI
import PreviewsAPI

/// A post as it is stored, the same for every viewer.
struct PostRecord: Sendable {
    var facts: PostFacts
    var likeCount = 0
    var commentCount = 0
    var repostCount = 0
    /// Nobody is shown it; it tells whether it is worth looking who keeps the post.
    var bookmarkCount = 0
    /// Whether it stands first among its author's posts.
    var isPinned = false
    /// Whether it stands first in its group.
    var isGroupPinned = false
    var poll: PollRecord?
    /// What the page behind its link says of itself, where that is shown.
    var preview: LinkPreview?

    var id: PostID { facts.id }
    var author: UserID { facts.author }
    /// Whether anybody did anything with it.
    var isMarked: Bool { likeCount > 0 || repostCount > 0 || bookmarkCount > 0 }
}

/// A poll as it is stored.
struct PollRecord: Sendable {
    var options: [(text: String, votes: Int)]
    var isMultiple: Bool
    var endsAt: Timestamp
    var voterCount: Int
}

/// What a person may do with a post: no more than once each.
enum MarkKind: String, SQLConvertible, CaseIterable {
    case like = "LIKE"
    case repost = "REPOST"
    case bookmark = "BOOKMARK"
}

/// What one viewer did with a post.
struct OwnMarks: Sendable {
    var kinds: Set<MarkKind> = []
    var votes: [Int] = []
}
