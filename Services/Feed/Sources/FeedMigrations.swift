// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Feed. Shipped migrations are frozen: add, never change.
enum FeedMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_acts",
            """
            CREATE TABLE acts (
                id UUID PRIMARY KEY,
                post_id UUID NOT NULL,
                actor_id UUID NOT NULL,
                author_id UUID NOT NULL,
                is_repost BOOLEAN NOT NULL,
                reach TEXT NOT NULL,
                reach_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX acts_by_actor ON acts (actor_id, id)",
            "CREATE INDEX acts_by_post ON acts (post_id, id)",
            "CREATE INDEX acts_by_author ON acts (author_id, id)",
            """
            CREATE TABLE gone (
                id UUID PRIMARY KEY,
                at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX gone_by_age ON gone (at)"
        ),
        Migration(
            "0002_create_ties",
            """
            CREATE TABLE ties (
                user_id UUID NOT NULL,
                other_id UUID NOT NULL,
                follows BOOLEAN NOT NULL,
                follows_step BIGINT NOT NULL,
                mutes BOOLEAN NOT NULL,
                mutes_step BIGINT NOT NULL,
                blocks BOOLEAN NOT NULL,
                blocks_step BIGINT NOT NULL,
                is_blocked BOOLEAN NOT NULL,
                is_blocked_step BIGINT NOT NULL,
                hears BOOLEAN NOT NULL,
                ignores BOOLEAN NOT NULL,
                PRIMARY KEY (user_id, other_id)
            )
            """,
            "CREATE INDEX ties_by_other ON ties (other_id, user_id) WHERE hears",
            """
            CREATE TABLE people (
                user_id UUID PRIMARY KEY,
                listener_count BIGINT NOT NULL,
                is_pulled BOOLEAN NOT NULL
            )
            """,
            "CREATE INDEX people_by_pull ON people (user_id) WHERE is_pulled"
        ),
        Migration(
            "0003_create_entries",
            // A feed is read from one place of one table: its rows lie in the order they are read.
            """
            CREATE TABLE entries (
                user_id UUID NOT NULL,
                act_id UUID NOT NULL,
                post_id UUID NOT NULL,
                actor_id UUID NOT NULL,
                author_id UUID NOT NULL,
                is_repost BOOLEAN NOT NULL,
                PRIMARY KEY (user_id, act_id)
            )
            """ + .either(sqlite: " WITHOUT ROWID", postgres: ""),
            "CREATE INDEX entries_by_post ON entries (post_id, user_id)"
        ),
    ]
}
