// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "react"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { addPictures, askForPictures, picturesStore, pictureTypes } from "../../store/uploads"
import { IconButton } from "../../ui/Button"

/** Opens the device's own way to choose pictures; not there on a site that keeps none. */
export function PictureButton() {
    const input = useRef<HTMLInputElement>(null)
    const keepsPictures = useStore(picturesStore)
    useEffect(() => void askForPictures(), [])
    if (!keepsPictures) return null
    return (
        <>
            <IconButton icon="image" label={t("media.add")} onClick={() => input.current?.click()} />
            <input
                ref={input}
                type="file"
                accept={pictureTypes.join(",")}
                multiple
                hidden
                data-pictures
                onChange={(event) => {
                    addPictures([...(event.target.files ?? [])])
                    // The same file again is a new choice.
                    event.target.value = ""
                }}
            />
        </>
    )
}
