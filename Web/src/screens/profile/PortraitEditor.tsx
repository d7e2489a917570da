// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from "react"
import type { User } from "../../api/types"
import { errorText, t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { receiveUser } from "../../store/changes"
import { useStore } from "../../store/createStore"
import { pictureTypes } from "../../store/uploadQueue"
import { askForPictures, picturesStore } from "../../store/uploads"
import { Avatar } from "../../ui/Avatar"
import { Button } from "../../ui/Button"
import { showToast } from "../../ui/toastStore"
import { CropDialog } from "./CropDialog"

const portraitPixels = 800

/** One's picture, and the ways to change it. */
export function PortraitEditor({ me }: { me: User }) {
    const input = useRef<HTMLInputElement>(null)
    const [bitmap, setBitmap] = useState<ImageBitmap | null>(null)
    const keepsPictures = useStore(picturesStore)
    useEffect(() => void askForPictures(), [])
    const choose = async (file: File | undefined) => {
        if (!file) return
        try {
            setBitmap(await createImageBitmap(file))
        } catch {
            showToast({ tone: "error", text: t("error.mediaUnreadable") })
        }
    }
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
                <Button icon="image" onClick={() => input.current?.click()}>
                    {t("portrait.change")}
                </Button>
                {me.avatarUrl !== null && <Button onClick={() => void remove()}>{t("portrait.remove")}</Button>}
            </div>
            <input
                ref={input}
                type="file"
                accept={pictureTypes.join(",")}
                hidden
                data-portrait
                onChange={(event) => {
                    void choose(event.target.files?.[0])
                    event.target.value = ""
                }}
            />
            {bitmap && (
                <CropDialog
                    bitmap={bitmap}
                    aspect={1}
                    outputWidth={portraitPixels}
                    onUse={use}
                    onClose={() => setBitmap(null)}
                />
            )}
        </div>
    )
}
