// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Posts. Shipped migrations are frozen: add, never change.
///
/// Tables whose rows are found by their whole key are kept in the order of that key where the engine can (`WITHOUT
/// ROWID`): one search instead of two.
enum PostsMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_posts",
            """
            CREATE TABLE posts (
                id UUID PRIMARY KEY,
                author_id UUID NOT NULL,
                text TEXT NOT NULL,
                visibility TEXT NOT NULL,
                content_warning TEXT,
                quoted_id UUID,
                mentions TEXT NOT NULL,
                hashtags TEXT NOT NULL,
                like_count BIGINT NOT NULL,
                comment_count BIGINT NOT NULL,
                repost_count BIGINT NOT NULL,
                bookmark_count BIGINT NOT NULL,
                has_poll BOOLEAN NOT NULL,
                is_pinned BOOLEAN NOT NULL,
                created_at BIGINT NOT NULL,
                edited_at BIGINT
            )
            """,
            "CREATE INDEX posts_by_author ON posts (author_id, id)",
            "CREATE UNIQUE INDEX posts_by_pin ON posts (author_id) WHERE is_pinned",
            """
            CREATE TABLE edits (
                post_id UUID NOT NULL,
                number BIGINT NOT NULL,
                text TEXT NOT NULL,
                content_warning TEXT,
                replaced_at BIGINT NOT NULL,
                PRIMARY KEY (post_id, number)
            )
            """
        ),
        Migration(
            "0002_create_marks",
            inKeyOrder(
                """
                CREATE TABLE marks (
                    user_id UUID NOT NULL,
                    post_id UUID NOT NULL,
                    kind TEXT NOT NULL,
                    id UUID NOT NULL,
                    PRIMARY KEY (user_id, post_id, kind)
                )
                """
            ),
            "CREATE INDEX marks_by_post ON marks (post_id, kind, id)",
            "CREATE INDEX marks_by_user ON marks (user_id, kind, id)"
        ),
        Migration(
            "0003_create_comments",
            """
            CREATE TABLE comments (
                id UUID PRIMARY KEY,
                post_id UUID NOT NULL,
                author_id UUID NOT NULL,
                parent_id UUID,
                text TEXT NOT NULL,
                mentions TEXT NOT NULL,
                reply_count BIGINT NOT NULL,
                like_count BIGINT NOT NULL,
                is_deleted BOOLEAN NOT NULL,
                created_at BIGINT NOT NULL,
                edited_at BIGINT
            )
            """,
            "CREATE INDEX comments_by_post ON comments (post_id, parent_id, id)",
            "CREATE INDEX comments_by_author ON comments (author_id, id)",
            inKeyOrder(
                """
                CREATE TABLE comment_likes (
                    user_id UUID NOT NULL,
                    comment_id UUID NOT NULL,
                    PRIMARY KEY (user_id, comment_id)
                )
                """
            ),
            "CREATE INDEX comment_likes_by_comment ON comment_likes (comment_id)"
        ),
        Migration(
            "0004_create_hashtags",
            inKeyOrder(
                """
                CREATE TABLE hashtags (
                    tag TEXT NOT NULL,
                    post_id UUID NOT NULL,
                    PRIMARY KEY (tag, post_id)
                )
                """
            ),
            "CREATE INDEX hashtags_by_post ON hashtags (post_id)",
            inKeyOrder(
                """
                CREATE TABLE hashtag_uses (
                    day BIGINT NOT NULL,
                    tag TEXT NOT NULL,
                    user_id UUID NOT NULL,
                    PRIMARY KEY (day, tag, user_id)
                )
                """
            ),
            "CREATE INDEX hashtag_uses_by_user ON hashtag_uses (user_id)"
        ),
        Migration(
            "0005_create_polls",
            """
            CREATE TABLE polls (
                post_id UUID PRIMARY KEY,
                is_multiple BOOLEAN NOT NULL,
                ends_at BIGINT NOT NULL,
                voter_count BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE poll_options (
                post_id UUID NOT NULL,
                place BIGINT NOT NULL,
                text TEXT NOT NULL,
                votes BIGINT NOT NULL,
                PRIMARY KEY (post_id, place)
            )
            """,
            inKeyOrder(
                """
                CREATE TABLE poll_votes (
                    post_id UUID NOT NULL,
                    user_id UUID NOT NULL,
                    place BIGINT NOT NULL,
                    PRIMARY KEY (post_id, user_id, place)
                )
                """
            ),
            "CREATE INDEX poll_votes_by_user ON poll_votes (user_id)"
        ),
        Migration(
            "0006_create_drafts",
            """
            CREATE TABLE drafts (
                id UUID PRIMARY KEY,
                author_id UUID NOT NULL,
                content TEXT NOT NULL,
                publish_at BIGINT,
                problem TEXT,
                updated_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX drafts_by_author ON drafts (author_id, id)"
        ),
        Migration(
            "0007_add_groups",
            "ALTER TABLE posts ADD COLUMN group_id UUID",
            "ALTER TABLE posts ADD COLUMN is_group_pinned BOOLEAN NOT NULL DEFAULT FALSE",
            "CREATE INDEX posts_by_group ON posts (group_id, id) WHERE group_id IS NOT NULL",
            "CREATE UNIQUE INDEX posts_by_group_pin ON posts (group_id) WHERE is_group_pinned",
            "CREATE TABLE gone_groups (group_id UUID PRIMARY KEY)"
        ),
        Migration(
            "0008_add_media",
            "ALTER TABLE posts ADD COLUMN media_ids TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE comments ADD COLUMN media_id UUID"
        ),
        // The link of a post, what its page says of itself as JSON, and whether the author does not want it shown. The
        // index holds the posts that wait for what their page says.
        Migration(
            "0009_add_previews",
            "ALTER TABLE posts ADD COLUMN link TEXT",
            "ALTER TABLE posts ADD COLUMN preview TEXT",
            "ALTER TABLE posts ADD COLUMN hides_preview BOOLEAN NOT NULL DEFAULT FALSE",
            "CREATE INDEX posts_by_waiting_link ON posts (link, id) WHERE link IS NOT NULL AND preview IS NULL"
        ),
    ]

    private static func inKeyOrder(_ create: SQLQuery) -> SQLQuery {
        create + .either(sqlite: " WITHOUT ROWID", postgres: "")
    }
}
