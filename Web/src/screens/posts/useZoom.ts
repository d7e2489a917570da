// SPDX-License-Identifier: Apache-2.0
import { PointerEvent, useCallback, useRef, useState, WheelEvent } from "react"

export interface View {
    scale: number
    x: number
    y: number
}

interface ZoomOptions {
    /** A swipe to a side while the picture is as large as the window: 1 to the left, -1 to the right. */
    onSwipe(direction: 1 | -1): void
    /** A swipe up or down. */
    onPull(): void
}

const whole: View = { scale: 1, x: 0, y: 0 }
const largest = 5
const step = 1.5
const swipePixels = 60
const doubleTapMilliseconds = 300
const tapPixels = 12

/** Enlarging by buttons, wheel, two fingers or a double tap; moving what is enlarged; swiping what is not. */
export function useZoom({ onSwipe, onPull }: ZoomOptions) {
    const [view, setView] = useState<View>(whole)
    const pointers = useRef(new Map<number, { x: number; y: number }>())
    const start = useRef<{ x: number; y: number; distance: number; view: View } | null>(null)
    const lastTap = useRef(0)

    const zoomTo = useCallback((scale: number) => {
        const next = Math.min(largest, Math.max(1, scale))
        setView((before) => (next === 1 ? whole : { scale: next, x: (before.x * next) / before.scale, y: (before.y * next) / before.scale }))
    }, [])
    const begin = () => {
        const [first, second] = [...pointers.current.values()]
        if (!first) return
        start.current = { x: first.x, y: first.y, distance: second ? distanceOf(first, second) : 0, view }
    }
    const onPointerDown = (event: PointerEvent) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
        begin()
    }
    const onPointerMove = (event: PointerEvent) => {
        const from = start.current
        if (!pointers.current.has(event.pointerId) || !from) return
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
        const [first, second] = [...pointers.current.values()]
        if (first && second && from.distance > 0) {
            zoomTo((from.view.scale * distanceOf(first, second)) / from.distance)
        } else if (first && from.view.scale > 1) {
            setView({ ...from.view, x: from.view.x + first.x - from.x, y: from.view.y + first.y - from.y })
        }
    }
    const onPointerUp = (event: PointerEvent) => {
        const from = start.current
        const wasSingle = pointers.current.size === 1
        pointers.current.delete(event.pointerId)
        start.current = null
        if (pointers.current.size > 0) return begin()
        if (!wasSingle || !from) return
        const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
        if (Math.hypot(dx, dy) < tapPixels) {
            const now = Date.now()
            if (now - lastTap.current < doubleTapMilliseconds) zoomTo(view.scale > 1 ? 1 : 2.5)
            lastTap.current = now
        } else if (from.view.scale === 1) {
            if (Math.abs(dx) > swipePixels && Math.abs(dx) > Math.abs(dy)) onSwipe(dx < 0 ? 1 : -1)
            else if (Math.abs(dy) > swipePixels * 1.5) onPull()
        }
    }
    const onPointerCancel = (event: PointerEvent) => {
        pointers.current.delete(event.pointerId)
        start.current = null
    }
    return {
        view,
        reset: useCallback(() => setView(whole), []),
        larger: () => zoomTo(view.scale * step),
        smaller: () => zoomTo(view.scale / step),
        canGrow: view.scale < largest,
        handlers: {
            onPointerDown, onPointerMove, onPointerUp, onPointerCancel,
            onWheel: (event: WheelEvent) => zoomTo(view.scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15)),
        },
    }
}

function distanceOf(a: { x: number; y: number }, b: { x: number; y: number }): number {
    return Math.hypot(a.x - b.x, a.y - b.y)
}
