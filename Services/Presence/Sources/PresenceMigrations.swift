// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Presence. Shipped migrations are frozen: add, never change.
enum PresenceMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_activity",
            """
            CREATE TABLE activity (
                user_id UUID PRIMARY KEY,
                last_seen_at BIGINT NOT NULL,
                messages_sent BIGINT NOT NULL
            )
            """
        )
    ]
}
