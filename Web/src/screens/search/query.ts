// SPDX-License-Identifier: Apache-2.0
/** What is looked for: in words, of one kind, written by whom and when. Stands in the address, so it can be shared. */
import type { SearchWanted } from "../../api/client"
import type { SearchKind } from "../../api/types"

export type Period = "any" | "week" | "month" | "year"

export interface Search {
    q: string
    kind: SearchKind | "ALL"
    period: Period
    isMine: boolean
}

export const kinds: readonly SearchKind[] = ["PERSON", "HASHTAG", "GROUP", "POST", "COMMENT", "MESSAGE"]
export const periods: readonly Period[] = ["any", "week", "month", "year"]
export const noSearch: Search = { q: "", kind: "ALL", period: "any", isMine: false }

/** The server's limit. */
export const maxQueryLength = 500

const days: Record<Exclude<Period, "any">, number> = { week: 7, month: 31, year: 365 }
const millisecondsPerDay = 86_400_000

export function parseSearch(text: string): Search {
    const values = new URLSearchParams(text)
    const kind = values.get("kind")
    const period = values.get("when")
    return {
        q: (values.get("q") ?? "").trim().slice(0, maxQueryLength),
        kind: kinds.find((known) => known === kind) ?? "ALL",
        period: periods.find((known) => known === period) ?? "any",
        isMine: values.get("by") === "me",
    }
}

export function searchText({ q, kind, period, isMine }: Search): string {
    const values = new URLSearchParams()
    if (q !== "") values.set("q", q)
    if (kind !== "ALL") values.set("kind", kind)
    if (period !== "any") values.set("when", period)
    if (isMine) values.set("by", "me")
    const text = values.toString()
    return text === "" ? "" : `?${text}`
}

export function hasFilters({ period, isMine }: Search): boolean {
    return period !== "any" || isMine
}

/** What the server is asked; beginnings of days, so that asking again is the same question. */
export function wantedBy({ q, period, isMine }: Search, ownId: string, now: number = Date.now()): SearchWanted {
    const today = now - (now % millisecondsPerDay)
    return {
        q,
        ...(isMine ? { author: ownId } : {}),
        ...(period === "any" ? {} : { from: new Date(today - days[period] * millisecondsPerDay).toISOString() }),
    }
}
