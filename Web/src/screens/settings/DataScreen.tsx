// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react"
import type { DataExport } from "../../api/types"
import { errorText, languageStore, t } from "../../i18n"
import { agoText, fullTimeText } from "../../i18n/dates"
import { useStore } from "../../store/createStore"
import { downloadExport, endedExportStore } from "../../store/exports"
import { api } from "../../store/session"
import { Button } from "../../ui/Button"
import { Screen } from "../../ui/Screen"
import { ErrorState, SkeletonRows } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { useAsync } from "../../ui/useAsync"

/** How often a copy that is being made is looked at; its end is told over the socket besides. */
const pollMilliseconds = 2_000

/** A copy of everything one has: asking for it, how far it is, downloading it. */
export function DataScreen() {
    const [loaded, retry] = useAsync(() => api.exports(), [])
    const ended = useStore(endedExportStore)
    const newest = loaded.state === "ready" ? loaded.value.items[0] : undefined
    const isBuilding = newest?.state === "BUILDING"
    useEffect(() => {
        if (!isBuilding) return
        const timer = setInterval(retry, pollMilliseconds)
        return () => clearInterval(timer)
    }, [isBuilding, retry])
    useEffect(() => {
        if (ended) retry()
    }, [ended, retry])
    return (
        <Screen title={t("data.title")}>
            <p className="screen-note">{t("data.about")}</p>
            {loaded.state === "loading" && <SkeletonRows count={1} />}
            {loaded.state === "failed" && (
                <ErrorState title={t("data.loadFailed")} error={loaded.error} onRetry={retry} />
            )}
            {loaded.state === "ready" && (
                <section className="card account-part" aria-live="polite">
                    {newest && <Copy copy={newest} onChange={retry} />}
                    {!isBuilding && (
                        <ActionButton look={newest?.state === "READY" ? undefined : "primary"} run={() => api.askForExport()} onDone={retry}>
                            {t("data.ask")}
                        </ActionButton>
                    )}
                </section>
            )}
        </Screen>
    )
}

function Copy({ copy, onChange }: { copy: DataExport; onChange(): void }) {
    const remove = () => api.removeExport(copy.id)
    switch (copy.state) {
        case "BUILDING":
            return (
                <>
                    <p>{t("data.building", { percent: copy.progress })}</p>
                    <progress max={100} value={copy.progress} aria-label={t("data.building", { percent: copy.progress })} />
                    <ActionButton run={remove} onDone={onChange}>{t("data.stop")}</ActionButton>
                </>
            )
        case "READY":
            return (
                <>
                    <h2>{t("data.ready")}</h2>
                    <p>{readyText(copy)}</p>
                    <div className="button-row">
                        <ActionButton look="primary" run={() => downloadExport(copy.id)}>{t("data.download")}</ActionButton>
                        <ActionButton run={remove} onDone={onChange}>{t("data.remove")}</ActionButton>
                    </div>
                </>
            )
        case "FAILED":
            return <p>{t("data.failed")}</p>
    }
}

function readyText(copy: DataExport): string {
    const megabytes = Math.max(0.1, (copy.size ?? 0) / 1_000_000)
    return t("data.readyText", {
        size: new Intl.NumberFormat(languageStore.get(), { maximumFractionDigits: 1 }).format(megabytes),
        made: agoText(copy.readyAt ?? copy.createdAt),
        until: fullTimeText(copy.expiresAt ?? copy.createdAt),
    })
}

interface ActionButtonProps {
    look?: "primary"
    run(): Promise<unknown>
    onDone?(): void
    children: string
}

/** A button that is busy as long as it takes, and says what went wrong. */
function ActionButton({ look, run, onDone, children }: ActionButtonProps) {
    const [isBusy, setBusy] = useState(false)
    const act = async () => {
        setBusy(true)
        try {
            await run()
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
        }
        setBusy(false)
        onDone?.()
    }
    return (
        <Button look={look} isBusy={isBusy} onClick={() => void act()}>
            {children}
        </Button>
    )
}
