// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Exports. Shipped migrations are frozen: add, never change.
enum ExportsMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_exports",
            """
            CREATE TABLE exports (
                id UUID PRIMARY KEY,
                user_id UUID NOT NULL,
                state TEXT NOT NULL,
                progress BIGINT NOT NULL,
                size BIGINT,
                created_at BIGINT NOT NULL,
                ready_at BIGINT,
                ends_at BIGINT NOT NULL,
                address_key TEXT,
                address_until BIGINT
            )
            """,
            "CREATE INDEX exports_by_user ON exports (user_id, id)",
            "CREATE UNIQUE INDEX exports_under_way ON exports (user_id) WHERE state = 'BUILDING'",
            "CREATE INDEX exports_by_end ON exports (ends_at)"
        )
    ]
}
