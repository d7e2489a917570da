// SPDX-License-Identifier: Apache-2.0
/** Every call the app makes, by name. */
import type { CallOptions, HttpClient } from "./http"
import type {
    Chat, ChatMember, Me, Message, NewMessage, Page, Presence, Session, SignedIn, SyncPage, User, UserStatus,
} from "./types"

export interface Registration {
    email: string
    username: string
    password: string
    displayName?: string
}

export interface ProfileChange {
    displayName?: string
    bio?: string
    status?: UserStatus
}

const segment = encodeURIComponent

export class ApiClient {
    constructor(private readonly http: HttpClient) {}

    // Accounts
    register(body: Registration): Promise<SignedIn> {
        return this.http.call("POST", "/auth/register", { body, anonymous: true })
    }
    login(body: { login: string; password: string }): Promise<SignedIn> {
        return this.http.call("POST", "/auth/login", { body, anonymous: true })
    }
    refresh(refreshToken: string): Promise<SignedIn> {
        return this.http.call("POST", "/auth/refresh", { body: { refreshToken }, anonymous: true })
    }
    logout(): Promise<void> {
        return this.http.call("POST", "/auth/logout")
    }
    me(): Promise<Me> {
        return this.http.call("GET", "/auth/me")
    }
    sessions(cursor?: string): Promise<Page<Session>> {
        return this.list("/auth/sessions", { cursor })
    }
    revokeSession(id: string): Promise<void> {
        return this.http.call("DELETE", `/auth/sessions/${segment(id)}`)
    }
    revokeOtherSessions(): Promise<void> {
        return this.http.call("DELETE", "/auth/sessions")
    }
    changePassword(body: { currentPassword: string; newPassword: string }): Promise<void> {
        return this.http.call("POST", "/auth/password", { body })
    }

    // People
    people(cursor?: string, signal?: AbortSignal): Promise<Page<User>> {
        return this.list("/users", { limit: 30, cursor }, signal)
    }
    searchPeople(q: string, cursor?: string, signal?: AbortSignal): Promise<Page<User>> {
        return this.list("/users/search", { q, limit: 30, cursor }, signal)
    }
    user(id: string): Promise<User> {
        return this.http.call("GET", `/users/${segment(id)}`)
    }
    updateProfile(id: string, body: ProfileChange): Promise<User> {
        return this.http.call("PATCH", `/users/${segment(id)}`, { body })
    }
    presence(userIds: string[]): Promise<Page<Presence>> {
        return this.list("/presence", { userIds: userIds.join(",") })
    }

    // Chats
    chats(cursor?: string): Promise<Page<Chat>> {
        return this.list("/chats", { limit: 50, cursor })
    }
    chat(id: string): Promise<Chat> {
        return this.http.call("GET", `/chats/${segment(id)}`)
    }
    createChat(body: { type: "PRIVATE" | "GROUP"; name?: string; memberIds: string[] }): Promise<Chat> {
        return this.http.call("POST", "/chats", { body })
    }
    updateChat(id: string, body: { name?: string; description?: string }): Promise<Chat> {
        return this.http.call("PATCH", `/chats/${segment(id)}`, { body })
    }
    deleteChat(id: string): Promise<void> {
        return this.http.call("DELETE", `/chats/${segment(id)}`)
    }
    members(chatId: string, cursor?: string): Promise<Page<ChatMember>> {
        return this.list(`/chats/${segment(chatId)}/members`, { limit: 100, cursor })
    }
    addMembers(chatId: string, userIds: string[]): Promise<unknown> {
        return this.http.call("POST", `/chats/${segment(chatId)}/members`, { body: { userIds } })
    }
    removeMember(chatId: string, userId: string): Promise<void> {
        return this.http.call("DELETE", `/chats/${segment(chatId)}/members/${segment(userId)}`)
    }
    markRead(chatId: string, messageId: string): Promise<void> {
        return this.http.call("POST", `/chats/${segment(chatId)}/read`, { body: { messageId } })
    }

    // Messages
    messages(chatId: string, window: { before?: string; after?: string; limit?: number }): Promise<Page<Message>> {
        return this.list(`/messages/chat/${segment(chatId)}`, { limit: 50, ...window })
    }
    sendMessage(body: NewMessage): Promise<Message> {
        return this.http.call("POST", "/messages", { body })
    }
    editMessage(id: string, content: string): Promise<Message> {
        return this.http.call("PATCH", `/messages/${segment(id)}`, { body: { content } })
    }
    deleteMessage(id: string): Promise<unknown> {
        return this.http.call("DELETE", `/messages/${segment(id)}`)
    }
    sync(since: string | undefined, limit = 200): Promise<SyncPage> {
        return this.http.call("GET", "/sync", { query: { since, limit } })
    }

    private list<Item>(path: string, query: CallOptions["query"], signal?: AbortSignal): Promise<Page<Item>> {
        return this.http.call("GET", path, signal ? { query, signal } : { query })
    }
}

/** Collects pages until the end or `limit` items, whichever comes first. */
export async function collect<Item>(
    page: (cursor?: string) => Promise<Page<Item>>,
    limit: number,
): Promise<Item[]> {
    const items: Item[] = []
    let cursor: string | undefined
    do {
        const reply = await page(cursor)
        items.push(...reply.items)
        cursor = reply.nextCursor ?? undefined
    } while (cursor !== undefined && items.length < limit)
    return items
}
