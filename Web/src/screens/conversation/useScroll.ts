// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps the list of messages where the reader left it.
 *
 * - At the bottom, it stays at the bottom: for new messages, for the on-screen keyboard, for late pictures.
 * - Anywhere else, what the reader looks at does not move when older messages come in above.
 *
 * The browser's own scroll anchoring is off (CSS) because it does not exist everywhere, and two doing the
 * same work would move twice.
 */
import { RefObject, UIEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react"

interface ScrollOptions {
    first: number | undefined
    last: number | undefined
    /** Own messages that wait: one more means the reader has just sent something. */
    ownCount: number
    onNearTop(): void
    /** Where reading starts, as a selector; null for the newest message. */
    startAt: string | null
}

export interface Scroll {
    container: RefObject<HTMLDivElement>
    content: RefObject<HTMLDivElement>
    isAtBottom: boolean
    onScroll(event: UIEvent): void
    toBottom(): void
    /** Something of this height difference changed above this position. */
    keepPlace(bottom: number, difference: number): void
}

const bottomSlackPixels = 48
const nearTopPixels = 900

export function useScroll({ first, last, ownCount, onNearTop, startAt }: ScrollOptions): Scroll {
    const container = useRef<HTMLDivElement>(null)
    const content = useRef<HTMLDivElement>(null)
    const stuck = useRef(true)
    const height = useRef(0)
    const before = useRef({ first, ownCount })
    // Not before the list is where it starts: being at the bottom means having read what is there.
    const [isAtBottom, setAtBottom] = useState(false)

    const toBottom = useCallback(() => {
        stuck.current = true
        const element = container.current
        if (element) element.scrollTop = element.scrollHeight
        setAtBottom(true)
    }, [])

    const check = useCallback(() => {
        const element = container.current
        if (!element) return
        const distance = element.scrollHeight - element.scrollTop - element.clientHeight
        stuck.current = distance <= bottomSlackPixels
        setAtBottom(stuck.current)
        if (element.scrollTop < nearTopPixels) onNearTop()
    }, [onNearTop])

    // Older messages in front: move by what they added. A new own message: show it.
    useLayoutEffect(() => {
        const element = container.current
        if (!element) return
        const { first: firstBefore, ownCount: ownBefore } = before.current
        const isPrepended = first !== undefined && firstBefore !== undefined && first < firstBefore
        if (ownCount > ownBefore) toBottom()
        else if (isPrepended && !stuck.current) element.scrollTop += element.scrollHeight - height.current
        else if (stuck.current) element.scrollTop = element.scrollHeight
        before.current = { first, ownCount }
        height.current = element.scrollHeight
    }, [first, last, ownCount, toBottom])

    useLayoutEffect(() => {
        const start = startAt === null ? null : content.current?.querySelector(startAt)
        if (!start) return toBottom()
        start.scrollIntoView({ block: "center" })
        // Who looked for this message goes on from it with the arrows.
        start.querySelector<HTMLElement>("[data-message-actions]")?.focus({ preventScroll: true })
        check()
    }, [])

    useEffect(() => {
        const element = container.current
        if (!element || !content.current) return
        const observer = new ResizeObserver(() => {
            if (stuck.current) element.scrollTop = element.scrollHeight
            height.current = element.scrollHeight
            if (element.scrollTop < nearTopPixels) onNearTop()
        })
        observer.observe(content.current)
        observer.observe(element)
        return () => observer.disconnect()
    }, [onNearTop])

    const keepPlace = useCallback((bottom: number, difference: number) => {
        const element = container.current
        if (!element || stuck.current || bottom > element.scrollTop) return
        element.scrollTop += difference
    }, [])

    return { container, content, isAtBottom, onScroll: check, toBottom, keepPlace }
}
