// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from "react"
import type { User } from "../../api/types"
import { isMe } from "../../store/account"
import { api } from "../../store/session"

const settleMilliseconds = 200

export interface People {
    state: "loading" | "ready" | "failed"
    error?: unknown
    items: readonly User[]
    hasMore: boolean
    loadMore(): void
    retry(): void
}

/** People whose name matches, or everyone; asks when the typing pauses, and forgets answers that come too late. */
export function usePeople(query: string): People {
    const wanted = query.trim()
    const [found, setFound] = useState<Omit<People, "loadMore" | "retry" | "hasMore"> & { cursor: string | null }>({
        state: "loading",
        items: [],
        cursor: null,
    })
    const [round, setRound] = useState(0)

    const ask = useCallback(
        (cursor?: string, signal?: AbortSignal) =>
            wanted === "" ? api.people(cursor, signal) : api.searchPeople(wanted, cursor, signal),
        [wanted],
    )
    useEffect(() => {
        const stop = new AbortController()
        const timer = setTimeout(
            async () => {
                try {
                    const page = await ask(undefined, stop.signal)
                    setFound({ state: "ready", items: withoutMe(page.items), cursor: page.nextCursor })
                } catch (error) {
                    if (!stop.signal.aborted) setFound({ state: "failed", error, items: [], cursor: null })
                }
            },
            wanted === "" ? 0 : settleMilliseconds,
        )
        return () => {
            clearTimeout(timer)
            stop.abort()
        }
    }, [ask, round])

    const loadMore = async () => {
        if (found.cursor === null) return
        try {
            const page = await ask(found.cursor)
            setFound({ ...found, items: [...found.items, ...withoutMe(page.items)], cursor: page.nextCursor })
        } catch (error) {
            setFound({ ...found, state: "failed", error })
        }
    }
    return {
        ...found,
        hasMore: found.cursor !== null,
        loadMore: () => void loadMore(),
        retry: () => setRound(round + 1),
    }
}

function withoutMe(users: readonly User[]): User[] {
    return users.filter((user) => !isMe(user))
}
