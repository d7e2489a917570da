// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Picture as PictureValue } from "../../api/types"
import { percentText, t } from "../../i18n"
import { useStore } from "../../store/createStore"
import type { Upload, UploadQueue } from "../../store/uploadQueue"
import { IconButton } from "../../ui/Button"
import { Picture } from "../../ui/Picture"

interface AttachmentsProps {
    label: string
    media: readonly PictureValue[]
    queue: UploadQueue
    onDescribe(picture: PictureValue): void
    /** Undefined where they have to stay. */
    onRemove?: ((picture: PictureValue) => void) | undefined
    onMove?(from: number, to: number): void
}

/** The pictures of what one writes, in their order, and those on their way. */
export function Attachments({ label, media, queue, onDescribe, onRemove, onMove }: AttachmentsProps) {
    const uploads = useStore(queue.store)
    const [dragged, setDragged] = useState<number | null>(null)
    if (media.length === 0 && uploads.length === 0) return null
    return (
        <ul className="attachments" aria-label={label}>
            {media.map((picture, index) => (
                <li
                    key={picture.id}
                    className={dragged === index ? "attachment attachment-dragged" : "attachment"}
                    draggable={onMove !== undefined}
                    onDragStart={(event) => {
                        event.dataTransfer.effectAllowed = "move"
                        setDragged(index)
                    }}
                    onDragOver={(event) => dragged !== null && event.preventDefault()}
                    onDrop={(event) => {
                        if (dragged === null) return
                        event.preventDefault()
                        event.stopPropagation()
                        onMove?.(dragged, index)
                    }}
                    onDragEnd={() => setDragged(null)}
                >
                    <Picture picture={picture} sizes="140px" />
                    <PictureButtons
                        picture={picture}
                        index={index}
                        count={media.length}
                        onDescribe={() => onDescribe(picture)}
                        onRemove={onRemove && (() => onRemove(picture))}
                        onMove={onMove}
                    />
                </li>
            ))}
            {uploads.map((upload) => (
                <UploadItem key={upload.id} upload={upload} queue={queue} />
            ))}
        </ul>
    )
}

interface PictureButtonsProps {
    picture: PictureValue
    index: number
    count: number
    onDescribe(): void
    onRemove: (() => void) | undefined
    onMove: ((from: number, to: number) => void) | undefined
}

function PictureButtons({ picture, index, count, onDescribe, onRemove, onMove }: PictureButtonsProps) {
    const number = index + 1
    const isDescribed = picture.alt !== ""
    return (
        <span className="attachment-buttons">
            {onMove && index > 0 && (
                <IconButton icon="back" label={t("media.earlier", { number })} onClick={() => onMove(index, index - 1)} />
            )}
            {onMove && index < count - 1 && (
                <IconButton icon="forward" label={t("media.later", { number })} onClick={() => onMove(index, index + 1)} />
            )}
            <IconButton
                icon={isDescribed ? "check" : "edit"}
                className={isDescribed ? "attachment-described" : "attachment-describe"}
                label={t(isDescribed ? "media.described" : "media.describe", { number })}
                onClick={onDescribe}
            />
            {onRemove && <IconButton icon="close" label={t("media.remove", { number })} onClick={onRemove} />}
        </span>
    )
}

function UploadItem({ upload, queue }: { upload: Upload; queue: UploadQueue }) {
    const { id, state, share, problem } = upload
    const { name } = upload.file
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
                    <IconButton icon="repost" label={t("media.retry", { name })} onClick={() => queue.retry(id)} />
                )}
                <IconButton icon="close" label={t("media.cancel", { name })} onClick={() => queue.cancel(id)} />
            </span>
        </li>
    )
}
