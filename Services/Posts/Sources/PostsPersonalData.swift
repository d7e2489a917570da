// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules

extension PostsModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [
            PersonalList(
                "posts",
                "Your posts.",
                covers: ["posts.posts.author_id"],
                from: "posts.posts",
                [
                    .id("id", "id"), .text("text", "text"), .text("visibility", "visibility"),
                    .text("contentWarning", "content_warning"), .id("quotedId", "quoted_id"),
                    .people("mentions", "mentions"), .words("hashtags", "hashtags"),
                    .words("media", "media_ids"), .id("groupId", "group_id"), .flag("hasPoll", "has_poll"),
                    .flag("isPinned", "is_pinned"), .number("likeCount", "like_count"),
                    .number("commentCount", "comment_count"), .number("repostCount", "repost_count"),
                    .time("createdAt", "created_at"), .time("editedAt", "edited_at"),
                    .text("link", "link"), .json("preview", "preview"),
                    .flag("hidesPreview", "hides_preview"),
                ]
            ) { "author_id = \($0)" },
            PersonalList(
                "edits",
                "What your posts said before you changed them.",
                covers: [],
                from: "posts.posts p JOIN posts.edits e ON e.post_id = p.id",
                [
                    .id("postId", "e.post_id"), .number("number", "e.number"), .text("text", "e.text"),
                    .text("contentWarning", "e.content_warning"), .time("replacedAt", "e.replaced_at"),
                ],
                key: ["postId", "number"]
            ) { "p.author_id = \($0)" },
            PersonalList(
                "polls",
                "The polls of your posts.",
                covers: [],
                from: "posts.posts p JOIN posts.polls l ON l.post_id = p.id",
                [
                    .id("postId", "l.post_id"), .flag("isMultiple", "l.is_multiple"),
                    .time("endsAt", "l.ends_at"), .number("voterCount", "l.voter_count"),
                ],
                key: ["postId"]
            ) { "p.author_id = \($0)" },
            PersonalList(
                "poll-options",
                "What could be chosen in your polls.",
                covers: [],
                from: "posts.posts p JOIN posts.poll_options o ON o.post_id = p.id",
                [
                    .id("postId", "o.post_id"), .number("place", "o.place"), .text("text", "o.text"),
                    .number("votes", "o.votes"),
                ],
                key: ["postId", "place"]
            ) { "p.author_id = \($0)" },
            PersonalList(
                "votes",
                "What you chose in polls.",
                covers: ["posts.poll_votes.user_id"],
                from:
                    "posts.poll_votes v LEFT JOIN posts.poll_options o ON o.post_id = v.post_id AND o.place = v.place",
                [
                    .id("postId", "v.post_id"), .number("place", "v.place"), .text("text", "o.text"),
                ],
                key: ["postId", "place"]
            ) { "v.user_id = \($0)" },
            PersonalList(
                "comments",
                "Your comments.",
                covers: ["posts.comments.author_id"],
                from: "posts.comments",
                [
                    .id("id", "id"), .id("postId", "post_id"), .id("parentId", "parent_id"),
                    .text("text", "text"), .people("mentions", "mentions"), .id("mediaId", "media_id"),
                    .flag("isDeleted", "is_deleted"), .number("likeCount", "like_count"),
                    .time("createdAt", "created_at"), .time("editedAt", "edited_at"),
                ]
            ) { "author_id = \($0)" },
            PersonalList(
                "marks",
                "The posts you liked, shared and bookmarked.",
                covers: ["posts.marks.user_id"],
                from: "posts.marks",
                [
                    .id("id", "id"), .text("kind", "kind"), .id("postId", "post_id"),
                ],
                key: ["kind", "id"]
            ) { "user_id = \($0)" },
            PersonalList(
                "comment-likes",
                "The comments you liked.",
                covers: ["posts.comment_likes.user_id"],
                from: "posts.comment_likes",
                [
                    .id("commentId", "comment_id")
                ],
                key: ["commentId"]
            ) { "user_id = \($0)" },
            PersonalList(
                "drafts",
                "Your drafts, and posts that are to be published later.",
                covers: ["posts.drafts.author_id"],
                from: "posts.drafts",
                [
                    .id("id", "id"), .json("post", "content"), .time("publishAt", "publish_at"),
                    .text("problem", "problem"), .time("updatedAt", "updated_at"),
                ]
            ) { "author_id = \($0)" },
        ],
        leavesOut: [
            "posts.hashtags": "words of the posts, so that they are found",
            "posts.hashtag_uses": "counted from the posts, for some days",
            "posts.posts.mentions": "whom others name is theirs",
            "posts.comments.mentions": "whom others name is theirs",
        ]
    )
}
