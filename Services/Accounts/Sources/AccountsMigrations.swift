// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Accounts. Shipped migrations are frozen: add, never change.
enum AccountsMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_accounts",
            """
            CREATE TABLE accounts (
                id UUID PRIMARY KEY,
                email TEXT NOT NULL UNIQUE,
                username TEXT NOT NULL UNIQUE,
                password_hash TEXT NOT NULL,
                roles TEXT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """
        ),
        Migration(
            "0002_create_sessions",
            """
            CREATE TABLE sessions (
                id UUID PRIMARY KEY,
                user_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
                device TEXT NOT NULL,
                address TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                last_seen_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX sessions_by_user ON sessions (user_id, last_seen_at, id)",
            "CREATE INDEX sessions_by_end ON sessions (expires_at)"
        ),
        Migration(
            "0003_create_refresh_tokens",
            """
            CREATE TABLE refresh_tokens (
                hash BYTEA PRIMARY KEY,
                session_id UUID NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                used_at BIGINT
            )
            """,
            "CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id)"
        ),
        Migration(
            "0004_create_signing_keys",
            """
            CREATE TABLE signing_keys (
                id TEXT PRIMARY KEY,
                pem TEXT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """
        ),
    ]
}
