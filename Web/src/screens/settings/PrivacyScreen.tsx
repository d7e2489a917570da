// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { ConnectionSettings } from "../../api/types"
import { errorText, t } from "../../i18n"
import { api } from "../../store/session"
import { Screen } from "../../ui/Screen"
import { ErrorState, SkeletonRows } from "../../ui/States"
import { Switch } from "../../ui/Switch"
import { showToast } from "../../ui/toastStore"
import { useAsync } from "../../ui/useAsync"
import { ActivityAudiences, ProfileAudiences } from "./AudienceFields"

const names = ["isPrivate", "hidesFollowers", "hidesFollowing", "hidesFromSuggestions"] as const

/** Who may follow oneself, and what others see of one's connections, profile and doings. */
export function PrivacyScreen() {
    const [loaded, retry] = useAsync(() => api.connectionSettings(), [])
    return (
        <Screen title={t("privacy.title")}>
            {loaded.state === "loading" && <SkeletonRows count={4} />}
            {loaded.state === "failed" && (
                <ErrorState title={t("privacy.failed")} error={loaded.error} onRetry={retry} />
            )}
            {loaded.state === "ready" && <Switches settings={loaded.value} />}
            <ProfileAudiences />
            <ActivityAudiences />
        </Screen>
    )
}

function Switches({ settings }: { settings: ConnectionSettings }) {
    const [shown, setShown] = useState(settings)
    const change = async (name: (typeof names)[number], isOn: boolean) => {
        setShown((current) => ({ ...current, [name]: isOn }))
        try {
            setShown(await api.changeConnectionSettings({ [name]: isOn }))
        } catch (error) {
            setShown((current) => ({ ...current, [name]: !isOn }))
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    return (
        <div className="card card-tight">
            {names.map((name) => (
                <Switch
                    key={name}
                    label={t(`privacy.${name}`)}
                    hint={t(`privacy.hint.${name}`)}
                    isOn={shown[name]}
                    onChange={(isOn) => void change(name, isOn)}
                />
            ))}
        </div>
    )
}
