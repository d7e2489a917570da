// SPDX-License-Identifier: Apache-2.0
import { memo, useCallback, useRef } from "react"
import type { Chat, ChatMember, Message } from "../../api/types"
import { Link } from "../../app/navigation"
import { fullTimeText, t, timeText } from "../../i18n"
import { isMe } from "../../store/account"
import { useStore } from "../../store/createStore"
import { membersStore } from "../../store/state"
import { isFewEmoji, oneLine } from "../../text/links"
import { hueOf } from "../../text/names"
import { Avatar } from "../../ui/Avatar"
import { IconButton } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { MessageText } from "./MessageText"
import type { MenuTarget } from "./MessageMenu"
import { Quote } from "./Quote"
import { useLongPress } from "./useLongPress"

interface MessageItemProps {
    message: Message
    chat: Chat
    /** What this message answers, when it is at hand. */
    original: Message | null
    /** Follows a message of the same sender closely. */
    continues: boolean
    /** The one that was looked for. */
    isWanted: boolean
    /** The newest message: like the one that was looked for, Tab reaches it. */
    isLast: boolean
    onMenu(target: MenuTarget): void
}

/** One message: bubble, time, receipt and the button for its actions. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
    const { message, chat, original, continues, isWanted, isLast, onMenu } = props
    const own = isMe(message.sender)
    const button = useRef<HTMLButtonElement>(null)
    const openMenu = useCallback(() => {
        if (button.current && !message.isDeleted) onMenu({ message, anchor: button.current })
    }, [message, onMenu])
    const longPress = useLongPress(openMenu)
    const isGroup = chat.type !== "PRIVATE"
    const name = message.sender.displayName
    const isBig = !message.isDeleted && isFewEmoji(message.content)
    const look = ["message", own && "message-own", continues && "message-continues", isBig && "message-big", isWanted && "message-wanted"]
    const showsName = isGroup && !own && !continues
    return (
        <li className={look.filter(Boolean).join(" ")} data-message={message.id} data-wanted={isWanted || undefined}>
            {isGroup && !own && (
                <span className="message-avatar">
                    {!continues && (
                        <Link to={{ screen: "person", userId: message.sender.id }} tabIndex={-1} aria-hidden="true">
                            <Avatar id={message.sender.id} name={name} url={message.sender.avatarUrl} size="small" />
                        </Link>
                    )}
                </span>
            )}
            <div className="bubble" {...longPress}>
                <span className={showsName ? `bubble-name hue-text-${hueOf(message.sender.id)}` : "visually-hidden"}>
                    {own ? t("group.you", { name }) : name}
                </span>
                {message.replyToId !== null && <Quote original={original} />}
                {message.isDeleted ? (
                    <p className="bubble-deleted">{t("conversation.deleted")}</p>
                ) : (
                    <MessageText text={message.content} />
                )}
                <span className="bubble-foot">
                    {message.isEdited && !message.isDeleted && <span>{t("conversation.edited")}</span>}
                    <time dateTime={message.createdAt} title={fullTimeText(message.createdAt)}>
                        {timeText(message.createdAt)}
                    </time>
                    {own && !message.isDeleted && <Receipt message={message} isGroup={isGroup} />}
                </span>
            </div>
            <IconButton
                ref={button}
                icon="more"
                className="message-actions"
                label={t("conversation.actions", {
                    name,
                    time: timeText(message.createdAt),
                    text: message.isDeleted ? t("conversation.deleted") : oneLine(message.content, 60),
                })}
                title=""
                data-message-actions=""
                aria-haspopup="menu"
                aria-disabled={message.isDeleted}
                tabIndex={isLast || isWanted ? 0 : -1}
                onClick={openMenu}
            />
        </li>
    )
})

/** One tick: the server has it. Two: the others have read it. */
function Receipt({ message, isGroup }: { message: Message; isGroup: boolean }) {
    const count = useStore(membersStore, (state) => readers(state[message.chatId], message.seq))
    const label =
        count === 0
            ? t("conversation.status.sent")
            : isGroup
              ? t("conversation.status.readBy", { count })
              : t("conversation.status.read")
    return (
        <span className={count > 0 ? "receipt receipt-read" : "receipt"} role="img" aria-label={label} title={label}>
            <Icon name={count > 0 ? "checks" : "check"} />
        </span>
    )
}

function readers(members: readonly ChatMember[] | undefined, seq: number): number {
    return members?.filter(({ user, lastReadSeq }) => !isMe(user) && lastReadSeq >= seq).length ?? 0
}
