// SPDX-License-Identifier: Apache-2.0
/**
 * Brings this browser up to date with GET /sync.
 *
 * The cursor moves only here, never with live events. So whatever the socket did or did not deliver,
 * everything after the cursor is read again, and applying it twice does no harm.
 */
import { collect } from "../api/client"
import { asApiError } from "../api/errors"
import type { Change } from "../api/types"
import { Account, isMe, keep } from "./account"
import { patchMembers, putChats, receiveMessage, refreshChat, removeChat, replaceMessage } from "./changes"
import { loadMembers } from "./members"
import { chatsStore, membersStore, windowsStore } from "./state"

const cursorName = "cursor"
const maxChats = 1000
const maxRefreshedMembers = 10
/** Beyond this it is quicker to start over than to replay: 100 pages of 100 changes. */
const maxPages = 100

export class CatchUp {
    private running: Promise<void> | null = null
    private isWantedAgain = false
    /** Chats in which someone read further: how far is in their list of members. */
    private readonly staleMembers = new Set<string>()

    constructor(private readonly account: Account) {}

    /** Runs now, or once more after the run under way. Throws when the server cannot be reached. */
    run(): Promise<void> {
        if (this.running) {
            this.isWantedAgain = true
            return this.running
        }
        this.running = this.runAll().finally(() => {
            this.running = null
        })
        return this.running
    }

    private async runAll(): Promise<void> {
        do {
            this.isWantedAgain = false
            const cursor = await this.account.tables.meta.get(cursorName)
            if (cursor) await this.replay(cursor.value)
            else await this.startOver()
        } while (this.isWantedAgain)
    }

    private async replay(from: string): Promise<void> {
        let cursor = from
        let count = 0
        for (let page = 0; page < maxPages; page++) {
            let reply
            try {
                reply = await this.account.api.sync(cursor)
            } catch (error) {
                const { status } = asApiError(error)
                // The server no longer knows this cursor (a restored backup, an expired one).
                if (status === 400 || status === 404 || status === 410) return this.startOver()
                throw error
            }
            for (const change of reply.changes) this.apply(change)
            count += reply.changes.length
            cursor = reply.next
            await this.account.tables.meta.put({ name: cursorName, value: cursor })
            if (!reply.hasMore) return count > 0 ? this.refreshCounts() : undefined
        }
        return this.startOver()
    }

    /** Takes the list of chats whole. The cursor is read first, so nothing falls in between. */
    private async startOver(): Promise<void> {
        const { next } = await this.account.api.sync("latest")
        const chats = await collect((cursor) => this.account.api.chats(cursor), maxChats)
        const known = new Set(chats.map(({ id }) => id))
        for (const id of Object.keys(chatsStore.get().byId)) if (!known.has(id)) removeChat(this.account, id)
        // Histories may have holes or stale words now; windows on screen are loaded again by their screens.
        await this.account.tables.messages.deleteRange([""], ["\uffff"])
        windowsStore.set((windows) => {
            const idle = Object.entries(windows).map(([id, window]) => [id, { ...window, load: "idle" }] as const)
            return Object.fromEntries(idle)
        })
        putChats(this.account, chats)
        await this.account.tables.meta.put({ name: cursorName, value: next })
    }

    /** Unread counts and receipts are the server's to know; after a replay they are read rather than computed. */
    private async refreshCounts(): Promise<void> {
        putChats(this.account, (await this.account.api.chats()).items)
        const shown = [...this.staleMembers].filter((id) => membersStore.get()[id]).slice(0, maxRefreshedMembers)
        this.staleMembers.clear()
        await Promise.all(shown.map((id) => loadMembers(this.account, id).catch(() => [])))
    }

    private apply(change: Change): void {
        const { account } = this
        switch (change.kind) {
            case "MESSAGE_NEW":
                if (change.message) receiveMessage(account, change.message, false)
                break
            case "MESSAGE_EDITED":
            case "MESSAGE_DELETED":
                if (change.message) replaceMessage(account, change.message)
                break
            case "MESSAGE_READ":
                this.staleMembers.add(change.chatId)
                break
            case "CHAT_NEW":
            case "CHAT_UPDATED":
                if (change.chat) putChats(account, [change.chat])
                else void refreshChat(account, change.chatId)
                break
            case "CHAT_DELETED":
                removeChat(account, change.chatId)
                break
            case "MEMBER_ADDED":
            case "MEMBER_REMOVED":
                if (change.chat) putChats(account, [change.chat])
                membersChanged(account, change.chatId, change.userId, change.kind === "MEMBER_ADDED")
                break
        }
    }
}

/** Someone joined or left; it may be oneself. */
export function membersChanged(account: Account, chatId: string, userId: string | null, joined: boolean): void {
    if (userId !== null && isMe(userId) && !joined) return removeChat(account, chatId)
    void refreshChat(account, chatId)
    if (!joined && userId !== null) {
        patchMembers(account, chatId, (members) => members.filter(({ user }) => user.id !== userId))
    } else if (membersStore.get()[chatId]) {
        keep(loadMembers(account, chatId))
    }
}
