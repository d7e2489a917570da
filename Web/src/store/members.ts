// SPDX-License-Identifier: Apache-2.0
/** Who is in a chat: read when first needed, then kept and followed by events. */
import { collect } from "../api/client"
import type { ChatMember } from "../api/types"
import { Account, requireAccount } from "./account"
import { putMembers } from "./changes"
import { membersStore } from "./state"

const maxMembers = 1000
/** A list of private chats asks for many at once; this many requests run side by side. */
const maxParallel = 4

const asked = new Set<string>()
const queue: (() => Promise<void>)[] = []
let running = 0

export async function loadMembers(account: Account, chatId: string): Promise<readonly ChatMember[]> {
    const members = await collect((cursor) => account.api.members(chatId, cursor), maxMembers)
    putMembers(account, chatId, members)
    return members
}

/** Makes sure the members of a chat are known some time soon. Asks once a visit. */
export function wantMembers(chatId: string): void {
    if (membersStore.get()[chatId] || asked.has(chatId)) return
    asked.add(chatId)
    const account = requireAccount()
    queue.push(async () => {
        try {
            await loadMembers(account, chatId)
        } catch {
            asked.delete(chatId)
        }
    })
    next()
}

export function forgetAsked(): void {
    asked.clear()
    queue.length = 0
}

function next(): void {
    if (running >= maxParallel) return
    const task = queue.shift()
    if (!task) return
    running++
    void task().finally(() => {
        running--
        next()
    })
}
