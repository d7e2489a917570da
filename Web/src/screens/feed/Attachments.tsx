// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Picture as PictureValue } from "../../api/types"
import { percentText, t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { postDraftStore } from "../../store/postDraft"
import { cancelUpload, movePicture, removePicture, retryUpload, Upload, uploadsStore } from "../../store/uploads"
import { IconButton } from "../../ui/Button"
import { Picture } from "../../ui/Picture"

/** The pictures of the post one writes, in their order, and those on their way. */
export function Attachments({ onDescribe }: { onDescribe(picture: PictureValue): void }) {
    const media = useStore(postDraftStore, (draft) => draft.media)
    const uploads = useStore(uploadsStore)
    const [dragged, setDragged] = useState<number | null>(null)
    if (media.length === 0 && uploads.length === 0) return null
    return (
        <ul className="attachments" aria-label={t("media.attached")}>
            {media.map((picture, index) => (
                <li
                    key={picture.id}
                    className={dragged === index ? "attachment attachment-dragged" : "attachment"}
                    draggable
                    onDragStart={(event) => {
                        event.dataTransfer.effectAllowed = "move"
                        setDragged(index)
                    }}
                    onDragOver={(event) => dragged !== null && event.preventDefault()}
                    onDrop={(event) => {
                        if (dragged === null) return
                        event.preventDefault()
                        event.stopPropagation()
                        movePicture(dragged, index)
                    }}
                    onDragEnd={() => setDragged(null)}
                >
                    <Picture picture={picture} sizes="140px" />
                    <PictureButtons
                        picture={picture}
                        index={index}
                        count={media.length}
                        onDescribe={() => onDescribe(picture)}
                    />
                </li>
            ))}
            {uploads.map((upload) => (
                <UploadItem key={upload.id} upload={upload} />
            ))}
        </ul>
    )
}

interface PictureButtonsProps {
    picture: PictureValue
    index: number
    count: number
    onDescribe(): void
}

function PictureButtons({ picture, index, count, onDescribe }: PictureButtonsProps) {
    const number = index + 1
    const isDescribed = picture.alt !== ""
    return (
        <span className="attachment-buttons">
            {index > 0 && (
                <IconButton icon="back" label={t("media.earlier", { number })} onClick={() => movePicture(index, index - 1)} />
            )}
            {index < count - 1 && (
                <IconButton icon="forward" label={t("media.later", { number })} onClick={() => movePicture(index, index + 1)} />
            )}
            <IconButton
                icon={isDescribed ? "check" : "edit"}
                className={isDescribed ? "attachment-described" : "attachment-describe"}
                label={t(isDescribed ? "media.described" : "media.describe", { number })}
                onClick={onDescribe}
            />
            <IconButton icon="close" label={t("media.remove", { number })} onClick={() => removePicture(picture)} />
        </span>
    )
}

function UploadItem({ upload: { id, file, state, share, problem } }: { upload: Upload }) {
    const { name } = file
    return (
        <li className="attachment attachment-upload">
            {state === "failed" ? (
                <span className="attachment-problem" role="alert">
                    {problem}
                </span>
            ) : (
                <>
                    <progress aria-label={t("media.uploading", { name })} max={1} value={share} />
                    <span className="attachment-name" aria-hidden="true">
                        {state === "waiting" ? t("media.waiting") : percentText(share)}
                    </span>
                </>
            )}
            <span className="attachment-buttons">
                {state === "failed" && (
                    <IconButton icon="repost" label={t("media.retry", { name })} onClick={() => retryUpload(id)} />
                )}
                <IconButton icon="close" label={t("media.cancel", { name })} onClick={() => cancelUpload(id)} />
            </span>
        </li>
    )
}
