// SPDX-License-Identifier: Apache-2.0
/**
 * Applies the chosen theme before the first paint.
 *
 * Loaded as a small blocking script of its own: the content security policy allows no inline script, and a
 * module would run after the page has flashed in the wrong colours.
 */
{
    let chosen: string | null = null
    try {
        chosen = localStorage.getItem("roost.theme")
    } catch {
        // Storage is off: the system's choice it is.
    }
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset["theme"] = chosen
}

export {}
