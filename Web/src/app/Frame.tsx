// SPDX-License-Identifier: Apache-2.0
import { MouseEvent, Suspense, useEffect } from "react"
import type { User } from "../api/types"
import { t } from "../i18n"
import { ChatList } from "../screens/chats/ChatList"
import { useStore } from "../store/createStore"
import { ConnectionBanner } from "../ui/ConnectionBanner"
import { ScreenBoundary } from "../ui/ErrorBoundary"
import { SkeletonRows } from "../ui/States"
import { composerStore, closeComposer } from "./compose"
import { Content } from "./Content"
import { ComposeDialog } from "./communityScreens"
import { NavigationBar } from "./NavigationBar"
import { pathTo, Route, sectionOf } from "./router"
import { listenForShortcuts } from "./shortcuts"
import { appShortcuts } from "./shortcutList"

/** What stands around every screen: navigation, the list of chats beside a chat, and the place for dialogs. */
export function Frame({ me, route }: { me: User; route: Route }) {
    const isChats = sectionOf(route, me.id) === "chats"
    const isList = route.screen === "chats"
    const isComposing = useStore(composerStore)
    useEffect(() => listenForShortcuts(appShortcuts(me.id)), [me.id])
    return (
        <div className={`frame ${isChats ? "frame-chats" : ""} ${isList ? "frame-list" : "frame-main"}`}>
            <SkipLink to={isList ? "chats" : "content"} />
            <NavigationBar me={me} route={route} />
            <main className="panes">
                {isChats && <ChatList />}
                <div id="content" className="pane" tabIndex={-1}>
                    <ConnectionBanner />
                    <ScreenBoundary key={pathTo(route)}>
                        <Suspense fallback={<SkeletonRows count={5} />}>
                            <Content me={me} route={route} />
                        </Suspense>
                    </ScreenBoundary>
                </div>
            </main>
            {isComposing && <ComposeDialog me={me} onClose={closeComposer} />}
        </div>
    )
}

/** The first stop of Tab: past the navigation, and past the list when something is open. */
function SkipLink({ to }: { to: string }) {
    const skip = (event: MouseEvent) => {
        event.preventDefault()
        document.getElementById(to)?.focus()
    }
    return (
        <a className="skip-link" href={`#${to}`} onClick={skip}>
            {t("app.skip")}
        </a>
    )
}
