// SPDX-License-Identifier: Apache-2.0
/** The smallest store that React can follow: a value, a way to replace it, and listeners. */
import { useCallback, useRef, useSyncExternalStore } from "react"

export interface Store<State> {
    get(): State
    /** Replaces the state. The same value again tells nobody. */
    set(next: State | ((current: State) => State)): void
    subscribe(listener: () => void): () => void
}

export function createStore<State>(initial: State): Store<State> {
    let state = initial
    const listeners = new Set<() => void>()
    return {
        get: () => state,
        set(next) {
            const value = typeof next === "function" ? (next as (current: State) => State)(state) : next
            if (Object.is(value, state)) return
            state = value
            for (const listener of [...listeners]) listener()
        },
        subscribe(listener) {
            listeners.add(listener)
            return () => listeners.delete(listener)
        },
    }
}

/** Reads a part of a store in a component, which renders again only when that part changes. */
export function useStore<State, Part = State>(
    store: Store<State>,
    select: (state: State) => Part = (state) => state as unknown as Part,
    isEqual: (a: Part, b: Part) => boolean = Object.is,
): Part {
    const last = useRef<{ part: Part } | null>(null)
    const read = useCallback(() => {
        const part = select(store.get())
        if (last.current && isEqual(last.current.part, part)) return last.current.part
        last.current = { part }
        return part
    }, [store, select, isEqual])
    return useSyncExternalStore(store.subscribe, read, read)
}

/** A copy of a record with one entry replaced, or taken out when `value` is undefined. */
export function withEntry<Value>(record: Record<string, Value>, key: string, value: Value | undefined) {
    if (record[key] === value) return record
    const copy = { ...record }
    if (value === undefined) delete copy[key]
    else copy[key] = value
    return copy
}
