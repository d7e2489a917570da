// SPDX-License-Identifier: Apache-2.0
/** Who is in a chat: read when it is opened, then kept and followed by events. */
import { collect } from "../api/client"
import type { Chat, ChatMember, MemberRole } from "../api/types"
import { Account, isMe } from "./account"
import { putMembers } from "./changes"
import { useStore } from "./createStore"
import { membersStore } from "./state"

const maxMembers = 1000

export async function loadMembers(account: Account, chatId: string): Promise<readonly ChatMember[]> {
    const members = await collect((cursor) => account.api.members(chatId, cursor), maxMembers)
    putMembers(account, chatId, members)
    return members
}

/** What the reader is in a chat; MEMBER until the members are known. */
export function useOwnRole(chat: Chat): MemberRole {
    return useStore(membersStore, (state) => state[chat.id]?.find(({ user }) => isMe(user))?.role ?? "MEMBER")
}

/** Whether a role may change the chat and delete what others wrote in it. */
export function runs(chat: Chat, role: MemberRole): boolean {
    return chat.type !== "PRIVATE" && role !== "MEMBER"
}
