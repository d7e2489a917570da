// SPDX-License-Identifier: Apache-2.0
/** Signing in and out, and what runs in between. */
import { ApiClient } from "../api/client"
import type { Registration } from "../api/client"
import { HttpClient } from "../api/http"
import { localTokenStorage, SessionTokens } from "../api/tokens"
import type { SignedIn, User } from "../api/types"
import { UploadClient } from "../api/upload"
import { PollingTransport } from "../realtime/pollingTransport"
import type { ServerEvent } from "../realtime/events"
import { RealtimeSocket } from "../realtime/socket"
import { WebSocketTransport } from "../realtime/websocketTransport"
import { Account, setCurrentAccount, currentAccount, tablesOf } from "./account"
import { CatchUp, membersChanged } from "./catchUp"
import {
    putChats, receiveMessage, receiveRead, receiveUser, removeChat, replaceMessage, setTyping,
} from "./changes"
import { forgetMarked } from "./compose"
import { deleteDatabase, openDatabase } from "./database"
import { receiveExport } from "./exports"
import { startFollowing } from "./following"
import { resetGroups } from "./groups"
import { resetLeaving, settleLeaving } from "./leaving"
import { hasHole } from "./messages"
import { countUnread, receiveNotification, receiveUnread, refreshNotifications, resetNotifications } from "./notifications"
import { createOutbox } from "./outbox"
import { loadRequests, resetRequests } from "./followRequests"
import { resetPeople } from "./people"
import { resetPostDraft, restorePostDraft } from "./postDraft"
import { loadAhead, lookForFeedNews, patchPost, receiveFeedNews, resetPosts } from "./posts"
import { recentSearches } from "./searches"
import { receiveLastSeen, receiveStatus, sendInterests } from "./presence"
import { resetUploads } from "./uploads"
import {
    chatsStore, connectionStore, draftsStore, membersStore, resetStores, sessionStore, windowsStore,
} from "./state"

const tokens: SessionTokens = new SessionTokens(
    localTokenStorage,
    (refreshToken) => api.refresh(refreshToken),
    () => void endSession("ended"),
)
export const api: ApiClient = new ApiClient(new HttpClient(tokens), new UploadClient(tokens))

let stopFollowing: (() => void) | null = null

/** Goes on with the session of the last visit, if there is one. Needs no network. */
export async function resumeSession(): Promise<void> {
    const stored = tokens.current
    if (stored) await beginSession(stored.user)
    else sessionStore.set({ phase: "signedOut", reason: "none" })
}

export async function login(body: { login: string; password: string }): Promise<void> {
    await signIn(await api.login(body))
}

export async function register(body: Registration): Promise<void> {
    await signIn(await api.register(body))
}

/** Ends the session here and on the server, and removes what the browser kept of it. */
export async function logout(): Promise<void> {
    await settleLeaving()
    // Offline the server cannot be told; the session then ends there by itself, or from the list of sessions.
    await api.logout().catch(() => undefined)
    await endSession("none")
}

async function signIn(reply: SignedIn): Promise<void> {
    tokens.store(reply)
    await beginSession(reply.user)
}

export async function endSession(reason: "none" | "ended"): Promise<void> {
    const account = currentAccount()
    setCurrentAccount(null)
    stopFollowing?.()
    stopFollowing = null
    tokens.clear()
    account?.socket.stop()
    account?.database.close()
    resetStores()
    resetLeaving()
    resetPosts()
    resetPostDraft()
    resetUploads()
    resetRequests()
    resetGroups()
    resetNotifications()
    resetPeople()
    recentSearches.set([])
    forgetMarked()
    sessionStore.set({ phase: "signedOut", reason })
    if (account) await deleteDatabase(account.id)
}

/** As long as the first screen may wait for what it shows. */
const firstFeedMilliseconds = 100

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

