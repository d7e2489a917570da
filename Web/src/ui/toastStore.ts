// SPDX-License-Identifier: Apache-2.0
/** Short notes about what just happened. Shown by ui/Toasts. */
import { createStore } from "../store/createStore"

export interface Toast {
    tone: "plain" | "error"
    text: string
    action?: { label: string; run(): void }
    /** Stays until it is closed. */
    isSticky?: boolean
}

export interface ShownToast extends Toast {
    id: number
}

const maxShown = 3
const plainMilliseconds = 5000
const errorMilliseconds = 9000
let nextId = 1

export const toastsStore = createStore<readonly ShownToast[]>([])

export function showToast(toast: Toast): void {
    const id = nextId++
    toastsStore.set((shown) => {
        // The same note again only starts its time anew.
        const others = shown.filter(({ text }) => text !== toast.text)
        return [...others, { ...toast, id }].slice(-maxShown)
    })
    const lasts = toast.tone === "error" ? errorMilliseconds : plainMilliseconds
    if (!toast.isSticky) setTimeout(() => dismissToast(id), lasts)
}

export function dismissToast(id: number): void {
    toastsStore.set((shown) => {
        const left = shown.filter((toast) => toast.id !== id)
        return left.length === shown.length ? shown : left
    })
}
