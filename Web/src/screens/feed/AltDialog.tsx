// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Picture as PictureValue } from "../../api/types"
import { t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { TextArea } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { Picture } from "../../ui/Picture"

const maxAltLength = 1500

interface AltDialogProps {
    picture: PictureValue
    /** The picture with its new words. */
    onDescribed(changed: PictureValue): void
    onClose(): void
}

/** What a picture shows, in words, for those who cannot see it. */
export function AltDialog({ picture, onDescribed, onClose }: AltDialogProps) {
    const [alt, setAlt] = useState(picture.alt)
    const save = async () => {
        if (alt.trim() !== picture.alt) onDescribed(await requireAccount().api.describePicture(picture.id, alt.trim()))
        onClose()
    }
    return (
        <Dialog title={t("media.altTitle")} onClose={onClose}>
            <Picture picture={picture} sizes="430px" className="alt-picture" />
            <Form fields={["alt"]} onSubmit={save}>
                {({ isBusy, problem }) => (
                    <>
                        <TextArea
                            label={t("media.alt")}
                            hint={t("media.altHint")}
                            problem={problem("alt")}
                            value={alt}
                            rows={3}
                            maxLength={maxAltLength}
                            dir="auto"
                            data-autofocus
                            onChange={(event) => setAlt(event.target.value)}
                        />
                        <div className="dialog-actions">
                            <Button onClick={onClose}>{t("action.cancel")}</Button>
                            <Button type="submit" look="primary" isBusy={isBusy}>
                                {t("action.save")}
                            </Button>
                        </div>
                    </>
                )}
            </Form>
        </Dialog>
    )
}
