// SPDX-License-Identifier: Apache-2.0
/** The chat whose newest message is on screen right now, in a visible page; null when there is none. */
import { createStore } from "./createStore"

export const reading = createStore<string | null>(null)
