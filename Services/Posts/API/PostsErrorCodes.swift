// SPDX-License-Identifier: Apache-2.0
public import Core

extension ErrorCode {
    /// There is no such post, or one may not see it.
    public static let postNotFound: ErrorCode = "posts.not_found"
    /// There is no such comment, or one may not see it.
    public static let commentNotFound: ErrorCode = "posts.comment_not_found"
    /// There is no such draft of one's own.
    public static let draftNotFound: ErrorCode = "posts.draft_not_found"
    /// The post or comment is somebody else's.
    public static let postsForbidden: ErrorCode = "posts.forbidden"
    /// Only a post that everybody may see can be passed on or quoted.
    public static let postsNotShareable: ErrorCode = "posts.not_shareable"
    /// The post was edited as often as a post may be.
    public static let postsTooManyEdits: ErrorCode = "posts.too_many_edits"
    /// Another moderator pinned another post at the same moment.
    public static let postsPinnedMeanwhile: ErrorCode = "posts.pinned_meanwhile"
    /// One has as many drafts as one may have.
    public static let postsTooManyDrafts: ErrorCode = "posts.too_many_drafts"
    /// The poll has ended.
    public static let pollEnded: ErrorCode = "posts.poll_ended"
    /// One has voted in the poll.
    public static let pollVoted: ErrorCode = "posts.poll_voted"
}
