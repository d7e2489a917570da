// SPDX-License-Identifier: Apache-2.0
/**
 * A list of any length of which only the part near the window is in the page.
 *
 * An item far away leaves its measured height behind, so nothing moves when it goes or comes back. What was measured
 * is kept by the name of the list: coming back to it, every place is where it was from the first moment on.
 */
import { createContext, memo, ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react"
import { useScrollContainer } from "./Screen"

interface Memory {
    heights: Map<string, number>
    near: Set<string>
}

const memories = new Map<string, Memory>()
const maxMemories = 20

function memoryOf(name: string): Memory {
    const memory = memories.get(name) ?? { heights: new Map(), near: new Set() }
    memories.delete(name)
    memories.set(name, memory)
    if (memories.size > maxMemories) memories.delete(memories.keys().next().value as string)
    return memory
}

/** How far outside the window an item is still drawn. */
const marginPixels = 1200
/** How far from the end more is asked for. */
const endPixels = 900

interface Watcher {
    watch(element: Element, onNear: (isNear: boolean) => void): () => void
}

const NearWindow = createContext<Watcher>({ watch: () => () => undefined })

interface WindowedListProps<Item> {
    /** Stands for the same list through visits. */
    name: string
    label: string
    items: readonly Item[]
    keyOf(item: Item): string
    children(item: Item): ReactNode
    /** Called when the end comes near, while there is one. */
    onEnd?: (() => void) | undefined
}

export function WindowedList<Item>({ name, label, items, keyOf, children, onEnd }: WindowedListProps<Item>) {
    const scroller = useScrollContainer()
    const memory = useMemo(() => memoryOf(name), [name])
    const watcher = useMemo(() => createWatcher(() => scroller.current), [scroller])
    const end = useRef<HTMLDivElement>(null)
    const ask = useRef(onEnd)
    ask.current = onEnd

    useEffect(() => {
        if (!end.current) return
        const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && ask.current?.(), {
            root: scroller.current,
            rootMargin: `${endPixels}px 0px`,
        })
        observer.observe(end.current)
        return () => observer.disconnect()
        // The end that is still in sight after a page says nothing by itself, so it is looked at again.
    }, [scroller, items.length, onEnd === undefined])

    const shown = useFirstOnes(items, memory.heights.size === 0)

    return (
        <NearWindow.Provider value={watcher}>
            <div role="feed" aria-label={label} className="windowed" aria-busy={shown.length < items.length}>
                {shown.map((item) => {
                    const key = keyOf(item)
                    return <WindowedItem key={key} id={key} memory={memory} item={item} draw={children as Draw} />
                })}
            </div>
            <div ref={end} className="windowed-end" />
        </NearWindow.Provider>
    )
}

/** More than a window shows. */
const firstItems = 8

/** A list that was never on screen begins with what the window shows; the rest is drawn once that is to be seen. */
function useFirstOnes<Item>(items: readonly Item[], isNew: boolean): readonly Item[] {
    const [isWhole, setWhole] = useState(!isNew)
    useEffect(() => {
        if (isWhole) return
        const frame = requestAnimationFrame(() => setTimeout(() => setWhole(true)))
        // A page in the background draws no frames.
        const timer = setTimeout(() => setWhole(true), 200)
        return () => {
            cancelAnimationFrame(frame)
            clearTimeout(timer)
        }
    }, [isWhole])
    return useMemo(() => (isWhole ? items : items.slice(0, firstItems)), [items, isWhole])
}

type Draw = (item: unknown) => ReactNode

interface WindowedItemProps {
    id: string
    memory: Memory
    item: unknown
    draw: Draw
}

const WindowedItem = memo(function WindowedItem({ id, memory, item, draw }: WindowedItemProps) {
    const watcher = useContext(NearWindow)
    const element = useRef<HTMLDivElement>(null)
    const [isNear, setNear] = useState(() => !memory.heights.has(id) || memory.near.has(id))

    // When it goes, or the list does: by then an item has the height it will have again.
    const measure = () => {
        const height = element.current?.firstElementChild ? element.current.offsetHeight : 0
        if (height > 0) memory.heights.set(id, height)
    }
    useEffect(() => {
        if (!element.current) return
        return watcher.watch(element.current, (near) => {
            // What has the focus stays, wherever it is.
            const holdsFocus = element.current?.contains(document.activeElement) ?? false
            if (near) memory.near.add(id)
            else memory.near.delete(id)
            if (!near) measure()
            setNear(near || holdsFocus)
        })
    }, [watcher, memory, id])

    useLayoutEffect(() => measure, [])

    return (
        <div ref={element} style={isNear ? undefined : { height: memory.heights.get(id) }}>
            {isNear && draw(item)}
        </div>
    )
})

/** One observer for all items. Made when the first is watched: only then does the scroller exist. */
function createWatcher(root: () => Element | null): Watcher {
    const listeners = new WeakMap<Element, (isNear: boolean) => void>()
    let observer: IntersectionObserver | null = null
    const start = () =>
        new IntersectionObserver(
            (entries) => {
                for (const entry of entries) listeners.get(entry.target)?.(entry.isIntersecting)
            },
            { root: root(), rootMargin: `${marginPixels}px 0px` },
        )
    return {
        watch(element, onNear) {
            observer ??= start()
            const current = observer
            listeners.set(element, onNear)
            current.observe(element)
            return () => current.unobserve(element)
        },
    }
}
