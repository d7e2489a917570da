// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useMemo, useRef, useState } from "react"
import type { Chat, Message } from "../../api/types"
import { t } from "../../i18n"
import { isMe } from "../../store/account"
import { markRead } from "../../store/compose"
import { useStore } from "../../store/createStore"
import { loadOlder } from "../../store/history"
import { Chunk, chunked } from "../../store/messages"
import { reading } from "../../store/reading"
import { MessageWindow, outboxStore } from "../../store/state"
import { Button } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { EmptyState } from "../../ui/States"
import { MessageChunk } from "./MessageChunk"
import { DeleteDialog, MessageMenu, MenuTarget } from "./MessageMenu"
import { PendingMessage } from "./PendingMessage"
import { useMessageFocus } from "./useMessageFocus"
import { useScroll } from "./useScroll"

interface MessageListProps {
    chat: Chat
    title: string
    window: MessageWindow
    unreadAtOpen: number
    /** The number of the message that was looked for; 0 for none. */
    wanted: number
    onReply(message: Message): void
    onEdit(message: Message): void
}

/** Messages in a chunk: what is drawn or left out as one. */
const chunkSize = 32

/** The messages of a chat, oldest on top; more are loaded when the reader comes near the top. */
export function MessageList({ chat, title, window, unreadAtOpen, wanted, onReply, onEdit }: MessageListProps) {
    const { messages } = window
    const pending = usePending(chat.id, messages)
    const chunks = useChunks(messages)
    const unreadFrom = useUnreadFrom(messages, unreadAtOpen)
    const [target, setTarget] = useState<MenuTarget | null>(null)
    const [deleting, setDeleting] = useState<Message | null>(null)
    const closeMenu = useCallback(() => setTarget(null), [])
    const closeDialog = useCallback(() => setDeleting(null), [])
    const ownCount = pending.length
    const scroll = useScroll({
        first: messages[0]?.seq,
        last: messages[messages.length - 1]?.seq,
        ownCount,
        onNearTop: useCallback(() => void loadOlder(chat.id), [chat.id]),
        startAt: wanted > 0 ? "[data-wanted]" : unreadFrom === null ? null : "[data-unread]",
    })
    useReading(chat, messages, scroll.isAtBottom)
    const onKeyDown = useMessageFocus(scroll.container)
    const missed = useMissed(messages, scroll.isAtBottom)

    return (
        <div className="messages">
            <div ref={scroll.container} className="messages-scroll" onScroll={scroll.onScroll} onKeyDown={onKeyDown}>
                <div ref={scroll.content} className="messages-content">
                    <Top chatId={chat.id} window={window} title={title} isEmpty={messages.length + ownCount === 0} />
                    {chunks.map((chunk) => (
                        <MessageChunk
                            key={chunk.key}
                            chunk={chunk}
                            chat={chat}
                            messages={messages}
                            unreadFrom={unreadFrom}
                            wanted={wanted}
                            root={scroll.container}
                            onMenu={setTarget}
                            onResize={scroll.keepPlace}
                        />
                    ))}
                    {pending.length > 0 && (
                        <ol className="chunk">
                            {pending.map((item) => (
                                <PendingMessage key={item.clientId} item={item} messages={messages} />
                            ))}
                        </ol>
                    )}
                </div>
            </div>
            {!scroll.isAtBottom && messages.length > 0 && (
                <button type="button" className="to-newest" onClick={scroll.toBottom}>
                    <Icon name="down" />
                    {missed > 0 && <span className="to-newest-count">{missed}</span>}
                    <span className="visually-hidden">
                        {missed > 0 ? t("conversation.newBelow", { count: missed }) : t("conversation.toNewest")}
                    </span>
                </button>
            )}
            {target && (
                <MessageMenu
                    chat={chat}
                    target={target}
                    onClose={closeMenu}
                    onReply={onReply}
                    onEdit={onEdit}
                    onDelete={setDeleting}
                />
            )}
            {deleting && <DeleteDialog message={deleting} onClose={closeDialog} />}
        </div>
    )
}

interface TopProps {
    chatId: string
    window: MessageWindow
    title: string
    isEmpty: boolean
}

/** What stands above the oldest message: the beginning, a wait, or a failure. */
function Top({ chatId, window, title, isEmpty }: TopProps) {
    if (isEmpty) {
        const hint = t("conversation.emptyHint", { name: title })
        return <EmptyState icon="chats" title={t("conversation.empty")} hint={hint} />
    }
    if (window.messages.length === 0) return null
    if (!window.hasOlder) return <p className="messages-top">{t("conversation.beginning")}</p>
    if (window.older === "failed") {
        return (
            <div className="messages-top">
                <p>{t("conversation.olderFailed")}</p>
                <Button onClick={() => void loadOlder(chatId)}>{t("action.retry")}</Button>
            </div>
        )
    }
    return (
        <div className="messages-top">
            <span className="spinner" aria-hidden="true" />
        </div>
    )
}

/** What waits in this chat and has not come back as a message yet. */
function usePending(chatId: string, messages: readonly Message[]) {
    const items = useStore(outboxStore)
    return useMemo(() => {
        const own = items.filter((item) => item.chatId === chatId)
        if (own.length === 0) return own
        const arrived = new Set(messages.slice(-100).map(({ clientId }) => clientId))
        return own.filter(({ clientId }) => !arrived.has(clientId))
    }, [items, chatId, messages])
}

function useChunks(messages: readonly Message[]): readonly Chunk[] {
    const last = useRef<readonly Chunk[]>([])
    return useMemo(() => (last.current = chunked(messages, chunkSize, last.current)), [messages])
}

/** The number of the first message that was unread when the chat was opened; stays while it is open. */
function useUnreadFrom(messages: readonly Message[], unreadAtOpen: number): number | null {
    const found = useRef<number | null | undefined>(undefined)
    if (unreadAtOpen === 0) return null
    if (found.current === undefined && messages.length > 0) {
        const others = messages.filter(({ sender }) => !isMe(sender))
        found.current = others[others.length - unreadAtOpen]?.seq ?? null
    }
    return found.current ?? null
}

/** The newest message is read when it is on screen in a page someone looks at. */
function useReading(chat: Chat, messages: readonly Message[], isAtBottom: boolean): void {
    const [isVisible, setVisible] = useState(() => document.visibilityState === "visible")
    useEffect(() => {
        const follow = () => setVisible(document.visibilityState === "visible")
        document.addEventListener("visibilitychange", follow)
        return () => document.removeEventListener("visibilitychange", follow)
    }, [])
    const isReading = isVisible && isAtBottom
    useEffect(() => {
        reading.set(isReading ? chat.id : null)
        return () => reading.set(null)
    }, [chat.id, isReading])
    const last = messages[messages.length - 1]
    useEffect(() => {
        if (isReading && last && (chat.unreadCount > 0 || !isMe(last.sender))) void markRead(last)
    }, [isReading, last?.seq, chat.id])
}

/** How many messages came below what is on screen. */
function useMissed(messages: readonly Message[], isAtBottom: boolean): number {
    const last = messages[messages.length - 1]?.seq ?? 0
    const seen = useRef(last)
    if (isAtBottom) seen.current = last
    return Math.max(0, last - seen.current)
}
