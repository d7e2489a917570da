// SPDX-License-Identifier: Apache-2.0
/** Every call the app makes, by name. Paths, bodies and replies are checked against the server's own document. */
import type { CallOptions, HttpClient } from "./http"
import type { Operations, Page } from "./types"

type OperationName = keyof Operations
type Reply<Name extends OperationName> = Promise<Operations[Name]["reply"]>
type Body<Name extends OperationName> = Operations[Name]["body"]
/** The parts of a call that its operation has: path, query, body. */
type Parts<Name extends OperationName> = {
    [Part in "path" | "query" | "body" as Operations[Name][Part] extends undefined
        ? never
        : Part]: Operations[Name][Part]
}
type Options = Pick<CallOptions, "anonymous" | "signal">

export type Registration = Body<"POST /auth/register">
export type ProfileChange = Body<"PATCH /users/{id}">

const pageSizes = { people: 30, chats: 50, members: 100, messages: 50, changes: 100 }

export class ApiClient {
    constructor(private readonly http: HttpClient) {}

    // Accounts

    register(body: Registration) {
        return this.request("POST /auth/register", { body }, { anonymous: true })
    }
    login(body: Body<"POST /auth/login">) {
        return this.request("POST /auth/login", { body }, { anonymous: true })
    }
    refresh(refreshToken: string) {
        return this.request("POST /auth/refresh", { body: { refreshToken } }, { anonymous: true })
    }
    logout() {
        return this.request("POST /auth/logout", {})
    }
    sessions(cursor?: string) {
        return this.request("GET /auth/sessions", { query: { cursor } })
    }
    revokeSession(id: string) {
        return this.request("DELETE /auth/sessions/{id}", { path: { id } })
    }
    revokeOtherSessions() {
        return this.request("DELETE /auth/sessions", {})
    }
    changePassword(body: Body<"POST /auth/password">) {
        return this.request("POST /auth/password", { body })
    }

    // People

    people(cursor?: string, signal?: AbortSignal) {
        return this.request("GET /users", { query: { limit: pageSizes.people, cursor } }, { signal })
    }
    searchPeople(q: string, cursor?: string, signal?: AbortSignal) {
        return this.request("GET /users/search", { query: { q, limit: pageSizes.people, cursor } }, { signal })
    }
    user(id: string) {
        return this.request("GET /users/{id}", { path: { id } })
    }
    updateProfile(id: string, body: ProfileChange) {
        return this.request("PATCH /users/{id}", { path: { id }, body })
    }

    // Chats

    chats(cursor?: string) {
        return this.request("GET /chats", { query: { limit: pageSizes.chats, cursor } })
    }
    chat(id: string) {
        return this.request("GET /chats/{id}", { path: { id } })
    }
    createChat(body: Body<"POST /chats">) {
        return this.request("POST /chats", { body })
    }
    updateChat(id: string, body: Body<"PATCH /chats/{id}">) {
        return this.request("PATCH /chats/{id}", { path: { id }, body })
    }
    deleteChat(id: string) {
        return this.request("DELETE /chats/{id}", { path: { id } })
    }
    members(id: string, cursor?: string) {
        return this.request("GET /chats/{id}/members", { path: { id }, query: { limit: pageSizes.members, cursor } })
    }
    addMembers(id: string, userIds: string[]) {
        return this.request("POST /chats/{id}/members", { path: { id }, body: { userIds } })
    }
    removeMember(id: string, user: string) {
        return this.request("DELETE /chats/{id}/members/{user}", { path: { id, user } })
    }
    markRead(id: string, messageId: string) {
        return this.request("POST /chats/{id}/read", { path: { id }, body: { messageId } })
    }

    // Messages

    /** The newest messages, or the newest of those before one. */
    messages(chat: string, before?: string) {
        const query = { limit: pageSizes.messages, before }
        return this.request("GET /messages/chat/{chat}", { path: { chat }, query })
    }
    sendMessage(body: Body<"POST /messages">) {
        return this.request("POST /messages", { body })
    }
    editMessage(id: string, content: string) {
        return this.request("PATCH /messages/{id}", { path: { id }, body: { content } })
    }
    deleteMessage(id: string) {
        return this.request("DELETE /messages/{id}", { path: { id } })
    }
    /** What changed since a cursor; `latest` gives the cursor of now. */
    sync(since: string) {
        return this.request("GET /sync", { query: { since, limit: pageSizes.changes } })
    }

    private request<Name extends OperationName>(name: Name, parts: Parts<Name>, options: Options = {}): Reply<Name> {
        const [method, template] = name.split(" ") as [string, string]
        const { path, query, body } = parts as { path?: Record<string, string> } & Pick<CallOptions, "query" | "body">
        const filled = template.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(path?.[key] ?? ""))
        return this.http.call(method, filled, { ...options, query, body })
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
