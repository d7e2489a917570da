// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { NotificationKind, NotificationSettings, QuietHours } from "../../api/types"
import { errorText, t, TextKey } from "../../i18n"
import { api } from "../../store/session"
import { Field } from "../../ui/Field"
import { Screen } from "../../ui/Screen"
import { ErrorState, SkeletonRows } from "../../ui/States"
import { Switch } from "../../ui/Switch"
import { showToast } from "../../ui/toastStore"
import { useAsync } from "../../ui/useAsync"

const kindTexts: Readonly<Record<string, TextKey>> = {
    FOLLOW: "notify.kind.FOLLOW",
    FOLLOW_REQUEST: "notify.kind.FOLLOW_REQUEST",
    FOLLOW_ACCEPTED: "notify.kind.FOLLOW_ACCEPTED",
    LIKE: "notify.kind.LIKE",
    COMMENT: "notify.kind.COMMENT",
    REPLY: "notify.kind.REPLY",
    MENTION: "notify.kind.MENTION",
    REPOST: "notify.kind.REPOST",
    QUOTE: "notify.kind.QUOTE",
    MESSAGE: "notify.kind.MESSAGE",
    GROUP_INVITATION: "notify.kind.GROUP_INVITATION",
    GROUP_REQUEST: "notify.kind.GROUP_REQUEST",
    GROUP_ACCEPTED: "notify.kind.GROUP_ACCEPTED",
    GROUP_ROLE: "notify.kind.GROUP_ROLE",
}

/** What one hears of, by which ways, and when not. */
export function NotifyScreen() {
    const [loaded, retry] = useAsync(() => api.notificationSettings(), [])
    return (
        <Screen title={t("notify.title")}>
            {loaded.state === "loading" && <SkeletonRows count={6} />}
            {loaded.state === "failed" && <ErrorState title={t("notify.failed")} error={loaded.error} onRetry={retry} />}
            {loaded.state === "ready" && <Settings settings={loaded.value} />}
        </Screen>
    )
}

function Settings({ settings }: { settings: NotificationSettings }) {
    const [shown, setShown] = useState(settings)
    const change = async (next: NotificationSettings, run: () => Promise<NotificationSettings>) => {
        const before = shown
        setShown(next)
        try {
            setShown(await run())
        } catch (error) {
            setShown(before)
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    const choose = (kind: NotificationKind, choice: { inApp?: boolean; live?: boolean }) => {
        const kinds = shown.kinds.map((other) => (other.kind === kind ? { ...other, ...choice } : other))
        void change({ ...shown, kinds }, () => api.chooseNotification(kind, choice))
    }
    const setQuiet = (quietHours: QuietHours | null) =>
        void change({ ...shown, quietHours }, () => (quietHours ? api.setQuietHours(quietHours) : api.endQuietHours()))
    return (
        <>
            <p className="screen-note">{t("notify.about")}</p>
            <div className="card card-tight">
                <table className="notify-table">
                    <thead>
                        <tr>
                            <td />
                            <th scope="col">{t("notify.inApp")}</th>
                            <th scope="col">{t("notify.live")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {shown.kinds.map(({ kind, inApp, live }) => {
                            const key = kindTexts[kind]
                            if (!key) return null
                            return (
                                <tr key={kind}>
                                    <th scope="row">{t(key)}</th>
                                    <td>
                                        <Check
                                            label={t("notify.inAppLabel", { kind: t(key) })}
                                            isOn={inApp}
                                            onChange={(isOn) => choose(kind, { inApp: isOn })}
                                        />
                                    </td>
                                    <td>
                                        <Check
                                            label={t("notify.liveLabel", { kind: t(key) })}
                                            isOn={inApp && live}
                                            isDisabled={!inApp}
                                            onChange={(isOn) => choose(kind, { live: isOn })}
                                        />
                                    </td>
                                </tr>
                            )
                        })}
                    </tbody>
                </table>
            </div>
            <div className="card card-tight">
                <Switch
                    label={t("notify.quiet")}
                    hint={t("notify.quietHint")}
                    isOn={shown.quietHours !== null}
                    onChange={(isOn) => setQuiet(isOn ? { from: "22:00", to: "07:00", timeZone: ownTimeZone() } : null)}
                />
                {shown.quietHours && <Hours hours={shown.quietHours} onChange={setQuiet} />}
            </div>
        </>
    )
}

interface CheckProps {
    label: string
    isOn: boolean
    isDisabled?: boolean
    onChange(isOn: boolean): void
}

function Check({ label, isOn, isDisabled = false, onChange }: CheckProps) {
    return (
        <input
            type="checkbox"
            role="switch"
            className="switch-input"
            aria-label={label}
            checked={isOn}
            disabled={isDisabled}
            onChange={(event) => onChange(event.target.checked)}
        />
    )
}

function Hours({ hours, onChange }: { hours: QuietHours; onChange(hours: QuietHours): void }) {
    const set = (change: Partial<QuietHours>) => onChange({ ...hours, ...change, timeZone: ownTimeZone() })
    return (
        <div className="notify-hours">
            <Field
                label={t("notify.quietFrom")}
                type="time"
                value={hours.from}
                required
                onChange={(event) => event.target.value && set({ from: event.target.value })}
            />
            <Field
                label={t("notify.quietTo")}
                type="time"
                value={hours.to}
                required
                onChange={(event) => event.target.value && set({ to: event.target.value })}
            />
            <p className="field-note">{t("notify.quietZone", { zone: hours.timeZone })}</p>
        </div>
    )
}

function ownTimeZone(): string {
    return Intl.DateTimeFormat().resolvedOptions().timeZone
}
