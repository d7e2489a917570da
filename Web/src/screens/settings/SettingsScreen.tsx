// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { User, UserStatus } from "../../api/types"
import { Link } from "../../app/navigation"
import { errorText, languageStore, t } from "../../i18n"
import { isLanguage, languages } from "../../i18n/languages"
import { chooseOwnLanguage } from "../../i18n/load"
import { requireAccount } from "../../store/account"
import { receiveUser } from "../../store/changes"
import { useStore } from "../../store/createStore"
import { logout } from "../../store/session"
import { outboxStore } from "../../store/state"
import { Avatar } from "../../ui/Avatar"
import { Button } from "../../ui/Button"
import { SelectField } from "../../ui/Field"
import { Handle } from "../../ui/Handle"
import { Choice } from "../../ui/Choice"
import { ConfirmDialog } from "../../ui/Dialog"
import { Icon, IconName } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { showToast } from "../../ui/toastStore"
import { setTheme, Theme, themeStore } from "./theme"

/** Everything about oneself and this device. */
export function SettingsScreen({ me }: { me: User }) {
    const [isLeaving, setLeaving] = useState(false)
    const theme = useStore(themeStore)
    return (
        <Screen title={t("settings.title")}>
            <Link to={{ screen: "person", userId: me.id }} className="card card-link">
                <Avatar id={me.id} name={me.displayName} url={me.avatarUrl} />
                <span className="row-main">
                    <span className="row-title">{me.displayName}</span>
                    <span className="row-preview"><Handle user={me} /></span>
                </span>
                <Icon name="person" />
            </Link>
            <StatusChoice me={me} />
            <h2 className="section-title">{t("settings.appearance")}</h2>
            <Choice<Theme>
                label={t("settings.theme")}
                value={theme}
                options={[
                    { value: "light", label: t("settings.theme.light"), icon: "sun" },
                    { value: "dark", label: t("settings.theme.dark"), icon: "moon" },
                    { value: "system", label: t("settings.theme.system"), icon: "monitor" },
                ]}
                onChange={setTheme}
            />
            <LanguageChoice />
            <ul className="rows rows-card">
                <SettingsLink screen="notify" icon="bell" title={t("notify.title")} hint={t("notify.settingsHint")} />
            </ul>
            <h2 className="section-title">{t("settings.privacy")}</h2>
            <ul className="rows rows-card">
                <SettingsLink screen="privacy" icon="eye" title={t("privacy.title")} hint={t("privacy.settingsHint")} />
                <SettingsLink screen="blocked" icon="block" title={t("blocked.title")} hint={t("blocked.settingsHint")} />
                <SettingsLink screen="muted" icon="mute" title={t("muted.title")} hint={t("muted.settingsHint")} />
            </ul>
            <h2 className="section-title">{t("settings.security")}</h2>
            <ul className="rows rows-card">
                <SettingsLink
                    screen="sessions"
                    icon="monitor"
                    title={t("settings.sessions")}
                    hint={t("settings.sessionsHint")}
                />
                <SettingsLink
                    screen="password"
                    icon="lock"
                    title={t("settings.password")}
                    hint={t("settings.passwordHint")}
                />
                <SettingsLink
                    screen="account"
                    icon="person"
                    title={t("account.title")}
                    hint={t("account.settingsHint")}
                />
                <SettingsLink screen="data" icon="down" title={t("data.title")} hint={t("data.settingsHint")} />
            </ul>
            <ul className="rows rows-card">
                <SettingsLink
                    screen="shortcuts"
                    icon="keyboard"
                    title={t("shortcuts.title")}
                    hint={t("shortcuts.settingsHint")}
                />
            </ul>
            <div className="button-row button-row-end">
                <Button look="danger" icon="leave" onClick={() => setLeaving(true)}>
                    {t("settings.logout")}
                </Button>
            </div>
            {isLeaving && (
                <ConfirmDialog
                    title={t("settings.logoutTitle")}
                    text={logoutText()}
                    confirm={t("settings.logout")}
                    isDanger
                    run={logout}
                    onClose={() => setLeaving(false)}
                />
            )}
        </Screen>
    )
}

function logoutText(): string {
    const count = outboxStore.get().length
    const text = t("settings.logoutText")
    return count === 0 ? text : `${text} ${t("settings.logoutWaiting", { count })}`
}

const icons = { ONLINE: "sun", AWAY: "clock", DND: "moon" } as const

function StatusChoice({ me }: { me: User }) {
    const change = async (status: UserStatus) => {
        const account = requireAccount()
        receiveUser(account, { ...me, status })
        try {
            receiveUser(account, await account.api.updateProfile(me.id, { status }))
            account.socket.emit("user:status-change", { status })
            showToast({ tone: "plain", text: t("status.saved", { status: t(`status.${status}`) }) })
        } catch (error) {
            receiveUser(account, me)
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    const statuses = ["ONLINE", "AWAY", "DND"] as const
    return (
        <>
            <h2 className="section-title">{t("status.label")}</h2>
            <Choice<UserStatus>
                label={t("status.label")}
                value={me.status === "OFFLINE" ? "ONLINE" : me.status}
                options={statuses.map((value) => ({
                    value,
                    label: t(`status.${value}`),
                    hint: t(`status.hint.${value}`),
                    icon: icons[value],
                }))}
                onChange={(status) => void change(status)}
            />
        </>
    )
}

function LanguageChoice() {
    const language = useStore(languageStore)
    const change = async (value: string) => {
        if (!isLanguage(value)) return
        try {
            await chooseOwnLanguage(value)
        } catch {
            showToast({ tone: "error", text: t("settings.languageFailed") })
        }
    }
    return (
        <SelectField
            label={t("settings.language")}
            value={language}
            options={Object.entries(languages).map(([value, { name }]) => ({ value, label: name, lang: value }))}
            onChange={(value) => void change(value)}
        />
    )
}

interface SettingsLinkProps {
    screen: "sessions" | "password" | "account" | "data" | "notify" | "privacy" | "blocked" | "muted" | "shortcuts"
    icon: IconName
    title: string
    hint: string
}

function SettingsLink({ screen, icon, title, hint }: SettingsLinkProps) {
    return (
        <li>
            <Link to={{ screen }} className="row">
                <span className="avatar avatar-medium avatar-action">
                    <Icon name={icon} />
                </span>
                <span className="row-main">
                    <span className="row-title">{title}</span>
                    <span className="row-preview">{hint}</span>
                </span>
            </Link>
        </li>
    )
}
