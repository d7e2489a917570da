// SPDX-License-Identifier: Apache-2.0
/** What one looked for last, and what one is looking for now. Kept in this browser alone. */
import { keep, requireAccount } from "./account"
import { createStore } from "./createStore"

export const recentSearches = createStore<readonly string[]>([])

const rowName = "searches"
const maxRecent = 8

export async function loadRecentSearches(): Promise<void> {
    const row = await requireAccount().tables.meta.get(rowName).catch(() => undefined)
    if (row && recentSearches.get().length === 0) recentSearches.set(parsed(row.value))
}

export function rememberSearch(query: string): void {
    const others = recentSearches.get().filter((other) => other.toLowerCase() !== query.toLowerCase())
    store([query, ...others].slice(0, maxRecent))
}

export function forgetSearch(query: string): void {
    store(recentSearches.get().filter((other) => other !== query))
}

export function forgetSearches(): void {
    store([])
}

function store(queries: readonly string[]): void {
    recentSearches.set(queries)
    const { meta } = requireAccount().tables
    keep(queries.length === 0 ? meta.delete(rowName) : meta.put({ name: rowName, value: JSON.stringify(queries) }))
}

function parsed(value: string): string[] {
    try {
        const queries: unknown = JSON.parse(value)
        return Array.isArray(queries) ? queries.filter((query) => typeof query === "string").slice(0, maxRecent) : []
    } catch {
        return []
    }
}
