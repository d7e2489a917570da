// SPDX-License-Identifier: Apache-2.0
/**
 * Arrow keys go from message to message.
 *
 * Each message has one button, for its actions. Only one of them is in the tab order (`tabIndex` 0), so Tab
 * passes the list in one step; the arrows move between them.
 */
import { KeyboardEvent, RefObject, useCallback } from "react"

const messageButton = "button[data-message-actions]"

export function useMessageFocus(container: RefObject<HTMLElement>) {
    return useCallback(
        (event: KeyboardEvent) => {
            const buttons = [...(container.current?.querySelectorAll<HTMLElement>(messageButton) ?? [])]
            const index = buttons.indexOf(document.activeElement as HTMLElement)
            if (index < 0) return
            const next = nextIndex(event.key, index, buttons.length)
            if (next === null) return
            event.preventDefault()
            const target = buttons[next]
            buttons[index]!.tabIndex = -1
            if (!target) return
            target.tabIndex = 0
            target.focus({ preventScroll: true })
            target.closest("li")?.scrollIntoView({ block: "nearest" })
        },
        [container],
    )
}

function nextIndex(key: string, index: number, count: number): number | null {
    switch (key) {
        case "ArrowUp":
            return Math.max(0, index - 1)
        case "ArrowDown":
            return Math.min(count - 1, index + 1)
        case "Home":
            return 0
        case "End":
            return count - 1
        default:
            return null
    }
}
