// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { User } from "../../api/types"
import { goBack } from "../../app/navigation"
import { t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { receiveUser } from "../../store/changes"
import { Button } from "../../ui/Button"
import { Field, TextArea } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { Screen } from "../../ui/Screen"
import { showToast } from "../../ui/toastStore"
import { CoverEditor } from "./CoverEditor"
import { PortraitEditor } from "./PortraitEditor"

/** Changes one's own name and the words about oneself. */
export function EditProfileScreen({ me }: { me: User }) {
    const [displayName, setDisplayName] = useState(me.displayName)
    const [bio, setBio] = useState(me.bio ?? "")
    const save = async () => {
        const account = requireAccount()
        const user = await account.api.updateProfile(me.id, { displayName: displayName.trim(), bio: bio.trim() })
        receiveUser(account, user)
        showToast({ tone: "plain", text: t("profile.saved") })
        goBack()
    }
    return (
        <Screen title={t("profile.edit")}>
            <CoverEditor me={me} />
            <PortraitEditor me={me} />
            <Form fields={["displayName", "bio"]} onSubmit={save}>
                {({ isBusy, problem }) => (
                    <>
                        <Field
                            label={t("auth.displayName")}
                            hint={t("auth.displayNameHint")}
                            problem={problem("displayName")}
                            value={displayName}
                            maxLength={50}
                            autoComplete="name"
                            onChange={(event) => setDisplayName(event.target.value)}
                        />
                        <TextArea
                            label={t("profile.bio")}
                            hint={t("profile.bioHint")}
                            problem={problem("bio")}
                            value={bio}
                            rows={4}
                            maxLength={500}
                            onChange={(event) => setBio(event.target.value)}
                        />
                        <div className="button-row">
                            <Button type="submit" look="primary" isBusy={isBusy}>
                                {t("action.save")}
                            </Button>
                            <Button onClick={goBack}>{t("action.cancel")}</Button>
                        </div>
                    </>
                )}
            </Form>
        </Screen>
    )
}
