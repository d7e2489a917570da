// SPDX-License-Identifier: Apache-2.0
import { useRef } from "react"
import { t } from "../../i18n"
import { addPictures, pictureTypes } from "../../store/uploads"
import { IconButton } from "../../ui/Button"

/** Opens the device's own way to choose pictures. */
export function PictureButton() {
    const input = useRef<HTMLInputElement>(null)
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
