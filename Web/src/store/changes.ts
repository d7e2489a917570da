// SPDX-License-Identifier: Apache-2.0
/**
 * Applies what happened elsewhere, from the socket or from catching up, to the stores and the tables.
 *
 * Every function may see the same fact twice, and facts out of order: the socket delivers new ones while
 * catching up still brings old ones.
 */
import type { Chat, ChatMember, Message, User } from "../api/types"
import { Account, isMe, keep } from "./account"
import { announceMessage } from "./announcements"
import { withEntry } from "./createStore"
import { reading } from "./reading"
import { mergeMessages } from "./messages"
import { chatsStore, membersStore, sessionStore, typingStore, windowsStore } from "./state"

export function putChats(account: Account, chats: readonly Chat[]): void {
    if (chats.length === 0) return
    chatsStore.set((state) => {
        const byId = { ...state.byId }
        for (const chat of chats) byId[chat.id] = isReading(chat.id) ? { ...chat, unreadCount: 0 } : chat
        return { ...state, byId }
    })
    keep(account.tables.chats.put(...chats))
}

export function patchChat(account: Account, chatId: string, change: (chat: Chat) => Chat): void {
    const chat = chatsStore.get().byId[chatId]
    if (!chat) return
    const changed = change(chat)
    if (changed === chat) return
    chatsStore.set((state) => ({ ...state, byId: { ...state.byId, [chatId]: changed } }))
    keep(account.tables.chats.put(changed))
}

export function removeChat(account: Account, chatId: string): void {
    chatsStore.set((state) => ({ ...state, byId: withEntry(state.byId, chatId, undefined) }))
    windowsStore.set((state) => withEntry(state, chatId, undefined))
    membersStore.set((state) => withEntry(state, chatId, undefined))
    keep(account.tables.chats.delete(chatId))
    keep(account.tables.members.delete(chatId))
    keep(account.tables.messages.deleteRange([chatId, 0], [chatId, Number.MAX_SAFE_INTEGER]))
}

/** Stores messages of any chat and version. */
export function putMessages(account: Account, messages: readonly Message[]): void {
    if (messages.length === 0) return
    windowsStore.set((state) => {
        let next = state
        for (const [chatId, own] of groupByChat(messages)) {
            const known = next[chatId]
            if (!known) continue
            const merged = mergeMessages(known.messages, own)
            if (merged !== known.messages) next = { ...next, [chatId]: { ...known, messages: merged } }
        }
        return next
    })
    keep(account.tables.messages.put(...messages))
}

/** A message that was just written by someone. `isLive` is false for those from before the connection. */
export function receiveMessage(account: Account, message: Message, isLive: boolean): void {
    const chat = chatsStore.get().byId[message.chatId]
    const isNew = message.seq > (chat?.lastMessage?.seq ?? 0)
    putMessages(account, [message])
    if (message.clientId !== null) keep(account.outbox.confirm(message.clientId))
    clearTyping(message.chatId, message.sender.id)
    if (!chat) return void refreshChat(account, message.chatId)
    if (!isNew) return
    const own = isMe(message.sender)
    patchChat(account, chat.id, (current) => ({
        ...current,
        lastMessage: message,
        unreadCount: own || isReading(chat.id) ? 0 : current.unreadCount + 1,
    }))
    if (isLive && !own) announceMessage(message, chatsStore.get().byId[chat.id] ?? chat)
}

/** A message that was edited or deleted. */
export function replaceMessage(account: Account, message: Message): void {
    putMessages(account, [message])
    patchChat(account, message.chatId, (chat) =>
        chat.lastMessage?.id === message.id ? { ...chat, lastMessage: message } : chat,
    )
}

/** Someone has read a chat up to a message. */
export function receiveRead(account: Account, chatId: string, userId: string, seq: number): void {
    patchMembers(account, chatId, (members) => {
        const member = members.find(({ user }) => user.id === userId)
        if (!member || member.lastReadSeq >= seq) return members
        return members.map((other) => (other === member ? { ...member, lastReadSeq: seq } : other))
    })
    if (!isMe(userId)) return
    patchChat(account, chatId, (chat) => {
        const left = Math.max(0, (chat.lastMessage?.seq ?? 0) - seq)
        return left < chat.unreadCount ? { ...chat, unreadCount: left } : chat
    })
}

export function putMembers(account: Account, chatId: string, members: readonly ChatMember[]): void {
    membersStore.set((state) => ({ ...state, [chatId]: members }))
    keep(account.tables.members.put({ chatId, members }))
}

export function patchMembers(
    account: Account,
    chatId: string,
    change: (members: readonly ChatMember[]) => readonly ChatMember[],
): void {
    const members = membersStore.get()[chatId]
    if (!members) return
    const changed = change(members)
    if (changed !== members) putMembers(account, chatId, changed)
}

/** Takes a chat from the server again: after an event that says something about it changed. */
export async function refreshChat(account: Account, chatId: string): Promise<void> {
    try {
        putChats(account, [await account.api.chat(chatId)])
    } catch {
        // Offline, or no longer a member: the next catching up settles it.
    }
}

export function setTyping(chatId: string, userId: string, isTyping: boolean, now: number): void {
    const lastsMilliseconds = 6000
    typingStore.set((state) => {
        const others = (state[chatId] ?? []).filter((entry) => entry.userId !== userId)
        const next = isTyping ? [...others, { userId, until: now + lastsMilliseconds }] : others
        return withEntry(state, chatId, next.length > 0 ? next : undefined)
    })
}

function clearTyping(chatId: string, userId: string): void {
    if (typingStore.get()[chatId]) setTyping(chatId, userId, false, 0)
}

/** A profile that was read anew: names in lists follow it. */
export function receiveUser(account: Account, user: User): void {
    if (isMe(user)) {
        sessionStore.set({ phase: "signedIn", me: user })
        account.tokens.storeUser(user)
    }
    for (const chat of Object.values(chatsStore.get().byId)) {
        if (chat.peer?.id === user.id) patchChat(account, chat.id, (current) => ({ ...current, peer: user }))
    }
    for (const [chatId, members] of Object.entries(membersStore.get())) {
        if (!members.some((member) => member.user.id === user.id)) continue
        putMembers(
            account,
            chatId,
            members.map((member) => (member.user.id === user.id ? { ...member, user } : member)),
        )
    }
}

function isReading(chatId: string): boolean {
    return reading.get() === chatId
}

function groupByChat(messages: readonly Message[]): Map<string, Message[]> {
    const groups = new Map<string, Message[]>()
    for (const message of messages) {
        const group = groups.get(message.chatId)
        if (group) group.push(message)
        else groups.set(message.chatId, [message])
    }
    return groups
}
