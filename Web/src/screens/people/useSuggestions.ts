// SPDX-License-Identifier: Apache-2.0
/** Whom one may want to follow: asked once for all places that show it. */
import { useEffect } from "react"
import type { Suggestion } from "../../api/types"
import { Account, isMe, requireAccount } from "../../store/account"
import { createStore, useStore } from "../../store/createStore"
import type { LoadState } from "../../store/state"

export interface Suggestions {
    owner: string
    items: readonly Suggestion[]
    /** Who follows nobody has nothing to suggest from: then these are simply people who are here. */
    isAnybody: boolean
    load: LoadState
    error: unknown
}

const staleMilliseconds = 5 * 60_000
const shownToNewcomers = 12
const none: Suggestions = { owner: "", items: [], isAnybody: false, load: "idle", error: null }
const suggestionsStore = createStore<Suggestions>(none)
let askedAt = 0

export function useSuggestions(): Suggestions {
    useEffect(() => {
        const { owner, load } = suggestionsStore.get()
        const isOwn = owner === requireAccount().id
        if (!isOwn || load === "failed" || Date.now() - askedAt > staleMilliseconds) void loadSuggestions()
    }, [])
    const state = useStore(suggestionsStore)
    // Not those of who was signed in before.
    return isMe(state.owner) ? state : none
}

export async function loadSuggestions(): Promise<void> {
    const { id, api } = requireAccount()
    askedAt = Date.now()
    suggestionsStore.set((state) => ({ ...(state.owner === id ? state : none), owner: id, load: "loading" }))
    try {
        const { items } = await api.suggestions()
        const others = items.length === 0 ? await forNewcomers(requireAccount()) : []
        const isAnybody = others.length > 0
        suggestionsStore.set({ owner: id, items: isAnybody ? others : items, isAnybody, load: "ready", error: null })
    } catch (error) {
        suggestionsStore.set((state) => ({ ...state, load: "failed", error }))
    }
}

async function forNewcomers({ id, api }: Account): Promise<Suggestion[]> {
    const followed = await api.following(id)
    if (followed.items.length > 0) return []
    const { items } = await api.people()
    return items.filter((user) => user.id !== id).slice(0, shownToNewcomers).map((user) => ({ user, commonCount: 0 }))
}

export function takeOff(userId: string): Suggestion | undefined {
    const found = suggestionsStore.get().items.find(({ user }) => user.id === userId)
    suggestionsStore.set((state) => ({ ...state, items: state.items.filter((item) => item !== found) }))
    return found
}

export function putBack(suggestion: Suggestion): void {
    suggestionsStore.set((state) => ({ ...state, items: [suggestion, ...state.items] }))
}
