// SPDX-License-Identifier: Apache-2.0
/** What a member does with chats as such: start, rename, add, remove, leave. */
import type { Chat, User } from "../api/types"
import { isMe, requireAccount } from "./account"
import { patchChat, patchMembers, putChats, removeChat } from "./changes"
import { loadMembers } from "./members"

export async function startPrivateChat(user: User): Promise<Chat> {
    const account = requireAccount()
    const chat = await account.api.createChat({ type: "PRIVATE", memberIds: [user.id] })
    putChats(account, [chat])
    return chat
}

export async function createGroup(name: string, users: readonly User[]): Promise<Chat> {
    const account = requireAccount()
    const chat = await account.api.createChat({ type: "GROUP", name, memberIds: users.map(({ id }) => id) })
    putChats(account, [chat])
    return chat
}

export async function changeChat(chat: Chat, change: { name: string; description: string }): Promise<void> {
    const account = requireAccount()
    putChats(account, [await account.api.updateChat(chat.id, change)])
}

export async function addToChat(chat: Chat, users: readonly User[]): Promise<void> {
    const account = requireAccount()
    await account.api.addMembers(chat.id, users.map(({ id }) => id))
    const members = await loadMembers(account, chat.id)
    patchChat(account, chat.id, (current) => ({ ...current, memberCount: members.length }))
}

export async function removeFromChat(chat: Chat, user: User): Promise<void> {
    const account = requireAccount()
    await account.api.removeMember(chat.id, user.id)
    if (isMe(user)) return removeChat(account, chat.id)
    patchMembers(account, chat.id, (members) => members.filter((member) => member.user.id !== user.id))
    patchChat(account, chat.id, (current) => ({ ...current, memberCount: current.memberCount - 1 }))
}

/** Leaves a group. */
export async function leaveChat(chat: Chat): Promise<void> {
    const account = requireAccount()
    await account.api.removeMember(chat.id, account.id)
    removeChat(account, chat.id)
}

/** Deletes a group for everyone, or takes a private chat out of one's own list. */
export async function deleteChat(chat: Chat): Promise<void> {
    const account = requireAccount()
    await account.api.deleteChat(chat.id)
    removeChat(account, chat.id)
}
