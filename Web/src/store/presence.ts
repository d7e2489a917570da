// SPDX-License-Identifier: Apache-2.0
/** Whose presence this page follows: those it shows, no one else. */
import type { Presence, UserStatus } from "../api/types"
import { currentAccount } from "./account"
import { createStore } from "./createStore"
import { presenceStore } from "./state"

const maxWatched = 500
const settleMilliseconds = 200

/** People on screen, by the part of the page that shows them. */
const interests = createStore<Record<string, readonly string[]>>({})
let timer: ReturnType<typeof setTimeout> | undefined
let lastSent = ""

export function watchPresence(part: string, userIds: readonly string[]): void {
    interests.set((state) => ({ ...state, [part]: userIds }))
    clearTimeout(timer)
    timer = setTimeout(() => void sendInterests(false), settleMilliseconds)
}

/** Says again whom to follow: a new connection follows no one. */
export async function sendInterests(isNewConnection: boolean): Promise<void> {
    const account = currentAccount()
    if (!account?.socket.isOnline) return
    const userIds = [...new Set(Object.values(interests.get()).flat())].slice(0, maxWatched).sort()
    const text = userIds.join()
    if (!isNewConnection && text === lastSent) return
    lastSent = text
    try {
        const reply = await account.socket.request("presence:watch", { userIds })
        putPresence(Array.isArray(reply) ? reply : reply?.items ?? [])
    } catch {
        lastSent = ""
    }
}

function putPresence(list: readonly Presence[]): void {
    if (list.length === 0) return
    presenceStore.set((state) => {
        const next = { ...state }
        for (const presence of list) next[presence.userId] = presence
        return next
    })
}

export function receiveStatus(userId: string, status: UserStatus): void {
    const lastSeenAt = presenceStore.get()[userId]?.lastSeenAt ?? null
    putPresence([{ userId, status, lastSeenAt }])
}

export function receiveLastSeen(userId: string, at: string): void {
    const status = presenceStore.get()[userId]?.status ?? "OFFLINE"
    putPresence([{ userId, status, lastSeenAt: at }])
}
