// SPDX-License-Identifier: Apache-2.0
/** The cast and its words, for tests. */
import type { Message, Post, User } from "../src/api/types"

export const ada: User = {
    id: "ada",
    username: "ada",
    displayName: "Ada Lovelace",
    avatarUrl: null,
    bio: "",
    status: "ONLINE",
    createdAt: "2026-01-01T00:00:00.000Z",
}

export function message(seq: number, change: Partial<Message> = {}): Message {
    return {
        id: `message-${seq}`,
        chatId: "chat",
        sender: ada,
        type: "TEXT",
        content: `text ${seq}`,
        replyToId: null,
        reactions: [],
        mentions: [],
        hashtags: [],
        isEdited: false,
        isDeleted: false,
        isSilent: false,
        seq,
        clientId: null,
        createdAt: "2026-01-01T00:00:00.000Z",
        updatedAt: "2026-01-01T00:00:00.000Z",
        ...change,
    }
}

export function post(id: string, change: Partial<Post> = {}): Post {
    return {
        id,
        author: ada,
        text: `text of ${id}`,
        media: [],
        visibility: "PUBLIC",
        group: null,
        contentWarning: null,
        likeCount: 0,
        commentCount: 0,
        repostCount: 0,
        likedByMe: false,
        repostedByMe: false,
        bookmarkedByMe: false,
        isPinned: false,
        quotedId: null,
        quoted: null,
        poll: null,
        preview: null,
        mentions: [],
        hashtags: [],
        repostedBy: null,
        createdAt: "2026-01-01T00:00:00.000Z",
        editedAt: null,
        ...change,
    }
}

/** Lets everything that waits only for promises run. */
export async function settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
