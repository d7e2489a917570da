// SPDX-License-Identifier: Apache-2.0
/**
 * Applies the chosen theme and language before the first paint, and has the words fetched beside the app.
 *
 * Loaded as a small blocking script of its own: the content security policy allows no inline script, and a
 * module would run after the page has flashed in the wrong colours, or from the wrong side.
 */
import { askAhead } from "./api/ahead"
import { chooseLanguage, directionOf, languageKey } from "./i18n/languages"

const root = document.documentElement

function stored(key: string): string | null {
    try {
        return localStorage.getItem(key)
    } catch {
        // Storage is off: the system's choice it is.
        return null
    }
}

const theme = stored("roost.theme")
if (theme === "light" || theme === "dark") root.dataset["theme"] = theme

const language = chooseLanguage(stored(languageKey), navigator.languages)
root.lang = language
root.dir = directionOf(language)

// The build writes into the tag which file holds which language: "de=part-X.js ja=part-Y.js".
const built = document.currentScript?.dataset
const files = built?.["catalogs"] ?? ""
const file = files.split(" ").find((entry) => entry.startsWith(`${language}=`))?.slice(language.length + 1)
if (file) fetchBeside(file)

// Who is signed in sees the feed first.
const session = stored("roost.session")
if (session !== null && location.pathname === "/") {
    try {
        askAhead(session)
    } catch {
        // What is kept cannot be read: the app says so.
    }
}

function fetchBeside(file: string): void {
    const preload = document.createElement("link")
    preload.rel = "modulepreload"
    preload.href = `/${file}`
    document.head.append(preload)
}
