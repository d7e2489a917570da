// SPDX-License-Identifier: Apache-2.0
/** A finger held on something, or the secondary mouse button: opens what a button beside it would open. */
import { PointerEvent, useEffect, useRef } from "react"

const holdMilliseconds = 450
const slackPixels = 10

export function useLongPress(run: () => void) {
    const timer = useRef<ReturnType<typeof setTimeout>>()
    const start = useRef({ x: 0, y: 0 })
    const cancel = () => clearTimeout(timer.current)
    useEffect(() => cancel, [])
    return {
        onPointerDown: (event: PointerEvent) => {
            if (event.pointerType === "mouse") return
            start.current = { x: event.clientX, y: event.clientY }
            cancel()
            timer.current = setTimeout(run, holdMilliseconds)
        },
        onPointerMove: (event: PointerEvent) => {
            const { x, y } = start.current
            if (Math.abs(event.clientX - x) + Math.abs(event.clientY - y) > slackPixels) cancel()
        },
        onPointerUp: cancel,
        onPointerCancel: cancel,
    }
}
