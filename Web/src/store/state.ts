// SPDX-License-Identifier: Apache-2.0
/** Everything the screens show, as a handful of stores. */
import type { Chat, ChatMember, Message, Presence, User } from "../api/types"
import type { ConnectionState } from "../realtime/socket"
import { createStore } from "./createStore"
import type { OutboxItem } from "./outboxQueue"

export type SessionState =
    | { phase: "starting" }
    | { phase: "signedOut"; reason: "none" | "ended" }
    | { phase: "signedIn"; me: User }

export type LoadState = "idle" | "loading" | "ready" | "failed"

/** The part of one chat's history in memory: a run of neighbours that ends in the newest message. */
export interface MessageWindow {
    messages: readonly Message[]
    /** `failed` with nothing to show means the history could not be loaded. */
    load: LoadState
    older: LoadState
    hasOlder: boolean
}

export interface Draft {
    chatId: string
    text: string
    replyToId: string | null
}

export interface Typing {
    userId: string
    /** Milliseconds since 1970. */
    until: number
}

export const sessionStore = createStore<SessionState>({ phase: "starting" })
export const connectionStore = createStore<{ socket: ConnectionState; isOffline: boolean }>({
    socket: "idle",
    isOffline: false,
})
export const chatsStore = createStore<{ byId: Record<string, Chat>; load: LoadState }>({ byId: {}, load: "idle" })
export function unreadTotal({ byId }: { byId: Record<string, Chat> }): number {
    return Object.values(byId).reduce((sum, chat) => sum + chat.unreadCount, 0)
}

export const windowsStore = createStore<Record<string, MessageWindow>>({})
export const membersStore = createStore<Record<string, readonly ChatMember[]>>({})
export const presenceStore = createStore<Record<string, Presence>>({})
export const typingStore = createStore<Record<string, readonly Typing[]>>({})
export const draftsStore = createStore<Record<string, Draft>>({})
export const outboxStore = createStore<readonly OutboxItem[]>([])

export const emptyWindow: MessageWindow = { messages: [], load: "idle", older: "idle", hasOlder: true }

/** Forgets the account's data, in memory only. */
export function resetStores(): void {
    chatsStore.set({ byId: {}, load: "idle" })
    windowsStore.set({})
    membersStore.set({})
    presenceStore.set({})
    typingStore.set({})
    draftsStore.set({})
    outboxStore.set([])
    connectionStore.set({ socket: "idle", isOffline: false })
}
