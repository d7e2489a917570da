// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Session } from "../../api/types"
import { collect } from "../../api/client"
import { agoText, errorText, t } from "../../i18n"
import { api } from "../../store/session"
import { Button } from "../../ui/Button"
import { ConfirmDialog } from "../../ui/Dialog"
import { Icon } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { ErrorState, SkeletonRows } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { useAsync } from "../../ui/useAsync"
import { deviceName } from "../../text/devices"

const maxShown = 200

/** Where the account is signed in, and how to end that. */
export function SessionsScreen() {
    const [loaded, reload] = useAsync(() => collect((cursor) => api.sessions(cursor), maxShown), [])
    return (
        <Screen title={t("sessions.title")}>
            {loaded.state === "loading" && <SkeletonRows count={3} />}
            {loaded.state === "failed" && (
                <ErrorState title={t("sessions.failed")} error={loaded.error} onRetry={reload} />
            )}
            {loaded.state === "ready" && <Sessions sessions={loaded.value} onChanged={reload} />}
        </Screen>
    )
}

function Sessions({ sessions, onChanged }: { sessions: readonly Session[]; onChanged(): void }) {
    const [isEndingAll, setEndingAll] = useState(false)
    const current = sessions.find(({ isCurrent }) => isCurrent)
    const others = sessions.filter(({ isCurrent }) => !isCurrent)
    return (
        <>
            {current && (
                <>
                    <h2 className="section-title">{t("sessions.current")}</h2>
                    <ul className="rows rows-card">
                        <SessionRow session={current} />
                    </ul>
                </>
            )}
            <h2 className="section-title">{t("sessions.others")}</h2>
            {others.length === 0 ? (
                <p className="card card-note">{t("sessions.none")}</p>
            ) : (
                <ul className="rows rows-card">
                    {others.map((session) => (
                        <SessionRow key={session.id} session={session} onChanged={onChanged} />
                    ))}
                </ul>
            )}
            {others.length > 0 && (
                <div className="button-row button-row-end">
                    <Button look="danger" icon="leave" onClick={() => setEndingAll(true)}>
                        {t("sessions.endAll")}
                    </Button>
                </div>
            )}
            {isEndingAll && (
                <ConfirmDialog
                    title={t("sessions.endAllTitle")}
                    text={t("sessions.endAllText")}
                    confirm={t("sessions.endAll")}
                    isDanger
                    run={async () => {
                        await api.revokeOtherSessions()
                        showToast({ tone: "plain", text: t("sessions.endedAll") })
                        onChanged()
                    }}
                    onClose={() => setEndingAll(false)}
                />
            )}
        </>
    )
}

function SessionRow({ session, onChanged }: { session: Session; onChanged?(): void }) {
    const [isBusy, setBusy] = useState(false)
    const device = deviceName(session.device) || t("sessions.unknown")
    const end = async () => {
        setBusy(true)
        try {
            await api.revokeSession(session.id)
            showToast({ tone: "plain", text: t("sessions.ended") })
            onChanged?.()
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
            setBusy(false)
        }
    }
    return (
        <li className="row row-static">
            <span className="avatar avatar-medium avatar-action">
                <Icon name="monitor" />
            </span>
            <span className="row-main">
                <span className="row-title">{device}</span>
                <span className="row-preview">
                    {session.address} · {t("sessions.lastSeen", { time: agoText(session.lastSeenAt) })}
                </span>
            </span>
            {onChanged && (
                <Button isBusy={isBusy} aria-label={t("sessions.endLabel", { device })} onClick={() => void end()}>
                    {t("sessions.end")}
                </Button>
            )}
        </li>
    )
}
