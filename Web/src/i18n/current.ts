// SPDX-License-Identifier: Apache-2.0
/** The language on screen: its catalog, its plural rule, and everything `Intl` does in it. */
import { createStore } from "../store/createStore"
import type { Catalog, TextKey } from "./catalog"
import { directionOf, Language, localeOf } from "./languages"

export const languageStore = createStore<Language>("en")

let catalog: Catalog | null = null
let locale = "en"
let plurals = new Intl.PluralRules("en")
let isRightToLeft = false
const formats = new Map<string, unknown>()

/** Shows the app in a language whose catalog is at hand. */
export function showCatalog(language: Language, words: Catalog): void {
    const preferred = typeof navigator === "undefined" ? [] : navigator.languages ?? []
    catalog = words
    locale = localeOf(language, preferred)
    plurals = new Intl.PluralRules(language)
    isRightToLeft = directionOf(language) === "rtl"
    formats.clear()
    languageStore.set(language)
}

/** A text with its `{names}` filled in; `count` also chooses between the forms of a plural. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
    if (!catalog) return ""
    const entry = catalog[key]
    const count = values["count"]
    const form = typeof count === "number" ? plurals.select(count) : "other"
    const text = typeof entry === "string" ? entry : entry[form] ?? entry.other
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = values[name]
        if (value === undefined) return whole
        return typeof value === "number" ? numberText(value) : isolated(value)
    })
}

/** What people write runs in its own direction inside a sentence that runs from right to left. */
function isolated(value: string): string {
    return isRightToLeft ? `\u2068${value}\u2069` : value
}

/** "1,234" */
export function numberText(value: number): string {
    return format("number", () => new Intl.NumberFormat(locale)).format(value)
}

/** "1.2K": for counts beside small pictures. */
export function compactText(value: number): string {
    const make = () => new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 })
    return format("compact", make).format(value)
}

/** "3 days" */
export function daysText(days: number): string {
    const options = { style: "unit", unit: "day", unitDisplay: "long" } as const
    return format("days", () => new Intl.NumberFormat(locale, options)).format(days)
}

/** "42%" */
export function percentText(share: number): string {
    return format("percent", () => new Intl.NumberFormat(locale, { style: "percent" })).format(share)
}

/** A formatter of the current language, made once. */
export function format<Format>(name: string, make: (locale: string) => Format): Format {
    const known = formats.get(name) as Format | undefined
    if (known) return known
    const made = make(locale)
    formats.set(name, made)
    return made
}
