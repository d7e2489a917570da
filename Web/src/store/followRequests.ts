// SPDX-License-Identifier: Apache-2.0
/** Who waits for an answer to their wish to follow oneself. */
import type { FollowRequest } from "../api/types"
import { errorText, t } from "../i18n"
import { showToast } from "../ui/toastStore"
import { currentAccount, requireAccount } from "./account"
import { Changing } from "./changing"
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
const all = "all"
const changing = new Changing<Requests>(
    () => requestsStore.get(),
    (_, state) => requestsStore.set(state),
)

export function requestCount({ items }: Requests): number {
    return items.length
}

export async function loadRequests(cursor?: string): Promise<void> {
    const account = currentAccount()
    if (!account) return
    changing.learn(all, (state) => ({ ...state, load: state.items.length > 0 ? state.load : "loading" }))
    try {
        const page = await changing.read(all, () => account.api.followRequests(cursor))
        changing.learn(all, (state) => ({
            items: cursor === undefined ? page.items : [...state.items, ...page.items],
            cursor: page.nextCursor,
            load: "ready",
            error: null,
        }))
    } catch (error) {
        changing.learn(all, (state) => ({ ...state, load: "failed", error }))
    }
}

/** Answers a request; it leaves the list at once and comes back when the answer does not get through. */
export async function answerRequest(request: FollowRequest, accepts: boolean): Promise<void> {
    const { api } = requireAccount()
    const { id, displayName: name } = request.user
    const answered = (state: Requests) => ({ ...state, items: state.items.filter(({ user }) => user.id !== id) })
    try {
        await changing.change(all, answered, () => (accepts ? api.acceptRequest(id) : api.declineRequest(id)))
        showToast({ tone: "plain", text: t(accepts ? "requests.accepted" : "requests.declined", { name }) })
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}

export function resetRequests(): void {
    changing.reset()
    requestsStore.set(none)
}
