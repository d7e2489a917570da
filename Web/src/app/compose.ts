// SPDX-License-Identifier: Apache-2.0
/** Whether the dialog in which one writes a post is open. */
import { createStore } from "../store/createStore"

export const composerStore = createStore(false)

export function openComposer(): void {
    composerStore.set(true)
}

export function closeComposer(): void {
    composerStore.set(false)
}
