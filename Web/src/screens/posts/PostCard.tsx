// SPDX-License-Identifier: Apache-2.0
import { KeyboardEvent, memo, MouseEvent, useId, useLayoutEffect, useRef, useState } from "react"
import { picturesOf } from "../../api/pictures"
import { previewOf } from "../../api/previews"
import type { Post, QuotedPost as Quoted, User } from "../../api/types"
import { isForUs } from "../../app/shortcuts"
import { Link, navigate } from "../../app/navigation"
import { fullTimeText, shortAgoText, t } from "../../i18n"
import { isMe } from "../../store/account"
import { useStore } from "../../store/createStore"
import { leavingStore } from "../../store/leaving"
import { toggleBookmark, toggleLike } from "../../store/postActions"
import { Avatar } from "../../ui/Avatar"
import { Handle } from "../../ui/Handle"
import { Icon } from "../../ui/Icon"
import { Picture } from "../../ui/Picture"
import { PictureGrid } from "./PictureGrid"
import { PollView } from "./PollView"
import { PostActions } from "./PostActions"
import { PostMenu } from "./PostMenu"
import { PostText } from "./PostText"
import { PreviewCard } from "./PreviewCard"
import { visibilityIcons } from "./visibility"

interface PostCardProps {
    post: Post
    /** On its own page a post is shown whole, and larger. */
    isWhole?: boolean
    /** Who passed it on, where it stands because of that. */
    repostedBy?: User | undefined
    /** In its group, which needs not be named there. */
    isInGroup?: boolean
    /** On the profile of its author, where pinned posts stand on top. */
    showsPin?: boolean
}

/** A post: who, when, what, and what can be done with it. */
export const PostCard = memo(function PostCard(props: PostCardProps) {
    const { post, isWhole = false, repostedBy, isInGroup = false, showsPin = false } = props
    const nameId = useId()
    const { author } = post
    const onKeyDown = (event: KeyboardEvent) => {
        // Keys pressed in a button of the post are for the button.
        if (event.target !== event.currentTarget || !isForUs(event.nativeEvent)) return
        if (event.key === "l") void toggleLike(post)
        else if (event.key === "b") void toggleBookmark(post)
        else if ((event.key === "o" || event.key === "Enter") && !isWhole) navigate({ screen: "post", postId: post.id })
        else return
        event.preventDefault()
    }
    return (
        <article
            className={isWhole ? "post post-whole" : "post"}
            aria-labelledby={nameId}
            tabIndex={-1}
            data-post={post.id}
            onKeyDown={onKeyDown}
            onClick={isWhole ? undefined : (event) => openUnlessHandled(event, post)}
        >
            {repostedBy && (
                <p className="post-why">
                    <Icon name="repost" className="icon-small" />
                    <Link to={{ screen: "person", userId: repostedBy.id }}>
                        {isMe(repostedBy)
                            ? t("post.repostedByYou")
                            : t("post.repostedBy", { name: repostedBy.displayName })}
                    </Link>
                </p>
            )}
            {post.group && !isInGroup && (
                <p className="post-why">
                    <Icon name="groups" className="icon-small" />
                    <Link to={{ screen: "group", slug: post.group.slug }}>
                        <bdi>{post.group.name}</bdi>
                    </Link>
                </p>
            )}
            {showsPin && post.isPinned && isInGroup === (post.group !== null) && (
                <p className="post-why">
                    <Icon name="pin" className="icon-small" /> {t("post.pinned")}
                </p>
            )}
            <Link to={{ screen: "person", userId: author.id }} className="post-face" tabIndex={-1} aria-hidden="true">
                <Avatar id={author.id} name={author.displayName} url={author.avatarUrl} />
            </Link>
            <div className="post-head">
                <Link to={{ screen: "person", userId: author.id }} className="post-author" id={nameId}>
                    <bdi className="post-name">{author.displayName}</bdi>{" "}
                    <span className="post-handle">
                        <Handle user={author} />
                    </span>
                </Link>
                <span className="post-meta">
                    {post.visibility !== "PUBLIC" && post.visibility !== "GROUP" && (
                        <span role="img" aria-label={t(`visibility.${post.visibility}`)} title={t(`visibility.${post.visibility}`)}>
                            <Icon name={visibilityIcons[post.visibility]} className="icon-small" />
                        </span>
                    )}
                    {isWhole ? (
                        <time dateTime={post.createdAt}>{fullTimeText(post.createdAt)}</time>
                    ) : (
                        <Link
                            to={{ screen: "post", postId: post.id }}
                            className="post-time"
                            title={fullTimeText(post.createdAt)}
                        >
                            <time dateTime={post.createdAt}>{shortAgoText(post.createdAt)}</time>
                        </Link>
                    )}
                    {post.editedAt !== null && (
                        <>
                            {"· "}
                            <Link
                                to={{ screen: "edits", postId: post.id }}
                                className="post-time"
                                aria-label={t("edits.open")}
                                title={fullTimeText(post.editedAt)}
                            >
                                {t("post.edited")}
                            </Link>
                        </>
                    )}
                </span>
                <PostMenu post={post} />
            </div>
            <PostBody post={post} isWhole={isWhole} />
            {isWhole && post.likeCount > 0 && (
                <p className="post-liked">
                    <Link to={{ screen: "likes", postId: post.id }}>{t("likes.count", { count: post.likeCount })}</Link>
                </p>
            )}
            <PostActions post={post} />
        </article>
    )
})

