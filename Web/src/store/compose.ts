// SPDX-License-Identifier: Apache-2.0
/** What a member does with messages: write, edit, delete, read, type. Shown at once, then made true. */
import type { Message } from "../api/types"
import { Account, keep, requireAccount } from "./account"
import { patchChat, replaceMessage } from "./changes"
import { withEntry } from "./createStore"
import { newId } from "./ids"
import { Draft, draftsStore } from "./state"

/** The server's limit for the text of one message. */
export const maxMessageLength = 4000

export async function sendText(chatId: string, content: string, replyToId: string | null): Promise<void> {
    const { outbox } = requireAccount()
    const createdAt = new Date().toISOString()
    const added = outbox.add({ clientId: newId(), chatId, content, replyToId, createdAt, failure: null })
    // Sending does not wait for the copy on disk; the copy is for the case that sending cannot happen now.
    keep(added)
    await outbox.flush()
}

export async function retrySend(clientId: string): Promise<void> {
    const { outbox } = requireAccount()
    await outbox.retry(clientId)
    await outbox.flush()
}

export function discardSend(clientId: string): void {
    keep(requireAccount().outbox.discard(clientId))
}

/** Shows the new text at once; puts the old one back when the server refuses. */
export async function editMessage(message: Message, content: string): Promise<void> {
    const account = requireAccount()
    const shown: Message = { ...message, content, isEdited: true }
    replaceMessage(account, shown)
    await orPutBack(account, message, shown, () => account.api.editMessage(message.id, content))
}

export async function deleteMessage(message: Message): Promise<void> {
    const account = requireAccount()
    const shown: Message = { ...message, content: "", isDeleted: true }
    replaceMessage(account, shown)
    await orPutBack(account, message, shown, () => account.api.deleteMessage(message.id))
}

async function orPutBack(
    account: Account,
    before: Message,
    shown: Message,
    change: () => Promise<unknown>,
): Promise<void> {
    try {
        const reply = await change()
        if (isMessage(reply)) replaceMessage(account, reply)
    } catch (error) {
        // Same `updatedAt`, other words: merging takes the one that comes last.
        if (shown.updatedAt === before.updatedAt) replaceMessage(account, before)
        throw error
    }
}

function isMessage(reply: unknown): reply is Message {
    return typeof reply === "object" && reply !== null && "seq" in reply && "content" in reply
}

const lastMarked = new Map<string, number>()

/** Tells the server, once for each message, how far this member has read. */
export async function markRead(message: Message): Promise<void> {
    const account = requireAccount()
    patchChat(account, message.chatId, (chat) => (chat.unreadCount === 0 ? chat : { ...chat, unreadCount: 0 }))
    const before = lastMarked.get(message.chatId) ?? 0
    if (message.seq <= before) return
    lastMarked.set(message.chatId, message.seq)
    try {
        await account.api.markRead(message.chatId, message.id)
    } catch {
        // Offline: said again when the chat is next on screen.
        if (lastMarked.get(message.chatId) === message.seq) lastMarked.set(message.chatId, before)
    }
}

export function forgetMarked(): void {
    lastMarked.clear()
}

const typingEveryMilliseconds = 3000
let lastTyping = { chatId: "", at: 0 }

/** Called on every key press; tells the others now and then. */
export function notifyTyping(chatId: string, isTyping: boolean): void {
    const { socket } = requireAccount()
    const now = Date.now()
    if (!isTyping) {
        if (lastTyping.chatId === chatId && lastTyping.at > 0) socket.emit("typing:stop", { chatId })
        lastTyping = { chatId, at: 0 }
        return
    }
    if (lastTyping.chatId === chatId && now - lastTyping.at < typingEveryMilliseconds) return
    lastTyping = { chatId, at: now }
    socket.emit("typing:start", { chatId })
}

/** Keeps what is being written in a chat; empty text takes it away. */
export function saveDraft(draft: Draft): void {
    const { tables } = requireAccount()
    const isEmpty = draft.text.trim() === "" && draft.replyToId === null
    draftsStore.set((state) => withEntry(state, draft.chatId, isEmpty ? undefined : draft))
    keep(isEmpty ? tables.drafts.delete(draft.chatId) : tables.drafts.put(draft))
}
