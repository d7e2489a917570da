// SPDX-License-Identifier: Apache-2.0
/**
 * Keys that do something anywhere in the app.
 *
 * They are single letters, so they are silent while one types, and can be switched off altogether (WCAG 2.1.4):
 * who speaks to the computer would set them off with every word.
 */
import type { TextKey } from "../i18n"
import { createStore } from "../store/createStore"

export interface Shortcut {
    /** One key, or two after each other: "g h". */
    keys: string
    text: TextKey
    /** What a key does on the post in focus is the post's to do; it is listed here all the same. */
    run?(): void
}

const storageKey = "roost.shortcuts"
const secondKeyMilliseconds = 1500

export const shortcutsEnabled = createStore<boolean>(stored())

export function setShortcutsEnabled(isEnabled: boolean): void {
    shortcutsEnabled.set(isEnabled)
    try {
        localStorage.setItem(storageKey, isEnabled ? "on" : "off")
    } catch {
        // Storage is off: the choice lasts as long as the page.
    }
}

function stored(): boolean {
    try {
        return localStorage.getItem(storageKey) !== "off"
    } catch {
        return true
    }
}

/** Follows the keyboard; the result stops it. */
export function listenForShortcuts(shortcuts: readonly Shortcut[]): () => void {
    let first: { key: string; at: number } | null = null
    const onKeyDown = (event: KeyboardEvent) => {
        if (!isForUs(event)) return
        const now = Date.now()
        const before = first && now - first.at < secondKeyMilliseconds ? `${first.key} ` : ""
        const found = find(shortcuts, before + event.key) ?? find(shortcuts, event.key)
        const begins = shortcuts.some(({ keys }) => keys.startsWith(`${event.key} `))
        first = !found?.run && begins ? { key: event.key, at: now } : null
        if (!found?.run) return
        event.preventDefault()
        found.run()
    }
    document.addEventListener("keydown", onKeyDown)
    return () => document.removeEventListener("keydown", onKeyDown)
}

function find(shortcuts: readonly Shortcut[], keys: string): Shortcut | undefined {
    return shortcuts.find((shortcut) => shortcut.keys === keys)
}

/** Whether a key press is a shortcut at all: not typing, not in a dialog, not the browser's own. */
export function isForUs(event: KeyboardEvent): boolean {
    if (!shortcutsEnabled.get() || event.defaultPrevented || event.isComposing) return false
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    const target = event.target instanceof Element ? event.target : null
    if (target?.closest("input, textarea, select, [contenteditable], [role=menu], dialog")) return false
    return document.querySelector("dialog[open]") === null
}
