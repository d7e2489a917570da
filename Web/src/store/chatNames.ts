// SPDX-License-Identifier: Apache-2.0
/** What a chat is called: its own name, or in a private chat the other person's. */
import { useEffect } from "react"
import type { Chat, ChatMember, User } from "../api/types"
import { t } from "../i18n"
import { isMe } from "./account"
import { useStore } from "./createStore"
import { wantMembers } from "./members"
import { membersStore } from "./state"

export interface ChatFace {
    title: string
    /** The other person of a private chat, once known. */
    peer: User | null
}

export function faceOf(chat: Chat, members: readonly ChatMember[] | undefined): ChatFace {
    if (chat.type !== "PRIVATE") return { title: chat.name ?? t("chats.untitled"), peer: null }
    const known = members?.find(({ user }) => !isMe(user))?.user
    const sender = chat.lastMessage && !isMe(chat.lastMessage.sender) ? chat.lastMessage.sender : null
    const peer = known ?? sender
    if (peer) return { title: peer.displayName, peer }
    return { title: chat.name ?? (members ? t("chats.someone") : "…"), peer: null }
}

/** The face of a chat; asks for its members when the name depends on them. */
export function useChatFace(chat: Chat): ChatFace {
    const members = useStore(membersStore, (state) => state[chat.id])
    const isWanted = chat.type === "PRIVATE" && !members
    useEffect(() => {
        if (isWanted) wantMembers(chat.id)
    }, [isWanted, chat.id])
    return faceOf(chat, members)
}
