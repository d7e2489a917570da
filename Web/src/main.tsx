// SPDX-License-Identifier: Apache-2.0
/** Starts the app. */
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./app/App"
import { registerWorker } from "./app/serviceWorker"
import { language } from "./i18n"
import { resumeSession } from "./store/session"
import { ErrorBoundary } from "./ui/ErrorBoundary"

document.documentElement.lang = language
const root = document.getElementById("root")
if (root) {
    createRoot(root).render(
        <StrictMode>
            <ErrorBoundary>
                <App />
            </ErrorBoundary>
        </StrictMode>,
    )
}
void resumeSession()
registerWorker()
