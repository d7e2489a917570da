// SPDX-License-Identifier: Apache-2.0
import { memo } from "react"
import type { Chat } from "../../api/types"
import { Link } from "../../app/navigation"
import { listTimeText, t } from "../../i18n"
import { isMe } from "../../store/account"
import { chatTitle } from "../../store/chatNames"
import { useStore } from "../../store/createStore"
import { draftsStore, outboxStore, presenceStore, typingStore } from "../../store/state"
import { oneLine } from "../../text/links"
import { Avatar } from "../../ui/Avatar"
import { Icon } from "../../ui/Icon"

interface ChatRowProps {
    chat: Chat
    isOpen: boolean
}

/** One chat in the list: who, what was last, when, and how much is new. */
export const ChatRow = memo(function ChatRow({ chat, isOpen }: ChatRowProps) {
    const title = chatTitle(chat)
    const { peer } = chat
    const status = useStore(presenceStore, (state) => (peer ? state[peer.id]?.status : undefined))
    const isUnread = chat.unreadCount > 0
    return (
        <li>
            <Link
                to={{ screen: "conversation", chatId: chat.id }}
                className={`row ${isOpen ? "row-open" : ""} ${isUnread ? "row-unread" : ""}`}
                aria-current={isOpen ? "page" : undefined}
            >
                <Avatar
                    id={peer?.id ?? chat.id}
                    name={title}
                    url={peer?.avatarUrl ?? chat.avatarUrl}
                    isGroup={chat.type !== "PRIVATE"}
                    status={status}
                />
                <span className="row-main">
                    <span className="row-top">
                        <span className="row-title">{title}</span>
                        {chat.lastMessage && (
                            <time className="row-time" dateTime={chat.lastMessage.createdAt}>
                                {listTimeText(chat.lastMessage.createdAt)}
                            </time>
                        )}
                    </span>
                    <span className="row-bottom">
                        <Preview chat={chat} isOpen={isOpen} />
                        {isUnread && (
                            <span className="badge">
                                <span aria-hidden="true">{chat.unreadCount > 99 ? "99+" : chat.unreadCount}</span>
                                <span className="visually-hidden">
                                    {t("chats.unread", { count: chat.unreadCount })}
                                </span>
                            </span>
                        )}
                    </span>
                </span>
            </Link>
        </li>
    )
})

/** The most telling line: who types, what is unfinished, what waits, what was said last. */
function Preview({ chat, isOpen }: ChatRowProps) {
    const isTyping = useStore(typingStore, (state) => chat.id in state)
    const draft = useStore(draftsStore, (state) => state[chat.id]?.text)
    const waiting = useStore(outboxStore, (items) => items.filter(({ chatId }) => chatId === chat.id).pop()?.content)
    if (isTyping) return <span className="row-preview row-typing">{t("chats.typing")}</span>
    // In the open chat the draft is in plain sight.
    if (draft?.trim() && !isOpen) {
        return (
            <span className="row-preview" dir="auto">
                <em className="row-draft">{t("chats.draft")}</em> <bdi>{oneLine(draft)}</bdi>
            </span>
        )
    }
    if (waiting !== undefined) {
        return (
            <span className="row-preview">
                <Icon name="clock" className="icon-small" />
                <span className="visually-hidden">{t("chats.waiting")}: </span>
                {oneLine(waiting)}
            </span>
        )
    }
    return (
        <span className="row-preview" dir="auto">
            {lastText(chat)}
        </span>
    )
}

function lastText(chat: Chat): string {
    const message = chat.lastMessage
    if (!message) return t("chats.noMessages")
    if (message.isDeleted) return t("chats.deleted")
    const text = oneLine(message.content)
    if (isMe(message.sender)) return t("chats.you", { text })
    if (chat.type === "PRIVATE") return text
    return t("chats.by", { name: message.sender.displayName.split(" ")[0] ?? "", text })
}
