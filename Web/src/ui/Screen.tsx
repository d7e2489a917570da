// SPDX-License-Identifier: Apache-2.0
import { createContext, ReactNode, RefObject, useContext, useEffect, useLayoutEffect, useRef } from "react"
import { cameBack, goBack } from "../app/navigation"
import { t } from "../i18n"
import { useStore } from "../store/createStore"
import { chatsStore, unreadTotal } from "../store/state"
import { IconButton } from "./Button"

interface ScreenProps {
    title: string
    /** The top of a section has no way back. */
    isTop?: boolean
    /** Beside the title, at the end of the bar. */
    actions?: ReactNode
    /** Beside the content where there is room: what goes with it. */
    aside?: ReactNode
    /** Content that reaches to the edges of its column, like a list of posts. */
    isFlush?: boolean
    children: ReactNode
}

const ScrollContainer = createContext<RefObject<HTMLElement>>({ current: null })

/** What scrolls around a component. */
export function useScrollContainer(): RefObject<HTMLElement> {
    return useContext(ScrollContainer)
}

/** A screen with a bar on top. Takes the focus when it opens, so keyboard and screen reader follow. */
export function Screen({ title, isTop = false, actions, aside, isFlush = false, children }: ScreenProps) {
    const heading = useRef<HTMLHeadingElement>(null)
    const scroller = useRef<HTMLElement>(null)
    useTitle(title)
    useKeptScroll(scroller)
    useEffect(() => focusUnlessInside(heading.current), [])
    return (
        <ScrollContainer.Provider value={scroller}>
            <section ref={scroller} className="screen">
                <div className={aside ? "screen-columns screen-with-aside" : "screen-columns"}>
                    <div className="screen-column">
                        <header className="bar">
                            {!isTop && (
                                <IconButton
                                    icon="back"
                                    label={t("action.back")}
                                    className="bar-back"
                                    onClick={goBack}
                                />
                            )}
                            <h1 ref={heading} tabIndex={-1} className={isTop ? "bar-title" : undefined}>
                                {title}
                            </h1>
                            {actions}
                        </header>
                        <div className={isFlush ? "screen-content screen-flush" : "screen-content"}>{children}</div>
                    </div>
                    {aside}
                </div>
            </section>
        </ScrollContainer.Provider>
    )
}

/** Where each address was scrolled to when it was left. */
const positions = new Map<string, number>()
const maxPositions = 50

/** Coming back to a screen shows the place one left. */
function useKeptScroll(scroller: RefObject<HTMLElement>): void {
    useLayoutEffect(() => {
        const element = scroller.current
        const path = location.pathname
        if (!element) return
        if (cameBack()) element.scrollTop = positions.get(path) ?? 0
        const note = () => {
            positions.delete(path)
            positions.set(path, element.scrollTop)
            if (positions.size > maxPositions) positions.delete(positions.keys().next().value as string)
        }
        // Noted when it goes, while it is still in the page.
        return note
    }, [])
}

/** Names the page, with the number of unread messages in front: tabs in the background show it. */
export function useTitle(title: string): void {
    const unread = useStore(chatsStore, unreadTotal)
    useEffect(() => {
        document.title = `${unread > 0 ? `(${unread}) ` : ""}${title} · ${t("app.name")}`
    }, [title, unread])
}

/** Focuses a heading, but not when something in its screen has taken the focus already. */
export function focusUnlessInside(heading: HTMLElement | null): void {
    if (!heading?.closest("section, main")?.contains(document.activeElement)) heading?.focus({ preventScroll: true })
}
