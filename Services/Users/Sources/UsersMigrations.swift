// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Users. Shipped migrations are frozen: add, never change.
enum UsersMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_users",
            """
            CREATE TABLE users (
                id UUID PRIMARY KEY,
                username TEXT NOT NULL,
                display_name TEXT NOT NULL,
                avatar_url TEXT,
                bio TEXT NOT NULL,
                status TEXT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE UNIQUE INDEX users_by_username ON users (username)",
            "CREATE INDEX users_by_age ON users (created_at, id)"
        ),
        Migration(
            "0002_create_name_words",
            sqlite: [
                """
                CREATE TABLE name_words (
                    word TEXT NOT NULL,
                    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                    PRIMARY KEY (word, user_id)
                ) WITHOUT ROWID
                """
            ],
            // "C" compares bytes, as SQLite does, so that a prefix is a range of the index.
            postgres: [
                """
                CREATE TABLE name_words (
                    word TEXT COLLATE "C" NOT NULL,
                    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                    PRIMARY KEY (word, user_id)
                )
                """
            ]
        ),
        Migration(
            "0003_index_name_words_by_user",
            "CREATE INDEX name_words_by_user ON name_words (user_id)"
        ),
        // Who has gone: the event of their registration may come after that, and must not bring them back.
        Migration("0004_create_departed", "CREATE TABLE departed (id UUID PRIMARY KEY)"),
        // Accounts that their owners hid, and when those that were deleted are to go.
        Migration(
            "0005_hide_users",
            "ALTER TABLE users ADD COLUMN hidden_at BIGINT",
            "ALTER TABLE users ADD COLUMN delete_at BIGINT",
            "CREATE INDEX users_by_deletion ON users (delete_at) WHERE delete_at IS NOT NULL"
        ),
        Migration("0006_add_covers", "ALTER TABLE users ADD COLUMN cover_url TEXT"),
        Migration(
            "0007_add_details",
            "ALTER TABLE users ADD COLUMN pronouns TEXT",
            "ALTER TABLE users ADD COLUMN location TEXT",
            "ALTER TABLE users ADD COLUMN website TEXT",
            "ALTER TABLE users ADD COLUMN birthday TEXT"
        ),
        // Whom each part of a profile is for, as `Audience` writes it.
        Migration(
            "0008_add_audiences",
            "ALTER TABLE users ADD COLUMN bio_for TEXT NOT NULL DEFAULT 'EVERYBODY'",
            "ALTER TABLE users ADD COLUMN presence_for TEXT NOT NULL DEFAULT 'EVERYBODY'",
            "ALTER TABLE users ADD COLUMN cover_for TEXT NOT NULL DEFAULT 'EVERYBODY'",
            "ALTER TABLE users ADD COLUMN pronouns_for TEXT NOT NULL DEFAULT 'EVERYBODY'",
            "ALTER TABLE users ADD COLUMN location_for TEXT NOT NULL DEFAULT 'EVERYBODY'",
            "ALTER TABLE users ADD COLUMN website_for TEXT NOT NULL DEFAULT 'EVERYBODY'",
            "ALTER TABLE users ADD COLUMN birthday_for TEXT NOT NULL DEFAULT 'ONLY_ME'"
        ),
    ]
}
