// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react"
import type { User } from "../../api/types"
import { errorText, t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { receiveUser } from "../../store/changes"
import { useStore } from "../../store/createStore"
import { askForPictures, picturesStore } from "../../store/uploads"
import { Avatar } from "../../ui/Avatar"
import { Button } from "../../ui/Button"
import { showToast } from "../../ui/toastStore"
import { CropPicker } from "./CropPicker"

const portraitPixels = 800

/** One's picture, and the ways to change it. */
export function PortraitEditor({ me }: { me: User }) {
    const keepsPictures = useStore(picturesStore)
    useEffect(() => void askForPictures(), [])
    const use = async (picture: Blob) => {
        const account = requireAccount()
        receiveUser(account, await account.api.setAvatar(me.id, picture))
        showToast({ tone: "plain", text: t("portrait.saved") })
    }
    const remove = async () => {
        const account = requireAccount()
        receiveUser(account, { ...me, avatarUrl: null })
        try {
            await account.api.removeAvatar(me.id)
            showToast({ tone: "plain", text: t("portrait.removed") })
        } catch (error) {
            receiveUser(account, me)
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    if (!keepsPictures) return null
    return (
        <div className="portrait">
            <Avatar id={me.id} name={me.displayName} url={me.avatarUrl} size="large" />
            <div className="button-row">
                <CropPicker
                    kind="portrait"
                    label={t("portrait.change")}
                    aspect={1}
                    outputWidth={portraitPixels}
                    onUse={use}
                />
                {me.avatarUrl !== null && <Button onClick={() => void remove()}>{t("portrait.remove")}</Button>}
            </div>
        </div>
    )
}
