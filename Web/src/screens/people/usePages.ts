// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from "react"
import type { Page } from "../../api/types"
import { errorText } from "../../i18n"
import { showToast } from "../../ui/toastStore"

export interface Pages<Item> {
    state: "loading" | "ready" | "failed"
    error: unknown
    items: readonly Item[]
    /** Undefined at the end. */
    loadMore: (() => void) | undefined
    retry(): void
    remove(isIt: (item: Item) => boolean): void
    prepend(item: Item): void
    append(item: Item): void
    /** Puts another version in the place of an item with the same id. */
    replace(item: Item & { id: string }): void
}

interface Found<Item> {
    state: Pages<Item>["state"]
    error: unknown
    items: readonly Item[]
    cursor: string | null
}

/** A list that is read page by page, anew when `keys` change. */
export function usePages<Item>(
    ask: (cursor?: string) => Promise<Page<Item>>,
    keys: readonly unknown[],
): Pages<Item> {
    const [found, setFound] = useState<Found<Item>>({ state: "loading", error: null, items: [], cursor: null })
    const [round, setRound] = useState(0)
    useEffect(() => {
        let isCurrent = true
        ask().then(
            (page) => isCurrent && setFound({ state: "ready", error: null, items: page.items, cursor: page.nextCursor }),
            (error: unknown) => isCurrent && setFound({ state: "failed", error, items: [], cursor: null }),
        )
        return () => {
            isCurrent = false
        }
    }, [...keys, round])

    const loadMore = useCallback(async () => {
        if (found.cursor === null) return
        try {
            const page = await ask(found.cursor)
            setFound((state) => ({ ...state, items: [...state.items, ...page.items], cursor: page.nextCursor }))
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
        }
    }, [found.cursor, ...keys])
    return {
        ...found,
        loadMore: found.cursor === null ? undefined : () => void loadMore(),
        retry: () => {
            setFound((state) => ({ ...state, state: "loading" }))
            setRound((count) => count + 1)
        },
        remove: (isIt) => setFound((state) => ({ ...state, items: state.items.filter((item) => !isIt(item)) })),
        prepend: (item) => setFound((state) => ({ ...state, items: [item, ...state.items] })),
        append: (item) => setFound((state) => ({ ...state, state: "ready", items: [...state.items, item] })),
        replace: (item) =>
            setFound((state) => ({
                ...state,
                items: state.items.map((other) => ((other as { id?: string }).id === item.id ? item : other)),
            })),
    }
}