/** The whole card leads to the post, except where it leads elsewhere or text is being marked. */
function openUnlessHandled(event: MouseEvent, post: Post): void {
    const target = event.target instanceof Element ? event.target : null
    if (event.defaultPrevented || target?.closest("a, button, form, dialog, [role=menu]")) return
    if (getSelection()?.toString()) return
    navigate({ screen: "post", postId: post.id })
}

function PostBody({ post, isWhole }: { post: Post; isWhole: boolean }) {
    const [isOpen, setOpen] = useState(false)
    const pictures = picturesOf(post)
    const preview = previewOf(post)
    const isCovered = post.contentWarning !== null && post.contentWarning !== ""
    return (
        <div className="post-body">
            {isCovered && (
                <div className="post-warning">
                    <p dir="auto">{post.contentWarning}</p>
                    <button type="button" className="text-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                        {t(isOpen ? "post.cover" : "post.uncover")}
                    </button>
                </div>
            )}
            {(!isCovered || isOpen) && (
                <>
                    {post.text !== "" && (isWhole ? <PostText text={post.text} /> : <ClampedText post={post} />)}
                    {pictures.length > 0 && <PictureGrid pictures={pictures} />}
                    {post.poll && <PollView post={post} poll={post.poll} />}
                    {post.quotedId !== null && <QuotedPost post={post.quoted} />}
                    {preview && <PreviewCard preview={preview} />}
                </>
            )}
        </div>
    )
}

/** A long text is cut in lists, and says so. */
function ClampedText({ post }: { post: Post }) {
    const element = useRef<HTMLDivElement>(null)
    const [isCut, setCut] = useState(false)
    useLayoutEffect(() => {
        const text = element.current?.firstElementChild
        if (text) setCut(text.scrollHeight > text.clientHeight + 2)
    }, [post.text])
    return (
        <div ref={element}>
            <PostText text={post.text} className="post-text post-text-cut" />
            {isCut && (
                <Link to={{ screen: "post", postId: post.id }} className="post-more">
                    {t("post.readMore")}
                </Link>
            )}
        </div>
    )
}

function QuotedPost({ post }: { post: Quoted | null }) {
    const isLeaving = useStore(leavingStore, (ids) => post !== null && ids.has(post.id))
    if (!post || isLeaving) return <p className="post-quoted post-quoted-gone">{t("post.quotedGone")}</p>
    const pictures = picturesOf(post)
    return (
        <Link to={{ screen: "post", postId: post.id }} className="post-quoted">
            <span className="post-quoted-head">
                <Avatar id={post.author.id} name={post.author.displayName} url={post.author.avatarUrl} size="small" />
                <bdi className="post-name">{post.author.displayName}</bdi>
                <span className="post-handle">
                    <Handle user={post.author} />
                </span>
            </span>
            <span className="post-quoted-text" dir="auto">
                {post.contentWarning ? post.contentWarning : post.text}
            </span>
            {!post.contentWarning && pictures.length > 0 && (
                <span className="post-quoted-pictures">
                    {pictures.slice(0, 4).map((picture) => (
                        <Picture key={picture.id} picture={picture} sizes="80px" />
                    ))}
                </span>
            )}
        </Link>
    )
}
