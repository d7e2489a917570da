// SPDX-License-Identifier: Apache-2.0
import { useRef, useState } from "react"
import { t } from "../../i18n"
import { pictureTypes } from "../../store/uploadQueue"
import { Button } from "../../ui/Button"
import { showToast } from "../../ui/toastStore"
import { CropDialog } from "./CropDialog"

interface CropPickerProps {
    /** What the picture becomes. */
    kind: "portrait" | "cover"
    label: string
    /** Width by height. */
    aspect: number
    /** How wide the result is, in pixels. */
    outputWidth: number
    onUse(picture: Blob): Promise<void>
}

/** A button to choose a picture from the device, of which then a part is chosen. */
export function CropPicker({ kind, label, aspect, outputWidth, onUse }: CropPickerProps) {
    const input = useRef<HTMLInputElement>(null)
    const [bitmap, setBitmap] = useState<ImageBitmap | null>(null)
    const choose = async (file: File | undefined) => {
        if (!file) return
        try {
            setBitmap(await createImageBitmap(file))
        } catch {
            showToast({ tone: "error", text: t("error.mediaUnreadable") })
        }
    }
    return (
        <>
            <Button icon="image" onClick={() => input.current?.click()}>
                {label}
            </Button>
            <input
                ref={input}
                type="file"
                accept={pictureTypes.join(",")}
                hidden
                data-picks={kind}
                onChange={(event) => {
                    void choose(event.target.files?.[0])
                    event.target.value = ""
                }}
            />
            {bitmap && (
                <CropDialog
                    bitmap={bitmap}
                    aspect={aspect}
                    outputWidth={outputWidth}
                    onUse={onUse}
                    onClose={() => setBitmap(null)}
                />
            )}
        </>
    )
}