async function beginSession(me: User): Promise<void> {
    const database = await openDatabase(me.id)
    const tables = tablesOf(database)
    const [chats, members, drafts, waiting] = await Promise.all([
        tables.chats.all(), tables.members.all(), tables.drafts.all(), tables.outbox.all(),
    ]).catch(() => [[], [], [], []] as [never[], never[], never[], never[]])

    const socket = createSocket()
    const outbox = createOutbox(tables.outbox, waiting, api, socket)
    const account: Account = { id: me.id, api, tokens, database, tables, socket, outbox }
    setCurrentAccount(account)

    chatsStore.set({ byId: byId(chats), load: chats.length > 0 ? "ready" : "loading" })
    membersStore.set(Object.fromEntries(members.map((row) => [row.chatId, row.members])))
    draftsStore.set(Object.fromEntries(drafts.map((draft) => [draft.chatId, draft])))
    if (location.pathname === "/") {
        // Mostly it is there already, and then the first screen is drawn once, with posts.
        await Promise.race([loadAhead("feed"), pause(firstFeedMilliseconds)])
        if (currentAccount() !== account) return
    }
    sessionStore.set({ phase: "signedIn", me })

    catchUp = new CatchUp(account)
    stopFollowing = startFollowing(account, synchronize)
    socket.start()
    void synchronize()
    void api.user(me.id).then((user) => receiveUser(account, user)).catch(() => undefined)
    void loadRequests()
    void countUnread()
    void restorePostDraft()
}

let catchUp: CatchUp | null = null

/** Catches up, then sends what waits. Also what "Try again" does. */
export async function synchronize(): Promise<void> {
    const account = currentAccount()
    if (!account || !catchUp) return
    try {
        await catchUp.run()
        if (currentAccount() !== account) return
        chatsStore.set((state) => ({ ...state, load: "ready" }))
    } catch {
        chatsStore.set((state) => (state.load === "loading" ? { ...state, load: "failed" } : state))
    }
    await account.outbox.flush()
}

function createSocket(): RealtimeSocket {
    const origin = location.origin
    return new RealtimeSocket({
        transports: [() => new WebSocketTransport(origin), () => new PollingTransport(origin)],
        token: () => tokens.accessToken(),
        onTokenRefused: (token) => tokens.renew(token),
        onEvent: receive,
        onState: (socket) => connectionStore.set((state) => ({ ...state, socket })),
        onOnline: (recovered) => {
            void sendInterests(true)
            void (recovered ? currentAccount()?.outbox.flush() : synchronize())
            if (!recovered) void lookForFeedNews()
            if (!recovered) void refreshNotifications()
        },
    })
}

function receive(event: ServerEvent): void {
    const account = currentAccount()
    if (!account) return
    switch (event.name) {
        case "message:new":
            receiveMessage(account, event.payload, true)
            // A number left out is an event that did not arrive.
            if (hasHole(windowsStore.get()[event.payload.chatId]?.messages ?? [])) void synchronize()
            return
        case "message:edited":
        case "message:deleted":
            return replaceMessage(account, event.payload)
        case "message:read":
            return receiveRead(account, event.payload.chatId, event.payload.userId, event.payload.seq)
        case "typing:user":
            return setTyping(event.payload.chatId, event.payload.userId, event.payload.isTyping, Date.now())
        case "user:status":
            return receiveStatus(event.payload.userId, event.payload.status)
        case "user:last-seen":
            return receiveLastSeen(event.payload.userId, event.payload.at)
        case "chat:new":
        case "chat:updated":
            return putChats(account, [event.payload])
        case "chat:deleted":
            return removeChat(account, event.payload.chatId)
        case "chat:member-added":
            return membersChanged(account, event.payload.chatId, event.payload.userId, true)
        case "chat:member-removed":
            return membersChanged(account, event.payload.chatId, event.payload.userId, false)
        case "feed:new":
            return receiveFeedNews(event.payload.postId)
        case "post:preview": {
            const { postId, preview } = event.payload
            return patchPost(postId, (post) => ({ ...post, preview }))
        }
        case "notification:new":
            return receiveNotification(event.payload)
        case "notification:unread":
            return receiveUnread(event.payload.count)
        case "export:ended":
            return receiveExport(event.payload)
    }
}

function byId<Item extends { id: string }>(items: readonly Item[]): Record<string, Item> {
    return Object.fromEntries(items.map((item) => [item.id, item]))
}
