// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Groups. Shipped migrations are frozen: add, never change.
enum GroupsMigrations {
    /// Sorted by code points on both engines, so that a prefix is a range.
    private static let byCodePoint: SQLQuery = .either(sqlite: "", postgres: #"COLLATE "C""#)

    static let all: [Migration] = [
        Migration(
            "0001_create_groups",
            """
            CREATE TABLE groups (
                id UUID PRIMARY KEY,
                slug TEXT \(byCodePoint) NOT NULL,
                name TEXT NOT NULL,
                folded_name TEXT \(byCodePoint) NOT NULL,
                description TEXT NOT NULL,
                rules TEXT NOT NULL,
                kind TEXT NOT NULL,
                avatar_url TEXT,
                chat_id UUID,
                member_count BIGINT NOT NULL DEFAULT 0,
                moderator_count BIGINT NOT NULL DEFAULT 0,
                request_count BIGINT NOT NULL DEFAULT 0,
                invitation_count BIGINT NOT NULL DEFAULT 0,
                ban_count BIGINT NOT NULL DEFAULT 0,
                link_count BIGINT NOT NULL DEFAULT 0,
                step BIGINT NOT NULL DEFAULT 0,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE UNIQUE INDEX groups_by_slug ON groups (slug)",
            "CREATE INDEX groups_by_size ON groups (member_count, id) WHERE kind <> 'HIDDEN'",
            "CREATE INDEX groups_by_age ON groups (id) WHERE kind <> 'HIDDEN'",
            "CREATE INDEX groups_by_name ON groups (folded_name, id) WHERE kind <> 'HIDDEN'"
        ),
        Migration(
            "0002_create_members",
            """
            CREATE TABLE members (
                group_id UUID NOT NULL,
                user_id UUID NOT NULL,
                role TEXT NOT NULL,
                shows_in_home BOOLEAN NOT NULL,
                joined_at BIGINT NOT NULL,
                step BIGINT NOT NULL,
                PRIMARY KEY (group_id, user_id)
            )
            """,
            "CREATE INDEX members_by_user ON members (user_id, joined_at, group_id)",
            "CREATE INDEX members_by_age ON members (group_id, joined_at, user_id)",
            "CREATE UNIQUE INDEX members_by_ownership ON members (group_id) WHERE role = 'OWNER'",
            "CREATE INDEX members_by_role ON members (group_id, role, joined_at, user_id)",
            """
            CREATE TABLE people (
                id UUID PRIMARY KEY,
                group_count BIGINT NOT NULL
            )
            """,
            "CREATE TABLE departed (id UUID PRIMARY KEY)"
        ),
        Migration(
            "0003_create_requests_and_invitations",
            """
            CREATE TABLE requests (
                group_id UUID NOT NULL,
                user_id UUID NOT NULL,
                note TEXT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (group_id, user_id)
            )
            """,
            "CREATE INDEX requests_by_age ON requests (group_id, at, user_id)",
            "CREATE INDEX requests_by_user ON requests (user_id)",
            """
            CREATE TABLE invitations (
                group_id UUID NOT NULL,
                user_id UUID NOT NULL,
                by_id UUID NOT NULL,
                expires_at BIGINT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (group_id, user_id)
            )
            """,
            "CREATE INDEX invitations_by_age ON invitations (group_id, at, user_id)",
            "CREATE INDEX invitations_by_user ON invitations (user_id, at, group_id)",
            "CREATE INDEX invitations_by_sender ON invitations (by_id)",
            "CREATE INDEX invitations_by_end ON invitations (expires_at)",
            """
            CREATE TABLE links (
                id UUID PRIMARY KEY,
                group_id UUID NOT NULL,
                code TEXT NOT NULL,
                use_count BIGINT NOT NULL,
                max_uses BIGINT,
                expires_at BIGINT,
                by_id UUID NOT NULL,
                at BIGINT NOT NULL
            )
            """,
            "CREATE UNIQUE INDEX links_by_code ON links (code)",
            "CREATE INDEX links_by_group ON links (group_id, id)",
            "CREATE INDEX links_by_maker ON links (by_id)"
        ),
        Migration(
            "0004_create_bans_and_log",
            """
            CREATE TABLE bans (
                group_id UUID NOT NULL,
                user_id UUID NOT NULL,
                reason TEXT NOT NULL,
                until BIGINT,
                by_id UUID NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (group_id, user_id)
            )
            """,
            "CREATE INDEX bans_by_age ON bans (group_id, at, user_id)",
            "CREATE INDEX bans_by_user ON bans (user_id)",
            "CREATE INDEX bans_by_end ON bans (until)",
            "CREATE INDEX bans_by_moderator ON bans (by_id)",
            """
            CREATE TABLE log (
                group_id UUID NOT NULL,
                number BIGINT NOT NULL,
                id UUID NOT NULL,
                action TEXT NOT NULL,
                actor_id UUID NOT NULL,
                person_id UUID,
                subject_id UUID,
                detail TEXT,
                at BIGINT NOT NULL,
                PRIMARY KEY (group_id, number)
            )
            """,
            "CREATE INDEX log_by_actor ON log (actor_id)",
            "CREATE INDEX log_by_person ON log (person_id)"
        ),
    ]
}
