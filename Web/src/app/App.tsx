// SPDX-License-Identifier: Apache-2.0
import { Fragment, lazy, MouseEvent, Suspense, useEffect } from "react"
import type { User } from "../api/types"
import { languageStore, t } from "../i18n"
import { LoginScreen } from "../screens/auth/LoginScreen"
import { RegisterScreen } from "../screens/auth/RegisterScreen"
import { ChatList } from "../screens/chats/ChatList"
import { ConversationScreen } from "../screens/conversation/ConversationScreen"
import { useStore } from "../store/createStore"
import { sessionStore } from "../store/state"
import { ConnectionBanner } from "../ui/ConnectionBanner"
import { LiveRegion } from "../ui/LiveRegion"
import { Screen, useTitle } from "../ui/Screen"
import { EmptyState, SkeletonRows } from "../ui/States"
import { Toasts } from "../ui/Toasts"
import { NavigationBar } from "./NavigationBar"
import { Link, navigate, useRoute } from "./navigation"
import type { Route } from "./router"

// What most visits do not open is loaded when it is, in one part. The service worker has it in store all the same.
const later = () => import("./laterScreens")
const NewChatScreen = lazy(() => later().then((screens) => ({ default: screens.NewChatScreen })))
const NewGroupScreen = lazy(() => later().then((screens) => ({ default: screens.NewGroupScreen })))
const ChatDetailsScreen = lazy(() => later().then((screens) => ({ default: screens.ChatDetailsScreen })))
const PersonScreen = lazy(() => later().then((screens) => ({ default: screens.PersonScreen })))
const SettingsPages = lazy(() => later().then((screens) => ({ default: screens.SettingsPages })))

/** The whole app: who may see which screen, and the frame around it. */
export function App() {
    const session = useStore(sessionStore)
    const language = useStore(languageStore)
    const route = useRoute()
    const isAuthRoute = route.screen === "login" || route.screen === "register"
    const isSignedIn = session.phase === "signedIn"

    useEffect(() => {
        if (session.phase === "signedOut" && !isAuthRoute) navigate({ screen: "login" }, { replace: true })
        if (session.phase === "signedIn" && isAuthRoute) navigate({ screen: "chats" }, { replace: true })
    }, [session.phase, isAuthRoute])

    if (session.phase === "starting" || isSignedIn === isAuthRoute) return null
    // Another language is another app: every word of it is drawn anew.
    return (
        <Fragment key={language}>
            {isSignedIn ? (
                <SignedIn me={session.me} route={route} />
            ) : route.screen === "register" ? (
                <RegisterScreen />
            ) : (
                <LoginScreen />
            )}
            <Toasts />
            <LiveRegion />
        </Fragment>
    )
}

function SignedIn({ me, route }: { me: User; route: Route }) {
    const isList = route.screen === "chats"
    return (
        <div className={`frame ${isList ? "frame-list" : "frame-main"}`}>
            <SkipLink to={isList ? "chats" : "content"} />
            <NavigationBar me={me} route={route} />
            <main className="panes">
                <ChatList />
                <div id="content" className="pane" tabIndex={-1}>
                    <ConnectionBanner />
                    <Suspense fallback={<SkeletonRows count={5} />}>
                        <Content me={me} route={route} />
                    </Suspense>
                </div>
            </main>
        </div>
    )
}

function NothingOpen() {
    useTitle(t("chats.title"))
    return <EmptyState icon="chats" title={t("chats.choose")} hint={t("chats.chooseHint")} />
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

function Content({ me, route }: { me: User; route: Route }) {
    switch (route.screen) {
        case "conversation":
            return <ConversationScreen key={route.chatId} chatId={route.chatId} />
        case "chatDetails":
            return <ChatDetailsScreen key={route.chatId} chatId={route.chatId} />
        case "newChat":
            return <NewChatScreen />
        case "newGroup":
            return <NewGroupScreen />
        case "person":
            return <PersonScreen key={route.userId} userId={route.userId} />
        case "settings":
        case "sessions":
        case "password":
        case "editProfile":
            return <SettingsPages key={route.screen} page={route.screen} me={me} />
        case "notFound":
            return (
                <Screen title={t("app.notFound")}>
                    <EmptyState icon="search" title={t("app.notFound")} hint={t("app.notFoundHint")}>
                        <Link to={{ screen: "chats" }} className="button button-primary">
                            {t("app.toChats")}
                        </Link>
                    </EmptyState>
                </Screen>
            )
        default:
            return <NothingOpen />
    }
}
