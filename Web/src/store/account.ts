// SPDX-License-Identifier: Apache-2.0
/** What belongs to the signed-in account: its tables, its socket, its outbox. Exists from sign-in to sign-out. */
import type { ApiClient } from "../api/client"
import type { SessionTokens } from "../api/tokens"
import type { Chat, ChatMember, Message, User } from "../api/types"
import type { RealtimeSocket } from "../realtime/socket"
import type { LocalDatabase, Table } from "./database"
import type { OutboxItem, OutboxQueue } from "./outboxQueue"
import type { Draft } from "./state"

export interface MembersRow {
    chatId: string
    members: readonly ChatMember[]
}

export interface MetaRow {
    name: string
    value: string
}

export interface Tables {
    chats: Table<Chat>
    messages: Table<Message>
    members: Table<MembersRow>
    outbox: Table<OutboxItem>
    drafts: Table<Draft>
    meta: Table<MetaRow>
}

export interface Account {
    readonly id: string
    readonly api: ApiClient
    readonly tokens: SessionTokens
    readonly database: LocalDatabase
    readonly tables: Tables
    readonly socket: RealtimeSocket
    readonly outbox: OutboxQueue
}

export function tablesOf(database: LocalDatabase): Tables {
    return {
        chats: database.table("chats"),
        messages: database.table("messages"),
        members: database.table("members"),
        outbox: database.table("outbox"),
        drafts: database.table("drafts"),
        meta: database.table("meta"),
    }
}

let account: Account | null = null

export function currentAccount(): Account | null {
    return account
}

export function setCurrentAccount(next: Account | null): void {
    account = next
}

/** The account, for code that only runs while signed in. */
export function requireAccount(): Account {
    if (!account) throw new Error("No one is signed in.")
    return account
}

export function isMe(user: User | string): boolean {
    return account?.id === (typeof user === "string" ? user : user.id)
}

/**
 * Writes to the browser's tables without making anyone wait.
 *
 * The tables are a copy for the next visit: when a write fails (storage full, private window), the app goes
 * on with what it has in memory.
 */
export function keep(write: Promise<unknown>): void {
    write.catch((error) => console.warn("Could not keep a copy for offline use.", error))
}
