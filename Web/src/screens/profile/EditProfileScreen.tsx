// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { User, UserProfile } from "../../api/types"
import { goBack } from "../../app/navigation"
import { t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { receiveUser } from "../../store/changes"
import { useStore } from "../../store/createStore"
import { learnProfile, loadPerson, peopleStore } from "../../store/people"
import { Button } from "../../ui/Button"
import { Field, TextArea } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { Screen } from "../../ui/Screen"
import { ErrorState, SkeletonRows } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { useAsync } from "../../ui/useAsync"
import { loadPrivacy, PartAudience } from "../settings/AudienceFields"
import { CoverEditor } from "./CoverEditor"
import { PortraitEditor } from "./PortraitEditor"

/** Changes what one says of oneself, and who sees it. */
export function EditProfileScreen({ me }: { me: User }) {
    const [loaded, retry] = useAsync(() => loadPerson(me.id), [me.id])
    const profile = useStore(peopleStore, (people) => people[me.id])
    useAsync(loadPrivacy, [])
    return (
        <Screen title={t("profile.edit")}>
            <CoverEditor me={me} />
            <PortraitEditor me={me} />
            {/* What is shown already may be older, and would then be saved again. */}
            {loaded.state === "loading" && <SkeletonRows count={4} />}
            {loaded.state === "failed" && (
                <ErrorState title={t("profile.failed")} error={loaded.error} onRetry={retry} />
            )}
            {loaded.state === "ready" && profile && <Fields profile={profile} />}
        </Screen>
    )
}

const details = ["pronouns", "location", "website"] as const
const lengths = { displayName: 50, bio: 500, pronouns: 40, location: 100, website: 300 }

function Fields({ profile }: { profile: UserProfile }) {
    const [shown, setShown] = useState(() => ({
        displayName: profile.displayName,
        bio: profile.bio,
        pronouns: profile.pronouns ?? "",
        location: profile.location ?? "",
        website: profile.website ?? "",
        birthday: profile.birthday ?? "",
    }))
    const set = (change: Partial<typeof shown>) => setShown((before) => ({ ...before, ...change }))
    const save = async () => {
        const account = requireAccount()
        const said = Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, value.trim()]))
        const changed = await account.api.updateProfile(profile.id, { ...said, website: withScheme(shown.website) })
        learnProfile(profile.id, () => changed)
        receiveUser(account, changed)
        showToast({ tone: "plain", text: t("profile.saved") })
        goBack()
    }
    return (
        <Form fields={["displayName", "bio", ...details, "birthday"]} onSubmit={save}>
            {({ isBusy, problem }) => (
                <>
                    <Field
                        label={t("auth.displayName")}
                        hint={t("auth.displayNameHint")}
                        problem={problem("displayName")}
                        value={shown.displayName}
                        maxLength={lengths.displayName}
                        autoComplete="name"
                        dir="auto"
                        onChange={(event) => set({ displayName: event.target.value })}
                    />
                    <div className="field-group">
                        <TextArea
                            label={t("profile.bio")}
                            hint={t("profile.bioHint")}
                            problem={problem("bio")}
                            value={shown.bio}
                            rows={4}
                            maxLength={lengths.bio}
                            dir="auto"
                            onChange={(event) => set({ bio: event.target.value })}
                        />
                        <WhoSees part="bio" />
                    </div>
                    {details.map((name) => (
                        <div key={name} className="field-group">
                            <Field
                                label={t(`profile.${name}`)}
                                hint={t(`profile.${name}Hint`)}
                                problem={problem(name)}
                                value={shown[name]}
                                maxLength={lengths[name]}
                                autoComplete={name === "website" ? "url" : "off"}
                                inputMode={name === "website" ? "url" : undefined}
                                dir={name === "website" ? "ltr" : "auto"}
                                onChange={(event) => set({ [name]: event.target.value })}
                            />
                            <WhoSees part={name} />
                        </div>
                    ))}
                    <div className="field-group">
                        <Field
                            label={t("profile.birthday")}
                            problem={problem("birthday")}
                            type="date"
                            min="1900-01-01"
                            value={shown.birthday}
                            autoComplete="bday"
                            onChange={(event) => set({ birthday: event.target.value })}
                        />
                        <WhoSees part="birthday" />
                    </div>
                    <div className="button-row">
                        <Button type="submit" look="primary" isBusy={isBusy}>
                            {t("action.save")}
                        </Button>
                        <Button onClick={goBack}>{t("action.cancel")}</Button>
                    </div>
                </>
            )}
        </Form>
    )
}

function WhoSees({ part }: { part: "bio" | "birthday" | (typeof details)[number] }) {
    return <PartAudience part={part} label={t("privacy.whoSees", { part: t(`privacy.part.${part}`) })} />
}

/** Nobody types how an address begins. */
function withScheme(typed: string): string {
    const address = typed.trim()
    return address === "" || /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`
}
