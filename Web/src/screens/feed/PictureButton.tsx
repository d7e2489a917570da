// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "react"
import { useStore } from "../../store/createStore"
import { pictureTypes } from "../../store/uploadQueue"
import { askForPictures, picturesStore } from "../../store/uploads"
import { IconButton } from "../../ui/Button"

interface PictureButtonProps {
    label: string
    isMultiple?: boolean
    /** There is no room for another one. */
    isFull?: boolean
    onFiles(files: readonly File[]): void
}

/** Opens the device's own way to choose pictures; not there on a site that keeps none. */
export function PictureButton({ label, isMultiple = false, isFull = false, onFiles }: PictureButtonProps) {
    const input = useRef<HTMLInputElement>(null)
    const keepsPictures = useStore(picturesStore)
    useEffect(() => void askForPictures(), [])
    if (!keepsPictures) return null
    return (
        <>
            <IconButton
                icon="image"
                label={label}
                aria-disabled={isFull || undefined}
                onClick={() => isFull || input.current?.click()}
            />
            <input
                ref={input}
                type="file"
                accept={pictureTypes.join(",")}
                multiple={isMultiple}
                hidden
                data-pictures
                onChange={(event) => {
                    onFiles([...(event.target.files ?? [])])
                    // The same file again is a new choice.
                    event.target.value = ""
                }}
            />
        </>
    )
}
