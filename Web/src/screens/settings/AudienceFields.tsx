// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useState } from "react"
import type { ActivityAudience, ActivityKind, ActivitySettings, Audience, ProfilePrivacy } from "../../api/types"
import { errorText, t, TextKey } from "../../i18n"
import { isMe, requireAccount } from "../../store/account"
import { Changing } from "../../store/changing"
import { createStore, useStore } from "../../store/createStore"
import { SelectRow } from "../../ui/Field"
import { ErrorState, SkeletonRows } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { useAsync } from "../../ui/useAsync"

export const profileParts = ["bio", "pronouns", "location", "website", "birthday", "cover", "presence"] as const

const audiences: readonly { value: Audience; activity: ActivityAudience; text: TextKey }[] = [
    { value: "EVERYBODY", activity: "EVERYONE", text: "visibility.PUBLIC" },
    { value: "FOLLOWERS", activity: "FOLLOWERS", text: "visibility.FOLLOWERS" },
    { value: "ONLY_ME", activity: "NOBODY", text: "visibility.PRIVATE" },
]

const privacyStore = createStore<{ owner: string; privacy: ProfilePrivacy } | null>(null)
const changing = new Changing<ProfilePrivacy>(
    () => privacyStore.get()?.privacy,
    (owner, privacy) => privacyStore.set({ owner, privacy }),
)

export async function loadPrivacy(): Promise<void> {
    const { api, id } = requireAccount()
    privacyStore.set({ owner: id, privacy: await changing.read(id, () => api.profilePrivacy(id)) })
}

async function changePrivacy(change: Partial<ProfilePrivacy>): Promise<void> {
    const { api, id } = requireAccount()
    try {
        await changing.change(id, (shown) => ({ ...shown, ...change }), () => api.changeProfilePrivacy(id, change))
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}

function useOwnPrivacy(): ProfilePrivacy | null {
    const kept = useStore(privacyStore)
    return kept && isMe(kept.owner) ? kept.privacy : null
}

/** Who sees one part of one's profile; nothing until that is loaded. Kept as soon as it is chosen. */
export function PartAudience({ part, label }: { part: keyof ProfilePrivacy; label: string }) {
    const privacy = useOwnPrivacy()
    if (!privacy) return null
    return (
        <SelectRow
            label={label}
            value={privacy[part]}
            options={audiences.map(({ value, text }) => ({ value, label: t(text) }))}
            onChange={(value) => void changePrivacy({ [part]: value as Audience })}
        />
    )
}

function Section({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
    return (
        <section className="settings-section">
            <h2 className="section-title">{title}</h2>
            <p className="screen-note">{hint}</p>
            {children}
        </section>
    )
}

/** Who sees which part of one's profile. */
export function ProfileAudiences() {
    const [loaded, retry] = useAsync(loadPrivacy, [])
    const privacy = useOwnPrivacy()
    return (
        <Section title={t("privacy.profile")} hint={t("privacy.profileHint")}>
            {!privacy && loaded.state === "loading" && <SkeletonRows count={4} />}
            {!privacy && loaded.state === "failed" && (
                <ErrorState title={t("privacy.failed")} error={loaded.error} onRetry={retry} />
            )}
            {privacy && (
                <div className="card card-tight">
                    {profileParts.map((part) => (
                        <PartAudience key={part} part={part} label={t(`privacy.part.${part}`)} />
                    ))}
                </div>
            )}
        </Section>
    )
}

/** Who sees what one does. */
export function ActivityAudiences() {
    const [loaded, retry] = useAsync(() => requireAccount().api.activitySettings(), [])
    return (
        <Section title={t("privacy.activity")} hint={t("privacy.activityHint")}>
            {loaded.state === "loading" && <SkeletonRows count={4} />}
            {loaded.state === "failed" && (
                <ErrorState title={t("privacy.failed")} error={loaded.error} onRetry={retry} />
            )}
            {loaded.state === "ready" && <ActivityChoices settings={loaded.value} />}
        </Section>
    )
}

const kindTexts: Readonly<Record<string, TextKey>> = {
    FOLLOW: "privacy.kind.FOLLOW",
    LIKE: "privacy.kind.LIKE",
    COMMENT: "privacy.kind.COMMENT",
    REPOST: "privacy.kind.REPOST",
    GROUP_JOIN: "privacy.kind.GROUP_JOIN",
    GROUP_CREATE: "privacy.kind.GROUP_CREATE",
    PROFILE_PICTURE: "privacy.kind.PROFILE_PICTURE",
}

function ActivityChoices({ settings }: { settings: ActivitySettings }) {
    const [store] = useState(() => createStore(settings))
    const [changes] = useState(() => new Changing<ActivitySettings>(store.get, (_, next) => store.set(next)))
    const shown = useStore(store)
    const options = audiences.map(({ activity, text }) => ({ value: activity, label: t(text) }))
    const change = async (body: Partial<ActivitySettings>) => {
        const { api } = requireAccount()
        try {
            await changes.change("all", (before) => withChange(before, body), () => api.changeActivitySettings(body))
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    const changeKind = (kind: ActivityKind, audience: ActivityAudience) => change({ kinds: [{ kind, audience }] })
    return (
        <div className="card card-tight">
            <SelectRow
                label={t("privacy.anyActivity")}
                value={shown.audience}
                options={options}
                onChange={(value) => void change({ audience: value as ActivityAudience })}
            />
            {shown.audience !== "NOBODY" &&
                shown.kinds.map(({ kind, audience }) => {
                    const text = kindTexts[kind]
                    // A server newer than this app may know kinds this app has no words for.
                    if (!text) return null
                    return (
                        <SelectRow
                            key={kind}
                            label={t(text)}
                            value={audience}
                            options={options}
                            onChange={(value) => void changeKind(kind, value as ActivityAudience)}
                        />
                    )
                })}
        </div>
    )
}

function withChange(settings: ActivitySettings, { audience, kinds = [] }: Partial<ActivitySettings>): ActivitySettings {
    return {
        audience: audience ?? settings.audience,
        kinds: settings.kinds.map((choice) => kinds.find(({ kind }) => kind === choice.kind) ?? choice),
    }
}
