// SPDX-License-Identifier: Apache-2.0
/** The languages the app speaks, and which of them someone gets. */

/** By their own names: who looks for a language reads that one. */
export const languages = {
    en: { name: "English", direction: "ltr" },
    de: { name: "Deutsch", direction: "ltr" },
    es: { name: "Español", direction: "ltr" },
    ja: { name: "日本語", direction: "ltr" },
    ar: { name: "العربية", direction: "rtl" },
} as const

export type Language = keyof typeof languages
export const languageKey = "roost.language"

export function isLanguage(tag: string | null | undefined): tag is Language {
    return tag !== null && tag !== undefined && Object.prototype.hasOwnProperty.call(languages, tag)
}

/** The one chosen in the settings; else the first the browser asks for that there is; else English. */
export function chooseLanguage(chosen: string | null, preferred: readonly string[]): Language {
    if (isLanguage(chosen)) return chosen
    return preferred.map(baseOf).find(isLanguage) ?? "en"
}

/** How dates and numbers are written: in the reader's own variety of the language, where the browser names one. */
export function localeOf(language: Language, preferred: readonly string[]): string {
    return preferred.find((tag) => baseOf(tag) === language) ?? language
}

export function directionOf(language: Language): "ltr" | "rtl" {
    return languages[language].direction
}

function baseOf(tag: string): string {
    return tag.toLowerCase().split("-")[0] ?? ""
}
