// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Comment } from "../../api/types"
import { t } from "../../i18n"
import { Button } from "../../ui/Button"
import { CommentForm } from "./CommentForm"
import { CommentItem } from "./CommentItem"
import { useComments } from "./useComments"

interface AnswersProps {
    comment: Comment
    depth: number
    isAnswering: boolean
    onAnswered(): void
}

/** Deeper answers stand at this depth too: a phone has no room for more. */
const maxDepth = 3

/** The answers to a comment: asked for when one wants to see them, or has answered. */
export function Answers({ comment, depth, isAnswering, onAnswered }: AnswersProps) {
    const [isOpen, setOpen] = useState(false)
    if (!isOpen && !isAnswering) {
        if (comment.replyCount === 0) return null
        return (
            <button type="button" className="quiet-button answers-open" aria-expanded="false" onClick={() => setOpen(true)}>
                {t("comment.answers", { count: comment.replyCount })}
            </button>
        )
    }
    return (
        <OpenAnswers
            comment={comment}
            depth={depth}
            isAnswering={isAnswering}
            onAnswered={() => {
                setOpen(true)
                onAnswered()
            }}
        />
    )
}

function OpenAnswers({ comment, depth, isAnswering, onAnswered }: AnswersProps) {
    const answers = useComments(comment.postId, comment.id)
    const { pages, send } = answers
    return (
        <>
            {isAnswering && (
                <CommentForm
                    label={t("comment.replyTo", { name: comment.author.displayName })}
                    autoFocus
                    onSend={async (words) => {
                        await send(words)
                        onAnswered()
                    }}
                    onCancel={onAnswered}
                />
            )}
            {pages.state === "failed" && (
                <p className="list-end">
                    {t("comment.failed")} <Button isSmall onClick={pages.retry}>{t("action.retry")}</Button>
                </p>
            )}
            {pages.items.length > 0 && (
                <ol className={depth < maxDepth ? "thread" : "thread thread-flat"}>
                    {pages.items.map((answer) => (
                        <CommentItem key={answer.id} comment={answer} depth={depth + 1} among={answers} />
                    ))}
                </ol>
            )}
            {pages.loadMore && (
                <button type="button" className="quiet-button answers-open" onClick={pages.loadMore}>
                    {t("comment.more")}
                </button>
            )}
        </>
    )
}
