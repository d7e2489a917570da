// SPDX-License-Identifier: Apache-2.0
import { useCallback, useRef, useState } from "react"
import type { Post } from "../../api/types"
import { openComposer } from "../../app/compose"
import { Link } from "../../app/navigation"
import { compactText, t } from "../../i18n"
import { toggleBookmark, toggleLike, toggleRepost } from "../../store/postActions"
import { quoteInDraft } from "../../store/postDraft"
import { Icon } from "../../ui/Icon"
import { Menu } from "../../ui/Menu"

/** The row below a post. Counts stand beside their button and change under the finger. */
export function PostActions({ post }: { post: Post }) {
    return (
        <div className="post-actions">
            <Link
                to={{ screen: "post", postId: post.id }}
                className="post-action"
                aria-label={t("post.comments", { count: post.commentCount })}
                title={t("post.comment")}
            >
                <Icon name="chats" />
                <Count value={post.commentCount} />
            </Link>
            <ShareButton post={post} />
            <button
                type="button"
                className="post-action post-action-like"
                aria-pressed={post.likedByMe}
                aria-label={t("post.likes", { count: post.likeCount })}
                title={t(post.likedByMe ? "post.unlike" : "post.like")}
                onClick={() => void toggleLike(post)}
            >
                <Icon name="heart" />
                <Count value={post.likeCount} />
            </button>
            <button
                type="button"
                className="post-action post-action-bookmark"
                aria-pressed={post.bookmarkedByMe}
                aria-label={t("post.bookmark")}
                title={t(post.bookmarkedByMe ? "post.unbookmark" : "post.bookmark")}
                onClick={() => void toggleBookmark(post)}
            >
                <Icon name="bookmark" />
            </button>
        </div>
    )
}

/** Passing on: as it is, or with words of one's own. Only what everyone may see can be. */
function ShareButton({ post }: { post: Post }) {
    const button = useRef<HTMLButtonElement>(null)
    const [isOpen, setOpen] = useState(false)
    const close = useCallback(() => setOpen(false), [])
    const quote = () => {
        quoteInDraft(post)
        openComposer()
    }
    return (
        <>
            <button
                ref={button}
                type="button"
                className={post.repostedByMe ? "post-action post-action-repost post-action-on" : "post-action post-action-repost"}
                aria-haspopup="menu"
                aria-expanded={isOpen}
                aria-label={t("post.reposts", { count: post.repostCount })}
                title={t("post.share")}
                disabled={post.visibility !== "PUBLIC"}
                onClick={() => setOpen(!isOpen)}
            >
                <Icon name="repost" />
                <Count value={post.repostCount} />
            </button>
            {isOpen && button.current && (
                <Menu
                    label={t("post.share")}
                    anchor={button.current}
                    items={[
                        {
                            label: t(post.repostedByMe ? "post.unrepost" : "post.repost"),
                            icon: "repost",
                            run: () => void toggleRepost(post),
                        },
                        { label: t("post.quote"), icon: "edit", run: quote },
                    ]}
                    onClose={close}
                />
            )}
        </>
    )
}

/** Always there, so that the first like moves nothing. */
function Count({ value }: { value: number }) {
    return (
        <span className="post-count" aria-hidden="true">
            {value > 0 ? compactText(value) : ""}
        </span>
    )
}
