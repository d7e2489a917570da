// SPDX-License-Identifier: Apache-2.0
/** Starts the app: its language first, then everything else. */
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./app/App"
import { fetchPartsWhenIdle } from "./app/lazyScreens"
import { registerWorker } from "./app/serviceWorker"
import { startLanguage } from "./i18n/load"
import { resumeSession } from "./store/session"
import { ErrorBoundary } from "./ui/ErrorBoundary"

const root = document.getElementById("root")

startLanguage().then(start, () => {
    // Without words there is nothing to show but this.
    if (root) root.textContent = "Roost could not be loaded. Please check your connection and reload this page."
})

function start(): void {
    if (!root) return
    createRoot(root).render(
        <StrictMode>
            <ErrorBoundary>
                <App />
            </ErrorBoundary>
        </StrictMode>,
    )
    void resumeSession()
    registerWorker()
    fetchPartsWhenIdle()
}
