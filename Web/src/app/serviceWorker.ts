// SPDX-License-Identifier: Apache-2.0
/** Puts the service worker in place and offers a new version when there is one. */
import { t } from "../i18n"
import { showToast } from "../ui/toastStore"

const lookEveryMilliseconds = 60 * 60_000

export function registerWorker(): void {
    if (!("serviceWorker" in navigator)) return
    const { serviceWorker } = navigator
    // The first worker takes over a page without one: that is no new version.
    const hadWorker = serviceWorker.controller !== null
    let isReloading = false
    serviceWorker.addEventListener("controllerchange", () => {
        if (!hadWorker || isReloading) return
        isReloading = true
        location.reload()
    })
    serviceWorker.register("/sw.js", { updateViaCache: "none" }).then(follow, (error: unknown) => {
        console.warn("The app will not open offline.", error)
    })
}

function follow(registration: ServiceWorkerRegistration): void {
    const offer = () => {
        const { waiting } = registration
        if (!waiting || !navigator.serviceWorker.controller) return
        showToast({
            tone: "plain",
            text: t("app.updateReady"),
            isSticky: true,
            action: { label: t("app.reload"), run: () => waiting.postMessage("activate") },
        })
    }
    offer()
    registration.addEventListener("updatefound", () => {
        registration.installing?.addEventListener("statechange", offer)
    })
    setInterval(() => void registration.update().catch(() => undefined), lookEveryMilliseconds)
}
