// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Previews. Shipped migrations are frozen: add, never change.
enum PreviewsMigrations {
    static let all: [Migration] = [
        // What a page says of itself as JSON; NULL for one that says nothing or is not to be had.
        Migration(
            "0001_create_pages",
            """
            CREATE TABLE pages (
                url TEXT PRIMARY KEY,
                preview TEXT,
                expires_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX pages_by_end ON pages (expires_at)"
        )
    ]
}
