// SPDX-License-Identifier: Apache-2.0
/** Who waits for an answer to their wish to follow oneself. */
import type { FollowRequest } from "../api/types"
import { errorText, t } from "../i18n"
import { showToast } from "../ui/toastStore"
import { currentAccount, requireAccount } from "./account"
import { createStore } from "./createStore"
import type { LoadState } from "./state"

export interface Requests {
    items: readonly FollowRequest[]
    cursor: string | null
    load: LoadState
    error: unknown
}

const none: Requests = { items: [], cursor: null, load: "idle", error: null }
export const requestsStore = createStore<Requests>(none)

export function requestCount({ items }: Requests): number {
    return items.length
}

export async function loadRequests(cursor?: string): Promise<void> {
    const account = currentAccount()
    if (!account) return
    requestsStore.set((state) => ({ ...state, load: state.items.length > 0 ? state.load : "loading" }))
    try {
        const page = await account.api.followRequests(cursor)
        requestsStore.set((state) => ({
            items: cursor === undefined ? page.items : [...state.items, ...page.items],
            cursor: page.nextCursor,
            load: "ready",
            error: null,
        }))
    } catch (error) {
        requestsStore.set((state) => ({ ...state, load: "failed", error }))
    }
}

/** Answers a request; it leaves the list at once and comes back when the answer does not get through. */
export async function answerRequest(request: FollowRequest, accepts: boolean): Promise<void> {
    const { api } = requireAccount()
    const { items } = requestsStore.get()
    requestsStore.set((state) => ({ ...state, items: state.items.filter(({ user }) => user.id !== request.user.id) }))
    try {
        await (accepts ? api.acceptRequest(request.user.id) : api.declineRequest(request.user.id))
        const name = request.user.displayName
        showToast({ tone: "plain", text: t(accepts ? "requests.accepted" : "requests.declined", { name }) })
    } catch (error) {
        requestsStore.set((state) => ({ ...state, items }))
        showToast({ tone: "error", text: errorText(error) })
    }
}

export function resetRequests(): void {
    requestsStore.set(none)
}
