// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import { picturesOf } from "../../api/pictures"
import type { Comment } from "../../api/types"
import { Link } from "../../app/navigation"
import { compactText, errorText, fullTimeText, shortAgoText, t } from "../../i18n"
import { isMe, requireAccount } from "../../store/account"
import { Changing } from "../../store/changing"
import { createStore, useStore } from "../../store/createStore"
import { leavingStore } from "../../store/leaving"
import { Avatar } from "../../ui/Avatar"
import { ConfirmDialog } from "../../ui/Dialog"
import { Handle } from "../../ui/Handle"
import { Icon } from "../../ui/Icon"
import { showToast } from "../../ui/toastStore"
import { PictureGrid } from "../posts/PictureGrid"
import { PostText } from "../posts/PostText"
import { Answers } from "./Answers"
import { CommentForm } from "./CommentForm"
import type { Comments } from "./useComments"

interface CommentItemProps {
    comment: Comment
    depth: number
    /** The comments it is one of. */
    among: Comments
}

/** A comment, what can be done with it, and the answers to it. */
export function CommentItem({ comment, depth, among }: CommentItemProps) {
    const [isAnswering, setAnswering] = useState(false)
    const [isEditing, setEditing] = useState(false)
    const [isDeleting, setDeleting] = useState(false)
    const isLeaving = useStore(leavingStore, (ids) => ids.has(comment.id))
    const { author } = comment
    const pictures = picturesOf(comment)
    // Answers hold the place of a comment open.
    if (isLeaving && comment.replyCount === 0) return null
    return (
        <li className="comment">
            <Link to={{ screen: "person", userId: author.id }} tabIndex={-1} aria-hidden="true">
                <Avatar id={author.id} name={author.displayName} url={author.avatarUrl} size="small" />
            </Link>
            <div className="comment-main">
                <p className="comment-head">
                    <Link to={{ screen: "person", userId: author.id }} className="post-author">
                        <bdi className="post-name">{author.displayName}</bdi>{" "}
                        <span className="post-handle">
                            <Handle user={author} />
                        </span>
                    </Link>
                    <time className="post-time" dateTime={comment.createdAt} title={fullTimeText(comment.createdAt)}>
                        {shortAgoText(comment.createdAt)}
                    </time>
                    {comment.editedAt !== null && !comment.isDeleted && (
                        <span className="post-time" title={fullTimeText(comment.editedAt)}>
                            · {t("post.edited")}
                        </span>
                    )}
                </p>
                {comment.isDeleted || isLeaving ? (
                    <p className="comment-gone">{t("comment.gone")}</p>
                ) : isEditing ? (
                    <CommentForm
                        label={t("comment.editLabel")}
                        edited={comment}
                        autoFocus
                        onSend={async ({ text }) => {
                            await among.edit(comment, text)
                            setEditing(false)
                        }}
                        onDescribed={(picture) => among.describe(comment, picture)}
                        onCancel={() => setEditing(false)}
                    />
                ) : (
                    <>
                        {comment.text !== "" && <PostText text={comment.text} className="comment-text" />}
                        {pictures.length > 0 && <PictureGrid pictures={pictures} />}
                        <p className="comment-actions">
                            <LikeButton comment={comment} />
                            <button
                                type="button"
                                className="quiet-button"
                                aria-expanded={isAnswering}
                                aria-label={t("comment.replyTo", { name: author.displayName })}
                                onClick={() => setAnswering(!isAnswering)}
                            >
                                {t("comment.reply")}
                            </button>
                            {isMe(author) && (
                                <>
                                    <button type="button" className="quiet-button" onClick={() => setEditing(true)}>
                                        {t("comment.edit")}
                                    </button>
                                    <button type="button" className="quiet-button" onClick={() => setDeleting(true)}>
                                        {t("comment.delete")}
                                    </button>
                                </>
                            )}
                        </p>
                    </>
                )}
                <Answers
                    comment={comment}
                    depth={depth}
                    isAnswering={isAnswering}
                    onAnswered={() => setAnswering(false)}
                />
            </div>
            {isDeleting && (
                <ConfirmDialog
                    title={t("comment.deleteTitle")}
                    text={t("comment.deleteText")}
                    confirm={t("comment.delete")}
                    isDanger
                    run={async () => among.remove(comment)}
                    onClose={() => setDeleting(false)}
                />
            )}
        </li>
    )
}

interface Liked {
    isLiked: boolean
    count: number
}

function LikeButton({ comment }: { comment: Comment }) {
    const [store] = useState(() => createStore<Liked>({ isLiked: comment.likedByMe, count: comment.likeCount }))
    const [changing] = useState(() => new Changing<Liked>(store.get, (_, liked) => store.set(liked)))
    const shown = useStore(store)
    const toggle = async () => {
        const { api } = requireAccount()
        const isLiked = !shown.isLiked
        try {
            await changing.change(
                comment.id,
                (liked) => ({ isLiked, count: Math.max(0, liked.count + Number(isLiked) - Number(liked.isLiked)) }),
                () => (isLiked ? api.likeComment(comment.id) : api.unlikeComment(comment.id)),
            )
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    return (
        <button
            type="button"
            className="quiet-button post-action-like"
            aria-pressed={shown.isLiked}
            aria-label={t("post.likes", { count: shown.count })}
            title={t(shown.isLiked ? "post.unlike" : "post.like")}
            onClick={() => void toggle()}
        >
            <Icon name="heart" className="icon-small" />
            {shown.count > 0 && <span aria-hidden="true">{compactText(shown.count)}</span>}
        </button>
    )
}
