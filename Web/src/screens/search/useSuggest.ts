// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react"
import type { SearchHit } from "../../api/types"
import { api } from "../../store/session"

const settleMilliseconds = 150

/** What may be meant, while one types. A failure suggests nothing: one can search all the same. */
export function useSuggest(text: string, isWanted: boolean): readonly SearchHit[] {
    const wanted = isWanted ? text.trim() : ""
    const [found, setFound] = useState<{ for: string; hits: readonly SearchHit[] }>({ for: "", hits: [] })
    useEffect(() => {
        if (wanted === "") return
        const stop = new AbortController()
        const timer = setTimeout(() => {
            api.suggestSearch(wanted, stop.signal).then(
                ({ items }) => setFound({ for: wanted, hits: items }),
                () => stop.signal.aborted || setFound({ for: wanted, hits: [] }),
            )
        }, settleMilliseconds)
        return () => {
            clearTimeout(timer)
            stop.abort()
        }
    }, [wanted])
    // While the next answer is on its way the last one stays, so that the list does not flicker.
    return wanted === "" ? [] : found.hits
}
