// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "react"
import type { Chat, Presence } from "../../api/types"
import { goBack, Link } from "../../app/navigation"
import { agoText, t } from "../../i18n"
import { chatTitle } from "../../store/chatNames"
import { useStore } from "../../store/createStore"
import { presenceStore } from "../../store/state"
import { Avatar } from "../../ui/Avatar"
import { IconButton } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { focusUnlessInside } from "../../ui/Screen"

/** Who one is talking to, and the way to more about them. */
export function ConversationHeader({ chat }: { chat: Chat }) {
    const heading = useRef<HTMLHeadingElement>(null)
    useEffect(() => focusUnlessInside(heading.current), [])
    const { peer } = chat
    const title = chatTitle(chat)
    const presence = useStore(presenceStore, (state) => (peer ? state[peer.id] : undefined))
    const about = peer ? ({ screen: "person", userId: peer.id } as const) : null
    return (
        <header className="bar">
            <IconButton icon="back" label={t("action.back")} className="bar-back bar-back-phone" onClick={goBack} />
            <Link to={about ?? { screen: "chatDetails", chatId: chat.id }} className="bar-face">
                <Avatar
                    id={peer?.id ?? chat.id}
                    name={title}
                    url={peer?.avatarUrl ?? chat.avatarUrl}
                    size="small"
                    isGroup={chat.type !== "PRIVATE"}
                />
                <span className="bar-words">
                    <h1 ref={heading} tabIndex={-1}>
                        {title}
                    </h1>
                    <span className="bar-note">{peer ? presenceText(presence) : memberText(chat)}</span>
                </span>
            </Link>
            <Link
                to={{ screen: "chatDetails", chatId: chat.id }}
                className="icon-button"
                aria-label={t("conversation.details")}
                title={t("conversation.details")}
            >
                <Icon name="info" />
            </Link>
        </header>
    )
}

function memberText(chat: Chat): string {
    return t("conversation.members", { count: chat.memberCount })
}

export function presenceText(presence: Presence | undefined): string {
    if (!presence) return ""
    if (presence.status !== "OFFLINE") return t(`status.${presence.status}`)
    return presence.lastSeenAt ? t("status.lastSeen", { time: agoText(presence.lastSeenAt) }) : t("status.OFFLINE")
}
