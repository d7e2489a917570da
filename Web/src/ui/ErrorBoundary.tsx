// SPDX-License-Identifier: Apache-2.0
import { Component, ReactNode } from "react"
import { t } from "../i18n"
import { Button } from "./Button"
import { EmptyState } from "./States"

/** Catches what breaks while drawing, so that a mistake of ours is not an empty page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
    override state = { isBroken: false }

    static getDerivedStateFromError() {
        return { isBroken: true }
    }

    override render() {
        if (!this.state.isBroken) return this.props.children
        return (
            <main className="crashed">
                <Broken />
            </main>
        )
    }
}

/** The same around one screen: the way to the others stays. Also for a part of the app that could not be fetched. */
export class ScreenBoundary extends ErrorBoundary {
    override render() {
        return this.state.isBroken ? <Broken /> : this.props.children
    }
}

function Broken() {
    return (
        <EmptyState icon="warning" title={t("app.crashed")} hint={t("app.crashedHint")}>
            <Button look="primary" onClick={() => location.reload()}>
                {t("app.reload")}
            </Button>
        </EmptyState>
    )
}
