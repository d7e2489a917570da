// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Media. Shipped migrations are frozen: add, never change.
enum MediaMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_pictures",
            """
            CREATE TABLE pictures (
                id UUID PRIMARY KEY,
                owner_id UUID NOT NULL,
                holder_kind TEXT,
                holder_id UUID,
                post_id UUID,
                review_at BIGINT,
                is_ready BOOLEAN NOT NULL,
                width BIGINT NOT NULL,
                height BIGINT NOT NULL,
                blur_hash TEXT NOT NULL,
                alt TEXT NOT NULL,
                largest TEXT NOT NULL,
                bytes BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX pictures_by_owner ON pictures (owner_id, id)",
            "CREATE INDEX pictures_unused ON pictures (owner_id, id) WHERE holder_id IS NULL",
            "CREATE INDEX pictures_by_holder ON pictures (holder_id) WHERE holder_id IS NOT NULL",
            "CREATE INDEX pictures_by_post ON pictures (post_id) WHERE post_id IS NOT NULL",
            "CREATE INDEX pictures_by_review ON pictures (review_at) WHERE review_at IS NOT NULL"
        ),
        // What each person's pictures take; one row to lock, so that uploads at the same time cannot pass the limit.
        Migration(
            "0002_create_owners",
            """
            CREATE TABLE owners (
                owner_id UUID PRIMARY KEY,
                bytes BIGINT NOT NULL,
                pictures BIGINT NOT NULL
            )
            """
        ),
        Migration(
            "0003_create_portraits",
            """
            CREATE TABLE portraits (
                id UUID PRIMARY KEY,
                user_id UUID NOT NULL,
                place TEXT NOT NULL,
                is_current BOOLEAN NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX portraits_by_user ON portraits (user_id, place)",
            "CREATE INDEX portraits_unfinished ON portraits (created_at) WHERE NOT is_current"
        ),
        Migration(
            "0004_create_keys",
            "CREATE TABLE keys (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
        ),
    ]
}
