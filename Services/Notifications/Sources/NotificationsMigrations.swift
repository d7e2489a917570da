// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Notifications. Shipped migrations are frozen: add, never change.
enum NotificationsMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_items",
            """
            CREATE TABLE items (
                id UUID PRIMARY KEY,
                user_id UUID NOT NULL,
                kind TEXT NOT NULL,
                group_id UUID NOT NULL,
                post_id UUID,
                comment_id UUID,
                chat_id UUID,
                excerpt TEXT,
                actor_count BIGINT NOT NULL,
                count BIGINT NOT NULL,
                actor_1 UUID,
                actor_2 UUID,
                actor_3 UUID,
                at BIGINT NOT NULL,
                read_at BIGINT
            )
            """,
            // What is unread collects further acts of its kind on its thing; once read, the next one begins anew.
            "CREATE UNIQUE INDEX items_open ON items (user_id, kind, group_id) WHERE read_at IS NULL",
            "CREATE INDEX items_by_user ON items (user_id, at, id)",
            "CREATE INDEX items_unread ON items (user_id, at, id) WHERE read_at IS NULL",
            "CREATE INDEX items_by_chat ON items (chat_id, user_id) WHERE chat_id IS NOT NULL",
            "CREATE INDEX items_by_age ON items (at)"
        ),
        Migration(
            "0002_create_acts",
            """
            CREATE TABLE acts (
                id UUID PRIMARY KEY,
                user_id UUID NOT NULL,
                kind TEXT NOT NULL,
                source_id UUID NOT NULL,
                actor_id UUID NOT NULL,
                group_id UUID NOT NULL,
                post_id UUID,
                comment_id UUID,
                post_author_id UUID,
                at BIGINT NOT NULL,
                position BIGINT NOT NULL,
                is_on BOOLEAN NOT NULL,
                is_dropped BOOLEAN NOT NULL,
                is_live BOOLEAN NOT NULL,
                item_id UUID
            )
            """,
            "CREATE UNIQUE INDEX acts_by_source ON acts (source_id, kind, user_id, actor_id)",
            "CREATE INDEX acts_by_item ON acts (item_id, at) WHERE item_id IS NOT NULL",
            "CREATE INDEX acts_by_actor ON acts (actor_id, user_id, at)",
            "CREATE INDEX acts_by_post ON acts (post_id, id) WHERE post_id IS NOT NULL",
            "CREATE INDEX acts_by_comment ON acts (comment_id, id) WHERE comment_id IS NOT NULL",
            """
            CREATE INDEX acts_by_post_author ON acts (post_author_id, user_id)
                WHERE post_author_id IS NOT NULL AND post_author_id <> user_id
            """,
            "CREATE INDEX acts_by_user ON acts (user_id)",
            "CREATE INDEX acts_by_age ON acts (at)"
        ),
        Migration(
            "0003_create_things",
            """
            CREATE TABLE things (
                id UUID PRIMARY KEY,
                post_id UUID NOT NULL,
                author_id UUID,
                post_author_id UUID,
                parent_id UUID,
                parent_author_id UUID,
                quoted_id UUID,
                quoted_author_id UUID,
                visibility TEXT NOT NULL,
                excerpt TEXT NOT NULL,
                mentions TEXT NOT NULL,
                at BIGINT NOT NULL,
                position BIGINT NOT NULL
            )
            """,
            "CREATE INDEX things_by_post ON things (post_id)"
        ),
        Migration(
            "0004_create_people",
            """
            CREATE TABLE people (
                user_id UUID PRIMARY KEY,
                is_private BOOLEAN NOT NULL,
                private_position BIGINT NOT NULL,
                is_hidden BOOLEAN NOT NULL,
                quiet_from BIGINT,
                quiet_to BIGINT,
                time_zone TEXT
            )
            """,
            """
            CREATE TABLE choices (
                user_id UUID NOT NULL,
                kind TEXT NOT NULL,
                in_app BOOLEAN NOT NULL,
                live BOOLEAN NOT NULL,
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
                blocks BOOLEAN NOT NULL,
                blocks_step BIGINT NOT NULL,
                is_blocked BOOLEAN NOT NULL,
                is_blocked_step BIGINT NOT NULL,
                cut_until BIGINT NOT NULL,
                PRIMARY KEY (user_id, other_id)
            )
            """,
            "CREATE INDEX ties_by_other ON ties (other_id)",
            """
            CREATE TABLE gone (
                id UUID PRIMARY KEY,
                at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX gone_by_age ON gone (at)"
        ),
        Migration(
            "0005_create_chats",
            """
            CREATE TABLE chat_members (
                chat_id UUID NOT NULL,
                user_id UUID NOT NULL,
                is_member BOOLEAN NOT NULL,
                position BIGINT NOT NULL,
                read_seq BIGINT NOT NULL,
                seen_seq BIGINT NOT NULL,
                dismissed_seq BIGINT NOT NULL,
                PRIMARY KEY (chat_id, user_id)
            )
            """,
            "CREATE INDEX chat_members_by_user ON chat_members (user_id)",
            """
            CREATE TABLE chat_messages (
                chat_id UUID NOT NULL,
                seq BIGINT NOT NULL,
                sender_id UUID NOT NULL,
                excerpt TEXT NOT NULL,
                mentions TEXT NOT NULL,
                is_for_all BOOLEAN NOT NULL,
                is_silent BOOLEAN NOT NULL,
                is_deleted BOOLEAN NOT NULL,
                at BIGINT NOT NULL,
                sent_position BIGINT NOT NULL,
                position BIGINT NOT NULL,
                PRIMARY KEY (chat_id, seq)
            )
            """,
            "CREATE INDEX chat_messages_by_age ON chat_messages (at)"
        ),
        Migration(
            "0006_create_memberships",
            """
            CREATE TABLE memberships (
                group_id UUID NOT NULL,
                user_id UUID NOT NULL,
                role TEXT,
                role_step BIGINT NOT NULL,
                asks_step BIGINT NOT NULL,
                invited_step BIGINT NOT NULL,
                left_step BIGINT NOT NULL,
                PRIMARY KEY (group_id, user_id)
            )
            """,
            "CREATE INDEX memberships_by_user ON memberships (user_id)",
            "ALTER TABLE things ADD COLUMN container_id UUID",
            "ALTER TABLE things ADD COLUMN slug TEXT",
            "CREATE INDEX things_by_container ON things (container_id) WHERE container_id IS NOT NULL"
        ),
    ]
}
