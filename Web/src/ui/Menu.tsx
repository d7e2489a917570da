// SPDX-License-Identifier: Apache-2.0
import { KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react"
import { Icon, IconName } from "./Icon"

export interface MenuItem {
    label: string
    icon: IconName
    /** A second line, for choices that need a word more. */
    hint?: string
    isDanger?: boolean
    /** With it the items are a choice of one, and this is the one. */
    isOn?: boolean
    run(): void
}

interface MenuProps {
    label: string
    items: MenuItem[]
    /** The element the menu belongs to: it opens beside it and gives the focus back to it. */
    anchor: HTMLElement
    onClose(): void
}

const gapPixels = 6

/** A menu after the ARIA pattern: arrows move, Enter chooses, Escape and Tab close. Keep it out of what scrolls. */
export function Menu({ label, items, anchor, onClose }: MenuProps) {
    const element = useRef<HTMLDivElement>(null)
    useLayoutEffect(() => {
        if (element.current) place(element.current, anchor)
    }, [anchor])
    useEffect(() => {
        element.current?.querySelector("button")?.focus()
        const closeOutside = (event: Event) => {
            if (!element.current?.contains(event.target as Node)) onClose()
        }
        document.addEventListener("pointerdown", closeOutside)
        addEventListener("resize", onClose)
        return () => {
            document.removeEventListener("pointerdown", closeOutside)
            removeEventListener("resize", onClose)
        }
    }, [onClose])

    const close = () => {
        onClose()
        if (anchor.isConnected) anchor.focus()
    }
    const onKeyDown = (event: KeyboardEvent) => {
        const buttons = [...(element.current?.querySelectorAll("button") ?? [])]
        const index = buttons.indexOf(document.activeElement as HTMLButtonElement)
        const target = targetIndex(event.key, index, buttons.length)
        if (target !== null) {
            event.preventDefault()
            buttons[target]?.focus()
        } else if (event.key === "Escape" || event.key === "Tab") {
            event.preventDefault()
            event.stopPropagation()
            close()
        }
    }
    return (
        <div ref={element} className="menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
            {items.map((item) => (
                <button
                    key={item.label}
                    type="button"
                    role={item.isOn === undefined ? "menuitem" : "menuitemradio"}
                    aria-checked={item.isOn}
                    tabIndex={-1}
                    className={item.isDanger ? "menu-item menu-danger" : "menu-item"}
                    onClick={() => {
                        close()
                        item.run()
                    }}
                >
                    <Icon name={item.icon} />
                    <span className="menu-words">
                        {item.label}
                        {item.hint && <span className="menu-hint">{item.hint}</span>}
                    </span>
                    {item.isOn && <Icon name="check" />}
                </button>
            ))}
        </div>
    )
}

function targetIndex(key: string, index: number, count: number): number | null {
    switch (key) {
        case "ArrowDown":
            return (index + 1) % count
        case "ArrowUp":
            return (index - 1 + count) % count
        case "Home":
            return 0
        case "End":
            return count - 1
        default:
            return null
    }
}

/** Below the anchor, or above it where there is no room; always inside the window. */
function place(menu: HTMLElement, anchor: HTMLElement): void {
    const around = anchor.getBoundingClientRect()
    const { width, height } = menu.getBoundingClientRect()
    const below = around.bottom + gapPixels
    const top = below + height > innerHeight - gapPixels ? around.top - gapPixels - height : below
    // Along the edge where one begins to read, or along the other one where there is no room.
    const isRightToLeft = document.documentElement.dir === "rtl"
    const fromLeft = isRightToLeft ? around.right - width < gapPixels : around.left + width <= innerWidth - gapPixels
    const left = fromLeft ? around.left : around.right - width
    menu.style.top = `${Math.max(gapPixels, top)}px`
    menu.style.left = `${Math.max(gapPixels, left)}px`
}
