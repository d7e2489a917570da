// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useEffect, useRef } from "react"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { sessionStore } from "../../store/state"
import { Logo } from "../../ui/Icon"
import { useTitle } from "../../ui/Screen"

interface AuthLayoutProps {
    title: string
    hint: string
    children: ReactNode
}

/** The frame of login and sign-up. */
export function AuthLayout({ title, hint, children }: AuthLayoutProps) {
    const heading = useRef<HTMLHeadingElement>(null)
    const wasEnded = useStore(sessionStore, (state) => state.phase === "signedOut" && state.reason === "ended")
    useTitle(title)
    useEffect(() => heading.current?.focus(), [])
    return (
        <main className="auth">
            <div className="auth-card">
                <p className="auth-brand">
                    <Logo /> {t("app.name")}
                </p>
                <h1 ref={heading} tabIndex={-1}>
                    {title}
                </h1>
                <p className="auth-hint">{hint}</p>
                {wasEnded && <p className="notice">{t("auth.ended")}</p>}
                {children}
            </div>
        </main>
    )
}
