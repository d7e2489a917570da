// SPDX-License-Identifier: Apache-2.0
/**
 * Words, dates and numbers in the reader's language.
 *
 * A language is one file like `en.ts`; add it to `catalogues` and it is chosen for those whose browser asks
 * for it. What it lacks is shown in English.
 */
import type { ApiError } from "../api/errors"
import { asApiError } from "../api/errors"
import { en } from "./en"

export type TextKey = keyof typeof en
type Entry = string | { readonly one: string; readonly other: string }
type Catalogue = Partial<Record<TextKey, Entry>>

const catalogues: Record<string, Catalogue> = { en }

const preferred = typeof navigator === "undefined" ? ["en"] : navigator.languages
export const language = preferred.map((tag) => tag.split("-")[0] ?? "en").find((tag) => tag in catalogues) ?? "en"
const plurals = new Intl.PluralRules(language)

/** A text with its `{names}` filled in; `count` also chooses between the forms of a pair. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
    const entry: Entry = catalogues[language]?.[key] ?? en[key]
    const count = values["count"]
    const text =
        typeof entry === "string"
            ? entry
            : entry[typeof count === "number" && plurals.select(count) === "one" ? "one" : "other"]
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** What happened and what to try, for any failure. The server's own sentence is used for rules only it knows. */
export function errorText(error: unknown, lead?: string): string {
    const text = reasonText(asApiError(error))
    return lead ? `${lead} ${text}` : text
}

function reasonText(error: ApiError): string {
    switch (error.code) {
        case "client.unreachable":
            return t("error.unreachable")
        case "client.timeout":
            return t("error.timeout")
        case "client.bad_reply":
            return t("error.badReply")
        case "auth.invalid_credentials":
            return t("error.credentials")
        case "auth.email_taken":
            return t("error.emailTaken")
        case "auth.username_taken":
            return t("error.usernameTaken")
    }
    if (error.status === 429) {
        return error.retryAfterSeconds === null
            ? t("error.tooManySoon")
            : t("error.tooMany", { count: Math.ceil(error.retryAfterSeconds) })
    }
    if (error.status === 403) return t("error.forbidden")
    if (error.status === 404) return t("error.missing")
    if (error.status === 413) return t("error.tooLarge")
    if (error.status >= 500) return t("error.server")
    return error.details[0]?.message ?? error.message
}

export * from "./dates"
