// SPDX-License-Identifier: Apache-2.0
/** The current address as a store, and links that change it without loading the page anew. */
import type { AnchorHTMLAttributes, MouseEvent } from "react"
import { createStore, useStore } from "../store/createStore"
import { parentOf, parsePath, pathTo, Route } from "./router"

const routeStore = createStore<Route>(parsePath(location.pathname))
/** How many of our own pages lie behind this one. */
let depth: number = (history.state as { depth?: number } | null)?.depth ?? 0
let isReturn = false

addEventListener("popstate", (event) => {
    depth = (event.state as { depth?: number } | null)?.depth ?? 0
    isReturn = true
    routeStore.set(parsePath(location.pathname))
})

export function useRoute(): Route {
    return useStore(routeStore)
}

export function currentRoute(): Route {
    return routeStore.get()
}

/** Whether the screen on show was come back to, rather than opened: then it is as it was left. */
export function cameBack(): boolean {
    return isReturn
}

export function navigate(route: Route, { replace = false } = {}): void {
    const path = pathTo(route)
    if (path === location.pathname) return
    isReturn = false
    if (replace) history.replaceState({ depth }, "", path)
    else history.pushState({ depth: ++depth }, "", path)
    routeStore.set(route)
}

/** One step back inside the app; from an address opened directly, to the screen above it. */
export function goBack(): void {
    if (depth > 0) history.back()
    else navigate(parentOf(routeStore.get()), { replace: true })
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { to: Route; replace?: boolean }

export function Link({ to, replace = false, onClick, ...rest }: LinkProps) {
    const follow = (event: MouseEvent<HTMLAnchorElement>) => {
        onClick?.(event)
        const wantsOwnTab = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0
        if (event.defaultPrevented || wantsOwnTab) return
        event.preventDefault()
        navigate(to, { replace })
    }
    return <a {...rest} href={pathTo(to)} onClick={follow} />
}
