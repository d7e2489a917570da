// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from "react"

export type Loaded<Value> =
    | { state: "loading" }
    | { state: "ready"; value: Value }
    | { state: "failed"; error: unknown }

/** Loads something when `keys` change; the second result loads it again. Late answers to old questions are dropped. */
export function useAsync<Value>(
    load: () => Promise<Value>,
    keys: readonly unknown[],
): [Loaded<Value>, () => void] {
    const [loaded, setLoaded] = useState<Loaded<Value>>({ state: "loading" })
    const [round, setRound] = useState(0)
    useEffect(() => {
        let isCurrent = true
        setLoaded((before) => (before.state === "ready" ? before : { state: "loading" }))
        load().then(
            (value) => isCurrent && setLoaded({ state: "ready", value }),
            (error: unknown) => isCurrent && setLoaded({ state: "failed", error }),
        )
        return () => {
            isCurrent = false
        }
    }, [...keys, round])
    return [loaded, useCallback(() => setRound((count) => count + 1), [])]
}
