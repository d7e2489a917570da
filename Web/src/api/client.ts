// SPDX-License-Identifier: Apache-2.0
/** Every call the app makes, by name. Paths, bodies and replies are checked against the server's own document. */
import { Body, pageSizes } from "./calls"
import { GroupCalls } from "./groupCalls"
import type { HttpClient } from "./http"
import type {
    NotificationKind, Operations, Page, Picture, ProfileCover, QuietHours, SearchKind, User,
} from "./types"
import type { UploadClient } from "./upload"

export type Registration = Body<"POST /auth/register">
export type NewPost = Body<"POST /posts">
export type ProfileChange = Body<"PATCH /users/{id}">
export type SearchWanted = Operations["GET /search/counts"]["query"]
export type DraftBody = Body<"POST /drafts">

export class ApiClient extends GroupCalls {
    constructor(
        http: HttpClient,
        private readonly uploads: UploadClient,
    ) {
        super(http)
    }

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

    profilePrivacy(id: string) {
        return this.request("GET /users/{id}/privacy", { path: { id } })
    }
    changeProfilePrivacy(id: string, body: Body<"PATCH /users/{id}/privacy">) {
        return this.request("PATCH /users/{id}/privacy", { path: { id }, body })
    }

    // What people did

    activity(cursor?: string) {
        return this.request("GET /activity", { query: { limit: pageSizes.people, cursor } })
    }
    activityOf(id: string, cursor?: string) {
        return this.request("GET /users/{id}/activity", { path: { id }, query: { limit: pageSizes.people, cursor } })
    }
    deleteActivity(id: string) {
        return this.request("DELETE /activity/{id}", { path: { id } })
    }
    activitySettings() {
        return this.request("GET /activity/settings", {})
    }
    changeActivitySettings(body: Body<"PATCH /activity/settings">) {
        return this.request("PATCH /activity/settings", { body })
    }

    hideAccount(id: string) {
        return this.request("POST /users/{id}/deactivate", { path: { id } })
    }
    deleteAccount(id: string) {
        return this.request("DELETE /users/{id}", { path: { id }, query: {} })
    }

    // One's data

    exports() {
        return this.request("GET /exports", { query: {} })
    }
    askForExport() {
        return this.request("POST /exports", {})
    }
    removeExport(id: string) {
        return this.request("DELETE /exports/{id}", { path: { id } })
    }
    exportAddress(id: string) {
        return this.request("POST /exports/{id}/address", { path: { id } })
    }

    // Connections

    follow(id: string) {
        return this.request("PUT /users/{id}/follow", { path: { id } })
    }
    unfollow(id: string) {
        return this.request("DELETE /users/{id}/follow", { path: { id } })
    }
    block(id: string) {
        return this.request("PUT /users/{id}/block", { path: { id } })
    }
    unblock(id: string) {
        return this.request("DELETE /users/{id}/block", { path: { id } })
    }
    mute(id: string) {
        return this.request("PUT /users/{id}/mute", { path: { id } })
    }
    unmute(id: string) {
        return this.request("DELETE /users/{id}/mute", { path: { id } })
    }
    followers(id: string, cursor?: string) {
        return this.request("GET /users/{id}/followers", { path: { id }, query: { limit: pageSizes.people, cursor } })
    }
    following(id: string, cursor?: string) {
        return this.request("GET /users/{id}/following", { path: { id }, query: { limit: pageSizes.people, cursor } })
    }
    followRequests(cursor?: string) {
        return this.request("GET /follow-requests", { query: { limit: pageSizes.people, cursor } })
    }
    acceptRequest(id: string) {
        return this.request("PUT /follow-requests/{id}", { path: { id } })
    }
    declineRequest(id: string) {
        return this.request("DELETE /follow-requests/{id}", { path: { id } })
    }
    suggestions(cursor?: string) {
        return this.request("GET /suggestions", { query: { limit: pageSizes.people, cursor } })
    }
    dismissSuggestion(id: string) {
        return this.request("DELETE /suggestions/{id}", { path: { id } })
    }
    blocks(cursor?: string) {
        return this.request("GET /blocks", { query: { limit: pageSizes.people, cursor } })
    }
    mutes(cursor?: string) {
        return this.request("GET /mutes", { query: { limit: pageSizes.people, cursor } })
    }
    connectionSettings() {
        return this.request("GET /connections/settings", {})
    }
    changeConnectionSettings(body: Body<"PATCH /connections/settings">) {
        return this.request("PATCH /connections/settings", { body })
    }

    // Posts

