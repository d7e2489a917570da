// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useEffect, useRef } from "react"
import { goBack } from "../app/navigation"
import { t } from "../i18n"
import { useStore } from "../store/createStore"
import { chatsStore, unreadTotal } from "../store/state"
import { IconButton } from "./Button"

interface ScreenProps {
    title: string
    /** Beside the title, at the end of the bar. */
    actions?: ReactNode
    children: ReactNode
}

/** A screen with a bar on top. Takes the focus when it opens, so keyboard and screen reader follow. */
export function Screen({ title, actions, children }: ScreenProps) {
    const heading = useRef<HTMLHeadingElement>(null)
    useTitle(title)
    useEffect(() => focusUnlessInside(heading.current), [])
    return (
        <section className="screen">
            <header className="bar">
                <IconButton icon="back" label={t("action.back")} className="bar-back" onClick={goBack} />
                <h1 ref={heading} tabIndex={-1}>
                    {title}
                </h1>
                {actions}
            </header>
            <div className="screen-scroll">
                <div className="screen-content">{children}</div>
            </div>
        </section>
    )
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
