// SPDX-License-Identifier: Apache-2.0
/** What a catalog is: every sentence of the app in one language. English is the pattern for the others. */
import type { en } from "./en"

export type TextKey = keyof typeof en

/** One form a plural category of the language; a count of no form of its own takes `other`. */
export interface PluralForms {
    readonly zero?: string
    readonly one?: string
    readonly two?: string
    readonly few?: string
    readonly many?: string
    readonly other: string
}

export type Entry = string | PluralForms

/** A language has all keys of English, with plurals where English has them. The compiler and a test hold it to that. */
export type Catalog = { readonly [Key in TextKey]: (typeof en)[Key] extends string ? string : PluralForms }

/** A part of a catalog, for languages that are written in several files. */
export type CatalogPart<English> = {
    readonly [Key in keyof English]: English[Key] extends string ? string : PluralForms
}
