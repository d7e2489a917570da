// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Connections. Shipped migrations are frozen: add, never change.
enum ConnectionsMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_people",
            """
            CREATE TABLE people (
                id UUID PRIMARY KEY,
                follower_count BIGINT NOT NULL DEFAULT 0,
                following_count BIGINT NOT NULL DEFAULT 0,
                request_count BIGINT NOT NULL DEFAULT 0,
                sent_request_count BIGINT NOT NULL DEFAULT 0,
                block_count BIGINT NOT NULL DEFAULT 0,
                mute_count BIGINT NOT NULL DEFAULT 0,
                is_private BOOLEAN NOT NULL DEFAULT FALSE,
                hides_followers BOOLEAN NOT NULL DEFAULT FALSE,
                hides_following BOOLEAN NOT NULL DEFAULT FALSE,
                hides_from_suggestions BOOLEAN NOT NULL DEFAULT FALSE
            )
            """,
            "CREATE TABLE departed (id UUID PRIMARY KEY)"
        ),
        Migration(
            "0002_create_follows",
            """
            CREATE TABLE follows (
                follower_id UUID NOT NULL,
                followee_id UUID NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (follower_id, followee_id)
            )
            """,
            "CREATE UNIQUE INDEX follows_by_followee ON follows (followee_id, follower_id)",
            "CREATE INDEX follows_of_follower_by_age ON follows (follower_id, at, followee_id)",
            "CREATE INDEX follows_of_followee_by_age ON follows (followee_id, at, follower_id)"
        ),
        Migration(
            "0003_create_follow_requests",
            """
            CREATE TABLE follow_requests (
                follower_id UUID NOT NULL,
                followee_id UUID NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (follower_id, followee_id)
            )
            """,
            "CREATE INDEX follow_requests_of_follower_by_age ON follow_requests (follower_id, at, followee_id)",
            "CREATE INDEX follow_requests_of_followee_by_age ON follow_requests (followee_id, at, follower_id)"
        ),
        Migration(
            "0004_create_blocks_and_mutes",
            """
            CREATE TABLE blocks (
                blocker_id UUID NOT NULL,
                blocked_id UUID NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (blocker_id, blocked_id)
            )
            """,
            "CREATE INDEX blocks_by_blocked ON blocks (blocked_id, blocker_id)",
            "CREATE INDEX blocks_by_age ON blocks (blocker_id, at, blocked_id)",
            """
            CREATE TABLE mutes (
                muter_id UUID NOT NULL,
                muted_id UUID NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (muter_id, muted_id)
            )
            """,
            "CREATE INDEX mutes_by_muted ON mutes (muted_id, muter_id)",
            "CREATE INDEX mutes_by_age ON mutes (muter_id, at, muted_id)"
        ),
        Migration(
            "0005_create_history",
            """
            CREATE TABLE history (
                low_id UUID NOT NULL,
                high_id UUID NOT NULL,
                step BIGINT NOT NULL,
                actor_id UUID NOT NULL,
                change TEXT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (low_id, high_id, step)
            )
            """,
            "CREATE INDEX history_by_high ON history (high_id, low_id, step)"
        ),
        Migration(
            "0006_create_dismissals",
            """
            CREATE TABLE dismissals (
                user_id UUID NOT NULL,
                dismissed_id UUID NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (user_id, dismissed_id)
            )
            """,
            "CREATE INDEX dismissals_by_age ON dismissals (user_id, at, dismissed_id)",
            "CREATE INDEX dismissals_by_dismissed ON dismissals (dismissed_id)"
        ),
        // Whose accounts are hidden, as the events of Users tell.
        Migration("0007_create_hidden", "CREATE TABLE hidden (user_id UUID PRIMARY KEY)"),
    ]
}
