// SPDX-License-Identifier: Apache-2.0
/** Fetches a language when it is wanted: each is a file of its own, so nobody loads the words of others. */
import type { Catalog } from "./catalog"
import { showCatalog } from "./current"
import { chooseLanguage, directionOf, Language, languageKey } from "./languages"

const catalogs: Record<Language, () => Promise<Catalog>> = {
    en: async () => (await import("./en")).en,
    de: async () => (await import("./de")).de,
    es: async () => (await import("./es")).es,
    ja: async () => (await import("./ja")).ja,
    ar: async () => (await import("./ar")).ar,
}

/** The language of this device's settings or, where nobody has chosen one, of the browser. */
export async function startLanguage(): Promise<void> {
    const wanted = chooseLanguage(storedLanguage(), navigator.languages)
    try {
        await show(wanted)
    } catch (error) {
        if (wanted === "en") throw error
        await show("en")
    }
}

/** Changes the language now and for the next visits. Throws when its words cannot be fetched. */
export async function chooseOwnLanguage(language: Language): Promise<void> {
    await show(language)
    try {
        localStorage.setItem(languageKey, language)
    } catch {
        // Storage is off: the choice lasts as long as the page.
    }
}

async function show(language: Language): Promise<void> {
    showCatalog(language, await catalogs[language]())
    document.documentElement.lang = language
    document.documentElement.dir = directionOf(language)
}

function storedLanguage(): string | null {
    try {
        return localStorage.getItem(languageKey)
    } catch {
        return null
    }
}
