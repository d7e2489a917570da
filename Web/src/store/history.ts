// SPDX-License-Identifier: Apache-2.0
/** The history of one chat: first what the browser kept, then what the server knows better. */
import type { Message } from "../api/types"
import { Account, requireAccount } from "./account"
import { putMessages } from "./changes"
import { contiguousTail, mergeMessages, reachesStart } from "./messages"
import { chatsStore, emptyWindow, MessageWindow, windowsStore } from "./state"

const pageSize = 50
/** What a chat keeps in memory while another one is on screen. */
const restingSize = 150

function windowOf(chatId: string): MessageWindow {
    return windowsStore.get()[chatId] ?? emptyWindow
}

function patchWindow(chatId: string, change: Partial<MessageWindow>): void {
    windowsStore.set((state) => ({ ...state, [chatId]: { ...(state[chatId] ?? emptyWindow), ...change } }))
}

/** Pages loaded to reach the first unread message; who has missed more starts at the newest. */
const maxUnreadPages = 4

/**
 * Shows the newest part of a chat, back to the first of its unread messages. Called when its screen opens and
 * again after reconnecting.
 */
export async function openHistory(chatId: string, unread = 0): Promise<void> {
    const account = requireAccount()
    if (windowOf(chatId).load === "loading") return
    patchWindow(chatId, { load: "loading" })
    if (windowOf(chatId).messages.length === 0) await showKept(account, chatId)
    try {
        if (needsNewest(chatId)) await loadNewest(account, chatId)
        for (let page = 0; page < maxUnreadPages && windowOf(chatId).messages.length < unread; page++) {
            await loadOlder(chatId)
        }
        patchWindow(chatId, { load: "ready" })
    } catch {
        patchWindow(chatId, { load: "failed" })
    }
}

/** Adds the page before the oldest message shown. */
export async function loadOlder(chatId: string): Promise<void> {
    const account = requireAccount()
    const { messages, older, hasOlder } = windowOf(chatId)
    const oldest = messages[0]
    if (!oldest || !hasOlder || older === "loading") return
    patchWindow(chatId, { older: "loading" })
    try {
        const kept = await keptBefore(account, oldest)
        if (kept.length > 0) {
            show(chatId, kept)
        } else {
            const page = await account.api.messages(chatId, oldest.id)
            putMessages(account, page.items)
            if (page.items.length === 0) patchWindow(chatId, { hasOlder: false })
        }
        const { messages: now, hasOlder: more } = windowOf(chatId)
        patchWindow(chatId, { older: "ready", hasOlder: more && !reachesStart(now) })
    } catch {
        patchWindow(chatId, { older: "failed" })
    }
}

/** Pages of older messages loaded to reach one that was looked for: 4,000 messages. */
const maxPagesBack = 80

/** Loads older messages as far as the one of a number. False when it was not reached. */
export async function reachMessage(chatId: string, seq: number): Promise<boolean> {
    for (let page = 0; page < maxPagesBack; page++) {
        const { messages, hasOlder, older } = windowOf(chatId)
        const oldest = messages[0]
        if (oldest && oldest.seq <= seq) return true
        if (!oldest || !hasOlder || older === "failed") return false
        await loadOlder(chatId)
    }
    return false
}

/** Leaves only the newest messages of a chat in memory. */
export function restHistory(chatId: string): void {
    const { messages } = windowOf(chatId)
    if (messages.length > restingSize) patchWindow(chatId, { messages: messages.slice(-restingSize), hasOlder: true })
}

async function showKept(account: Account, chatId: string): Promise<void> {
    const kept = await account.tables.messages
        .lastOf([chatId, 0], [chatId, Number.MAX_SAFE_INTEGER], pageSize)
        .catch(() => [])
    show(chatId, contiguousTail(kept.reverse()))
}

async function keptBefore(account: Account, oldest: Message): Promise<readonly Message[]> {
    const kept = await account.tables.messages
        .lastOf([oldest.chatId, 0], [oldest.chatId, oldest.seq - 1], pageSize)
        .catch(() => [])
    const run = contiguousTail(kept.reverse())
    return run[run.length - 1]?.seq === oldest.seq - 1 ? run : []
}

/** What catching up brought is already in the window, so often there is nothing to ask for. */
function needsNewest(chatId: string): boolean {
    const { messages } = windowOf(chatId)
    const newest = chatsStore.get().byId[chatId]?.lastMessage?.seq
    const own = messages[messages.length - 1]?.seq
    if (own === undefined || newest === undefined || own < newest) return true
    return messages.length < pageSize && !reachesStart(messages)
}

async function loadNewest(account: Account, chatId: string): Promise<void> {
    const { items } = await account.api.messages(chatId)
    putMessages(account, items)
    const run = contiguousTail(windowOf(chatId).messages)
    patchWindow(chatId, { messages: run, hasOlder: run.length > 0 && !reachesStart(run) })
}

function show(chatId: string, messages: readonly Message[]): void {
    const merged = mergeMessages(windowOf(chatId).messages, messages)
    patchWindow(chatId, { messages: merged, hasOlder: merged.length > 0 && !reachesStart(merged) })
}