    feed(cursor?: string) {
        return this.request("GET /feed", { query: { limit: pageSizes.posts, cursor } })
    }
    postsOf(id: string, cursor?: string) {
        return this.request("GET /users/{id}/posts", { path: { id }, query: { limit: pageSizes.posts, cursor } })
    }
    postsTagged(tag: string, cursor?: string) {
        return this.request("GET /hashtags/{tag}/posts", { path: { tag }, query: { limit: pageSizes.posts, cursor } })
    }
    bookmarks(cursor?: string) {
        return this.request("GET /bookmarks", { query: { limit: pageSizes.posts, cursor } })
    }
    trends() {
        return this.request("GET /hashtags/trends", {})
    }
    post(id: string) {
        return this.request("GET /posts/{id}", { path: { id } })
    }
    createPost(body: NewPost) {
        return this.request("POST /posts", { body })
    }
    updatePost(id: string, body: Body<"PATCH /posts/{id}">) {
        return this.request("PATCH /posts/{id}", { path: { id }, body })
    }
    deletePost(id: string) {
        return this.request("DELETE /posts/{id}", { path: { id } })
    }
    like(id: string) {
        return this.request("PUT /posts/{id}/like", { path: { id } })
    }
    unlike(id: string) {
        return this.request("DELETE /posts/{id}/like", { path: { id } })
    }
    repost(id: string) {
        return this.request("PUT /posts/{id}/repost", { path: { id } })
    }
    unrepost(id: string) {
        return this.request("DELETE /posts/{id}/repost", { path: { id } })
    }
    bookmark(id: string) {
        return this.request("PUT /posts/{id}/bookmark", { path: { id } })
    }
    unbookmark(id: string) {
        return this.request("DELETE /posts/{id}/bookmark", { path: { id } })
    }
    pin(id: string) {
        return this.request("PUT /posts/{id}/pin", { path: { id } })
    }
    unpin(id: string) {
        return this.request("DELETE /posts/{id}/pin", { path: { id } })
    }
    vote(id: string, options: number[]) {
        return this.request("PUT /posts/{id}/vote", { path: { id }, body: { options } })
    }
    likesOf(id: string, cursor?: string) {
        return this.request("GET /posts/{id}/likes", { path: { id }, query: { limit: pageSizes.people, cursor } })
    }
    editsOf(id: string, cursor?: string) {
        return this.request("GET /posts/{id}/edits", { path: { id }, query: { limit: pageSizes.edits, cursor } })
    }
    /** The comments on a post or, with `parentId`, the answers to one of them. */
    comments(id: string, parentId: string | undefined, cursor?: string) {
        const query = { parentId, limit: pageSizes.comments, cursor }
        return this.request("GET /posts/{id}/comments", { path: { id }, query })
    }
    comment(id: string, body: Body<"POST /posts/{id}/comments">) {
        return this.request("POST /posts/{id}/comments", { path: { id }, body })
    }
    editComment(id: string, text: string) {
        return this.request("PATCH /comments/{id}", { path: { id }, body: { text } })
    }
    likeComment(id: string) {
        return this.request("PUT /comments/{id}/like", { path: { id } })
    }
    unlikeComment(id: string) {
        return this.request("DELETE /comments/{id}/like", { path: { id } })
    }
    deleteComment(id: string) {
        return this.request("DELETE /comments/{id}", { path: { id } })
    }

    removePreview(id: string) {
        return this.request("DELETE /posts/{id}/preview", { path: { id } })
    }

    // Drafts

    drafts(cursor?: string) {
        return this.request("GET /drafts", { query: { limit: pageSizes.posts, cursor } })
    }
    createDraft(body: DraftBody) {
        return this.request("POST /drafts", { body })
    }
    replaceDraft(id: string, body: DraftBody) {
        return this.request("PUT /drafts/{id}", { path: { id }, body })
    }
    deleteDraft(id: string) {
        return this.request("DELETE /drafts/{id}", { path: { id } })
    }
    publishDraft(id: string) {
        return this.request("POST /drafts/{id}/publish", { path: { id } })
    }

    // Pictures, on sites that keep some (api/pictures)

    mediaUsage() {
        return this.http.call<unknown>("GET", "/media/usage")
    }
    uploadPicture(file: File, onProgress: (share: number) => void, signal: AbortSignal) {
        return this.uploads.send<Picture>({ method: "POST", path: "/media", fields: { file }, onProgress, signal })
    }
    describePicture(id: string, alt: string) {
        return this.http.call<Picture>("PATCH", `/media/${encodeURIComponent(id)}`, { body: { alt } })
    }
    deletePicture(id: string) {
        return this.http.call<undefined>("DELETE", `/media/${encodeURIComponent(id)}`)
    }
    setAvatar(id: string, file: Blob) {
        const path = `/users/${encodeURIComponent(id)}/avatar`
        return this.uploads.send<User>({ method: "PUT", path, fields: { file } })
    }
    removeAvatar(id: string) {
        return this.http.call<undefined>("DELETE", `/users/${encodeURIComponent(id)}/avatar`)
    }
    setCover(id: string, file: Blob) {
        const path = `/users/${encodeURIComponent(id)}/cover`
        return this.uploads.send<ProfileCover>({ method: "PUT", path, fields: { file } })
    }
    removeCover(id: string) {
        return this.http.call<undefined>("DELETE", `/users/${encodeURIComponent(id)}/cover`)
    }

    // Notifications

    notifications(isUnread: boolean, cursor?: string) {
        const query = { ...(isUnread ? { unread: true } : {}), limit: pageSizes.people, cursor }
        return this.request("GET /notifications", { query })
    }
    unreadNotifications() {
        return this.request("GET /notifications/unread", {})
    }
    readNotifications(body: Body<"POST /notifications/read">) {
        return this.request("POST /notifications/read", { body })
    }
    deleteNotification(id: string) {
        return this.request("DELETE /notifications/{id}", { path: { id } })
    }
    notificationSettings() {
        return this.request("GET /notifications/settings", {})
    }
    chooseNotification(kind: NotificationKind, body: Body<"PATCH /notifications/settings/{kind}">) {
        return this.request("PATCH /notifications/settings/{kind}", { path: { kind }, body })
    }
    setQuietHours(body: QuietHours) {
        return this.request("PUT /notifications/quiet-hours", { body })
    }
    endQuietHours() {
        return this.request("DELETE /notifications/quiet-hours", {})
    }

    // Search

    search(wanted: SearchWanted, kind: SearchKind | undefined, cursor?: string) {
        const kinds = kind && [kind]
        return this.request("GET /search", { query: { ...wanted, kinds, limit: pageSizes.hits, cursor } })
    }
    searchCounts(wanted: SearchWanted) {
        return this.request("GET /search/counts", { query: { ...wanted } })
    }
    suggestSearch(q: string, signal: AbortSignal) {
        return this.request("GET /search/suggest", { query: { q } }, { signal })
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
