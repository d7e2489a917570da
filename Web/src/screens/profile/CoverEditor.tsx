// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react"
import { coverOf } from "../../api/pictures"
import type { User } from "../../api/types"
import { errorText, t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { useStore } from "../../store/createStore"
import { changeCover, learnProfile, loadPerson, peopleStore } from "../../store/people"
import { askForPictures, picturesStore } from "../../store/uploads"
import { Button } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { showToast } from "../../ui/toastStore"
import { CropPicker } from "./CropPicker"

/** As the server cuts covers. */
const coverAspect = 3
const coverPixels = 1200

/** The wide picture of one's profile, and the ways to change it. */
export function CoverEditor({ me }: { me: User }) {
    const keepsPictures = useStore(picturesStore)
    const profile = useStore(peopleStore, (people) => people[me.id])
    const isKnown = profile !== undefined
    useEffect(() => void askForPictures(), [])
    useEffect(() => {
        // Without an answer a cover can still be chosen; only the present one is not shown.
        if (!isKnown) void loadPerson(me.id).catch(() => undefined)
    }, [isKnown, me.id])
    const cover = profile ? coverOf(profile) : null
    const use = async (picture: Blob) => {
        const { coverUrl } = await requireAccount().api.setCover(me.id, picture)
        learnProfile(me.id, (shown) => ({ ...shown, coverUrl }))
        showToast({ tone: "plain", text: t("cover.saved") })
    }
    const remove = async () => {
        const { api } = requireAccount()
        try {
            await changeCover(me.id, null, () => api.removeCover(me.id))
            showToast({ tone: "plain", text: t("cover.removed") })
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    if (!keepsPictures) return null
    return (
        <div className="cover-editor">
            {cover === null ? (
                <p className="cover-empty">
                    <Icon name="image" />
                    {t("cover.hint")}
                </p>
            ) : (
                <img className="profile-cover" src={cover} width={1200} height={400} alt="" />
            )}
            <div className="button-row">
                <CropPicker
                    kind="cover"
                    label={t(cover === null ? "cover.add" : "cover.change")}
                    aspect={coverAspect}
                    outputWidth={coverPixels}
                    onUse={use}
                />
                {cover !== null && <Button onClick={() => void remove()}>{t("cover.remove")}</Button>}
            </div>
        </div>
    )
}
