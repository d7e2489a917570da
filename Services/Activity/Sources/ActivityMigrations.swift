// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Activity. Shipped migrations are frozen: add, never change.
enum ActivityMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_entries",
            // What one person did lies together, in the order it is read.
            """
            CREATE TABLE entries (
                actor_id UUID NOT NULL,
                id UUID NOT NULL,
                source_id UUID NOT NULL,
                kind BIGINT NOT NULL,
                post_id UUID,
                at BIGINT NOT NULL,
                position BIGINT NOT NULL,
                is_on BOOLEAN NOT NULL,
                is_dropped BOOLEAN NOT NULL,
                PRIMARY KEY (actor_id, id)
            )
            """ + .either(sqlite: " WITHOUT ROWID", postgres: ""),
            "CREATE UNIQUE INDEX entries_by_source ON entries (source_id, actor_id)",
            // Of likes, which are most, the post is the source.
            "CREATE INDEX entries_by_post ON entries (post_id) WHERE post_id IS NOT NULL",
            """
            CREATE TABLE gone (
                id UUID PRIMARY KEY,
                at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX gone_by_age ON gone (at)"
        ),
        Migration(
            "0002_create_people",
            """
            CREATE TABLE people (
                user_id UUID PRIMARY KEY,
                is_hidden BOOLEAN NOT NULL,
                is_filled BOOLEAN NOT NULL,
                audience TEXT NOT NULL,
                kept_from_followers BIGINT NOT NULL,
                kept_from_others BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE choices (
                user_id UUID NOT NULL,
                kind TEXT NOT NULL,
                audience TEXT NOT NULL,
                PRIMARY KEY (user_id, kind)
            )
            """,
            """
            CREATE TABLE ties (
                user_id UUID NOT NULL,
                other_id UUID NOT NULL,
                follows BOOLEAN NOT NULL,
                follows_step BIGINT NOT NULL,
                mutes BOOLEAN NOT NULL,
                mutes_step BIGINT NOT NULL,
                PRIMARY KEY (user_id, other_id)
            )
            """ + .either(sqlite: " WITHOUT ROWID", postgres: ""),
            "CREATE INDEX ties_by_other ON ties (other_id)"
        ),
    ]
}
