// SPDX-License-Identifier: Apache-2.0
import { FormEvent, KeyboardEvent, useLayoutEffect, useRef, useState } from "react"
import { errorText, t } from "../../i18n"
import { Button } from "../../ui/Button"

interface CommentFormProps {
    label: string
    /** What is there already, to be changed. */
    initial?: string
    autoFocus?: boolean
    onSend(text: string): Promise<void>
    onCancel?(): void
}

/** The server's limit for a comment. */
const maxCommentLength = 2000
const tallestPixels = 240

/** Says something to a post or to a comment. */
export function CommentForm({ label, initial = "", autoFocus = false, onSend, onCancel }: CommentFormProps) {
    const [text, setText] = useState(initial)
    const [isBusy, setBusy] = useState(false)
    const [problem, setProblem] = useState<string | null>(null)
    const area = useRef<HTMLTextAreaElement>(null)
    useLayoutEffect(() => {
        if (!area.current) return
        area.current.style.height = "auto"
        area.current.style.height = `${Math.min(area.current.scrollHeight, tallestPixels)}px`
    }, [text])

    const submit = async (event?: FormEvent) => {
        event?.preventDefault()
        if (text.trim() === "" || isBusy) return
        setBusy(true)
        setProblem(null)
        try {
            await onSend(text.trim())
            setText(initial === "" ? "" : text)
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
        <form className="comment-form" onSubmit={(event) => void submit(event)}>
            <div className={initial === "" ? "comment-row" : "comment-row comment-row-edit"}>
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
                {initial !== "" && (
                    <Button isSmall onClick={onCancel}>
                        {t("action.cancel")}
                    </Button>
                )}
                <Button type="submit" look="primary" isSmall isBusy={isBusy} aria-disabled={text.trim() === "" || isBusy}>
                    {t(initial === "" ? "comment.send" : "action.save")}
                </Button>
            </div>
            <div role="alert">{problem && <p className="notice notice-error">{problem}</p>}</div>
        </form>
    )
}
