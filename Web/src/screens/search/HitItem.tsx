// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react"
import type { Comment, FoundHashtag, HighlightPiece, Message, Post, SearchHit, User } from "../../api/types"
import { Link } from "../../app/navigation"
import type { Route } from "../../app/router"
import { fullTimeText, shortAgoText, t } from "../../i18n"
import { isMe } from "../../store/account"
import { chatTitle } from "../../store/chatNames"
import { useStore } from "../../store/createStore"
import { chatsStore } from "../../store/state"
import { Avatar } from "../../ui/Avatar"
import { Handle } from "../../ui/Handle"
import { Icon } from "../../ui/Icon"
import { FollowButton } from "../people/FollowButton"

/** Something found: what it is, whose, and the words around what was looked for. */
export function HitItem({ hit }: { hit: SearchHit }) {
    switch (hit.kind) {
        case "PERSON":
            return <PersonHit user={hit.item as User} highlight={hit.highlight} />
        case "HASHTAG":
            return <TagHit tag={hit.item as FoundHashtag} highlight={hit.highlight} />
        case "POST": {
            const post = hit.item as Post
            return (
                <WordsHit to={{ screen: "post", postId: post.id }} author={post.author} at={post.createdAt} highlight={hit.highlight}>
                    {post.author.displayName}
                </WordsHit>
            )
        }
        case "COMMENT": {
            const comment = hit.item as Comment
            const name = comment.author.displayName
            return (
                <WordsHit
                    to={{ screen: "post", postId: comment.postId }}
                    author={comment.author}
                    at={comment.createdAt}
                    highlight={hit.highlight}
                >
                    {t("search.commentBy", { name })}
                </WordsHit>
            )
        }
        case "MESSAGE":
            return <MessageHit message={hit.item as Message} highlight={hit.highlight} />
        default:
            return null
    }
}

/** The pieces of an excerpt: text, with what was looked for marked. */
function Highlight({ pieces }: { pieces: readonly HighlightPiece[] }) {
    return (
        <>
            {pieces.map(({ text, isMatch }, index) => (isMatch ? <mark key={index}>{text}</mark> : text))}
        </>
    )
}

interface HitProps {
    highlight: readonly HighlightPiece[]
}

function PersonHit({ user, highlight }: HitProps & { user: User }) {
    return (
        <div className="row-with-button hit">
            <Link to={{ screen: "person", userId: user.id }} className="row">
                <Avatar id={user.id} name={user.displayName} url={user.avatarUrl} />
                <span className="row-main">
                    <span className="row-title">
                        <bdi>{isMe(user) ? t("group.you", { name: user.displayName }) : user.displayName}</bdi>{" "}
                        <span className="post-handle"><Handle user={user} /></span>
                    </span>
                    <span className="row-preview" dir="auto">
                        <Highlight pieces={highlight} />
                    </span>
                </span>
            </Link>
            {!isMe(user) && <FollowButton person={user} isSmall />}
        </div>
    )
}

function TagHit({ tag: { tag, postCount }, highlight }: HitProps & { tag: FoundHashtag }) {
    return (
        <Link to={{ screen: "tag", tag }} className="row hit">
            <span className="avatar avatar-medium avatar-action">
                <Icon name="hash" />
            </span>
            <span className="row-main">
                <span className="row-title" dir="auto">
                    {highlight.length > 0 ? <Highlight pieces={highlight} /> : tag}
                </span>
                <span className="row-preview">{t("search.posts", { count: postCount })}</span>
            </span>
        </Link>
    )
}

function MessageHit({ message, highlight }: HitProps & { message: Message }) {
    const chat = useStore(chatsStore, ({ byId }) => byId[message.chatId])
    const name = message.sender.displayName
    return (
        <WordsHit
            to={{ screen: "message", chatId: message.chatId, seq: String(message.seq) }}
            author={message.sender}
            at={message.createdAt}
            highlight={highlight}
        >
            {chat && chat.type !== "PRIVATE" ? t("search.messageIn", { name, chat: chatTitle(chat) }) : name}
        </WordsHit>
    )
}

interface WordsHitProps extends HitProps {
    to: Route
    author: User
    at: string
    children: ReactNode
}

function WordsHit({ to, author, at, highlight, children }: WordsHitProps) {
    return (
        <Link to={to} className="row hit hit-words">
            <Avatar id={author.id} name={author.displayName} url={author.avatarUrl} />
            <span className="row-main">
                <span className="row-top">
                    <span className="row-title">
                        <bdi>{children}</bdi>
                    </span>
                    <time className="row-time" dateTime={at} title={fullTimeText(at)}>
                        {shortAgoText(at)}
                    </time>
                </span>
                <span className="hit-text" dir="auto">
                    <Highlight pieces={highlight} />
                </span>
            </span>
        </Link>
    )
}
