// SPDX-License-Identifier: Apache-2.0
/** Who is in a chat: read when it is opened, then kept and followed by events. */
import { collect } from "../api/client"
import type { ChatMember } from "../api/types"
import type { Account } from "./account"
import { putMembers } from "./changes"

const maxMembers = 1000

export async function loadMembers(account: Account, chatId: string): Promise<readonly ChatMember[]> {
    const members = await collect((cursor) => account.api.members(chatId, cursor), maxMembers)
    putMembers(account, chatId, members)
    return members
}
