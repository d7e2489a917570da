// SPDX-License-Identifier: Apache-2.0
/** The chosen theme. src/boot.ts applies it at the next start, before the first paint. */
import { createStore } from "../../store/createStore"

export type Theme = "light" | "dark" | "system"

const key = "roost.theme"

function stored(): Theme {
    try {
        const value = localStorage.getItem(key)
        return value === "light" || value === "dark" ? value : "system"
    } catch {
        return "system"
    }
}

export const themeStore = createStore<Theme>(stored())

export function setTheme(theme: Theme): void {
    themeStore.set(theme)
    if (theme === "system") {
        localStorage.removeItem(key)
        delete document.documentElement.dataset["theme"]
    } else {
        localStorage.setItem(key, theme)
        document.documentElement.dataset["theme"] = theme
    }
}
