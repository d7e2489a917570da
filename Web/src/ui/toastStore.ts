// SPDX-License-Identifier: Apache-2.0
/** Short notes about what just happened. Shown by ui/Toasts. */
import { createStore } from "../store/createStore"

export interface Toast {
    tone: "plain" | "error"
    text: string
    action?: { label: string; run(): void }
    /** Stays until it is closed. */
    isSticky?: boolean
    /** When it goes, for whatever reason; after the action, if that was taken. */
    onEnd?(): void
}

export interface ShownToast extends Toast {
    id: number
}

const maxShown = 3
const plainMilliseconds = 5000
const errorMilliseconds = 9000
let nextId = 1

export const toastsStore = createStore<readonly ShownToast[]>([])

/** Shows a note; the result is its number. */
export function showToast(toast: Toast): number {
    const id = nextId++
    // The same note again only starts its time anew.
    const others = toastsStore.get().filter(({ text }) => text !== toast.text)
    keep([...others, { ...toast, id }].slice(-maxShown))
    const lasts = toast.tone === "error" ? errorMilliseconds : plainMilliseconds
    if (!toast.isSticky) setTimeout(() => dismissToast(id), lasts)
    return id
}

export function dismissToast(id: number): void {
    keep(toastsStore.get().filter((toast) => toast.id !== id))
}

function keep(left: readonly ShownToast[]): void {
    const before = toastsStore.get()
    const gone = before.filter((toast) => !left.includes(toast))
    if (gone.length === 0 && left.length === before.length) return
    toastsStore.set(left)
    for (const { onEnd } of gone) onEnd?.()
}
