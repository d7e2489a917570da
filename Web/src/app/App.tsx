// SPDX-License-Identifier: Apache-2.0
import { Fragment, useEffect } from "react"
import { languageStore } from "../i18n"
import { LoginScreen } from "../screens/auth/LoginScreen"
import { RegisterScreen } from "../screens/auth/RegisterScreen"
import { useStore } from "../store/createStore"
import { sessionStore } from "../store/state"
import { keepFocus } from "../ui/keepFocus"
import { Logo } from "../ui/Icon"
import { LiveRegion } from "../ui/LiveRegion"
import { Toasts } from "../ui/Toasts"
import { Frame } from "./Frame"
import { navigate, useRoute } from "./navigation"

/** What index.html shows while the app is on its way, until it knows what to show. */
function Splash() {
    return (
        <div className="splash">
            <Logo />
        </div>
    )
}

/** The whole app: who may see which screen. */
export function App() {
    const session = useStore(sessionStore)
    const language = useStore(languageStore)
    const route = useRoute()
    const isAuthRoute = route.screen === "login" || route.screen === "register"
    const isSignedIn = session.phase === "signedIn"

    useEffect(keepFocus, [])
    useEffect(() => {
        if (session.phase === "signedOut" && !isAuthRoute) navigate({ screen: "login" }, { replace: true })
        if (session.phase === "signedIn" && isAuthRoute) navigate({ screen: "feed" }, { replace: true })
    }, [session.phase, isAuthRoute])

    if (session.phase === "starting" || isSignedIn === isAuthRoute) return <Splash />
    // Another language is another app: every word of it is drawn anew.
    return (
        <Fragment key={language}>
            {isSignedIn ? (
                <Frame me={session.me} route={route} />
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
