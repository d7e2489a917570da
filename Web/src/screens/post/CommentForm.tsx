// SPDX-License-Identifier: Apache-2.0
import { FormEvent, KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react"
import { picturesOf } from "../../api/pictures"
import type { Comment, Picture } from "../../api/types"
import { errorText, t } from "../../i18n"
import { CommentPicture } from "../../store/commentPicture"
import { useStore } from "../../store/createStore"
import { Button } from "../../ui/Button"
import { AltDialog } from "../feed/AltDialog"
import { Attachments } from "../feed/Attachments"
import { PictureButton } from "../feed/PictureButton"
import { useDroppedFiles } from "../feed/useDroppedFiles"
import type { CommentWords } from "./useComments"

interface CommentFormProps {
    label: string
    /** What is there already, to be changed. Its picture stays; what it shows can be said anew. */
    edited?: Comment
    autoFocus?: boolean
    onSend(words: CommentWords): Promise<void>
    onDescribed?(picture: Picture): void
    onCancel?(): void
}

/** The server's limit for a comment. */
const maxCommentLength = 2000
const tallestPixels = 240

/** Says something to a post or to a comment, in words, with a picture, or both. */
export function CommentForm({ label, edited, autoFocus = false, onSend, onDescribed, onCancel }: CommentFormProps) {
    const [text, setText] = useState(edited?.text ?? "")
    const [isBusy, setBusy] = useState(false)
    const [problem, setProblem] = useState<string | null>(null)
    const [isDescribing, setDescribing] = useState(false)
    const [added] = useState(() => new CommentPicture())
    const addedPicture = useStore(added.store)
    const uploads = useStore(added.uploads.store)
    const area = useRef<HTMLTextAreaElement>(null)
    const addFiles = (files: readonly File[]) => {
        if (!edited) added.uploads.add(files)
    }
    const dropped = useDroppedFiles(addFiles)
    const picture = edited ? picturesOf(edited)[0] : addedPicture
    const isEmpty = text.trim() === "" && !picture && uploads.length === 0
    useEffect(() => () => added.end(), [added])
    useLayoutEffect(() => {
        if (!area.current) return
        area.current.style.height = "auto"
        area.current.style.height = `${Math.min(area.current.scrollHeight, tallestPixels)}px`
    }, [text])

    const submit = async (event?: FormEvent | KeyboardEvent) => {
        event?.preventDefault()
        if (isEmpty || isBusy) return
        if (added.problem !== null) return setProblem(added.problem)
        setBusy(true)
        setProblem(null)
        try {
            const words = { text: text.trim() }
            await added.sending((mediaId) => onSend(mediaId === undefined ? words : { ...words, mediaId }))
            if (!edited) setText("")
        } catch (error) {
            setProblem(errorText(error))
        } finally {
            setBusy(false)
        }
    }
    const onKeyDown = (event: KeyboardEvent) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) void submit(event)
        else if (event.key === "Escape") onCancel?.()
    }
    return (
        <>
            <form
                className={dropped.isTarget && !edited ? "comment-form drop-target" : "comment-form"}
                data-drop={t("comment.drop")}
                onSubmit={(event) => void submit(event)}
                {...dropped.handlers}
            >
                <div className={edited ? "comment-row comment-row-edit" : "comment-row"}>
                    <textarea
                        ref={area}
                        rows={1}
                        value={text}
                        maxLength={maxCommentLength}
                        aria-label={label}
                        placeholder={label}
                        autoFocus={autoFocus}
                        dir="auto"
                        onChange={(event) => setText(event.target.value)}
                        onKeyDown={onKeyDown}
                    />
                    {edited ? (
                        <Button isSmall onClick={onCancel}>
                            {t("action.cancel")}
                        </Button>
                    ) : (
                        <PictureButton
                            label={t("comment.addPicture")}
                            isFull={Boolean(picture) || uploads.length > 0}
                            onFiles={addFiles}
                        />
                    )}
                    <Button type="submit" look="primary" isSmall isBusy={isBusy} aria-disabled={isEmpty || isBusy}>
                        {t(edited ? "action.save" : "comment.send")}
                    </Button>
                </div>
                <Attachments
                    label={t("comment.attached")}
                    media={picture ? [picture] : []}
                    queue={added.uploads}
                    onDescribe={() => setDescribing(true)}
                    onRemove={edited ? undefined : () => added.remove()}
                />
                <div role="alert">{problem && <p className="notice notice-error">{problem}</p>}</div>
            </form>
            {isDescribing && picture && (
                <AltDialog
                    picture={picture}
                    onDescribed={(changed) => (edited ? onDescribed?.(changed) : added.replace(changed))}
                    onClose={() => setDescribing(false)}
                />
            )}
        </>
    )
}
