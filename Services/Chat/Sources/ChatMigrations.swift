// SPDX-License-Identifier: Apache-2.0
import Database

/// The tables of Chat. Shipped migrations are frozen: add, never change.
enum ChatMigrations {
    static let all: [Migration] = [
        Migration(
            "0001_create_chats",
            """
            CREATE TABLE chats (
                id UUID PRIMARY KEY,
                type TEXT NOT NULL,
                name TEXT,
                description TEXT NOT NULL,
                avatar_url TEXT,
                pair_low UUID,
                pair_high UUID,
                member_count BIGINT NOT NULL,
                last_seq BIGINT NOT NULL,
                last_message_id UUID,
                active_at BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE UNIQUE INDEX chats_by_pair ON chats (pair_low, pair_high)"
        ),
        Migration(
            "0002_create_members",
            """
            CREATE TABLE members (
                chat_id UUID NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
                user_id UUID NOT NULL,
                role TEXT NOT NULL,
                joined_at BIGINT NOT NULL,
                last_read_seq BIGINT NOT NULL,
                is_hidden BOOLEAN NOT NULL,
                PRIMARY KEY (chat_id, user_id)
            )
            """,
            "CREATE INDEX members_by_user ON members (user_id, chat_id)",
            "CREATE INDEX members_by_age ON members (chat_id, joined_at, user_id)"
        ),
        Migration(
            "0003_create_messages",
            """
            CREATE TABLE messages (
                id UUID PRIMARY KEY,
                chat_id UUID NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
                seq BIGINT NOT NULL,
                sender_id UUID NOT NULL,
                type TEXT NOT NULL,
                content TEXT NOT NULL,
                reply_to_id UUID,
                mentions TEXT NOT NULL,
                client_id TEXT,
                is_silent BOOLEAN NOT NULL,
                is_deleted BOOLEAN NOT NULL,
                created_at BIGINT NOT NULL,
                edited_at BIGINT
            )
            """,
            "CREATE UNIQUE INDEX messages_by_seq ON messages (chat_id, seq)",
            "CREATE UNIQUE INDEX messages_by_client_id ON messages (sender_id, client_id) WHERE client_id IS NOT NULL"
        ),
        Migration(
            "0004_create_changes",
            sqlite: [
                """
                CREATE TABLE changes (
                    position INTEGER PRIMARY KEY AUTOINCREMENT,
                    xid BIGINT NOT NULL DEFAULT 0,
                    chat_id UUID NOT NULL,
                    kind TEXT NOT NULL,
                    message_id UUID,
                    user_id UUID,
                    at BIGINT NOT NULL
                )
                """
            ],
            postgres: [
                """
                CREATE TABLE changes (
                    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    xid BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
                    chat_id UUID NOT NULL,
                    kind TEXT NOT NULL,
                    message_id UUID,
                    user_id UUID,
                    at BIGINT NOT NULL
                )
                """
            ]
        ),
        Migration(
            "0005_index_changes",
            "CREATE INDEX changes_by_chat ON changes (chat_id, xid, position)",
            "CREATE INDEX changes_by_user ON changes (user_id, xid, position)",
            "CREATE INDEX changes_by_order ON changes (xid, position)"
        ),
        Migration(
            "0006_create_former_members",
            """
            CREATE TABLE former_members (
                user_id UUID NOT NULL,
                chat_id UUID NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
                PRIMARY KEY (user_id, chat_id)
            )
            """,
            "CREATE INDEX former_members_by_chat ON former_members (chat_id)"
        ),
        // Who blocks whom, as the events of Connections tell.
        Migration(
            "0007_create_blocks",
            """
            CREATE TABLE blocks (
                blocker_id UUID NOT NULL,
                blocked_id UUID NOT NULL,
                step BIGINT NOT NULL,
                is_blocking BOOLEAN NOT NULL,
                PRIMARY KEY (blocker_id, blocked_id)
            )
            """,
            "CREATE INDEX blocks_by_blocked ON blocks (blocked_id, blocker_id)"
        ),
        // Counts the edits and deletions in a chat, so that a page of it can be kept and known to be good.
        Migration("0008_count_revisions", "ALTER TABLE chats ADD COLUMN revision BIGINT NOT NULL DEFAULT 0"),
        // Which chat is a group's, and who is in the groups that have one, as the events of Groups tell.
        Migration(
            "0009_add_groups",
            "ALTER TABLE chats ADD COLUMN group_id UUID",
            "CREATE UNIQUE INDEX chats_by_group ON chats (group_id) WHERE group_id IS NOT NULL",
            """
            CREATE TABLE group_members (
                group_id UUID NOT NULL,
                user_id UUID NOT NULL,
                step BIGINT NOT NULL,
                is_member BOOLEAN NOT NULL,
                noted_at BIGINT NOT NULL,
                PRIMARY KEY (group_id, user_id)
            )
            """,
            "CREATE INDEX group_members_by_end ON group_members (noted_at) WHERE NOT is_member",
            "CREATE TABLE gone_groups (group_id UUID PRIMARY KEY)"
        ),
    ]
}
