// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from "react"
import type { Chat, Message } from "../../api/types"
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { refreshChat } from "../../store/changes"
import { chatTitle } from "../../store/chatNames"
import { useStore } from "../../store/createStore"
import { openHistory, reachMessage, restHistory } from "../../store/history"
import { loadMembers, runs, useOwnRole } from "../../store/members"
import { watchPresence } from "../../store/presence"
import { chatsStore, connectionStore, emptyWindow, LoadState, membersStore, outboxStore, windowsStore } from "../../store/state"
import { Screen, useTitle } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonBubbles } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { Composer } from "./Composer"
import { ConversationHeader } from "./ConversationHeader"
import { MessageList } from "./MessageList"
import { TypingLine } from "./TypingLine"
import type { Editing } from "./editing"

interface ConversationProps {
    chatId: string
    /** The number of the message to begin at, for one that was looked for. */
    wanted?: number
}

/** One chat: its messages and the place to write. */
export function ConversationScreen({ chatId, wanted = 0 }: ConversationProps) {
    const chat = useStore(chatsStore, (state) => state.byId[chatId])
    const isLoaded = useStore(chatsStore, (state) => state.load !== "loading")
    const [isMissing, setMissing] = useState(false)

    // A link may lead to a chat that the list does not hold yet.
    useEffect(() => {
        if (chat || !isLoaded) return
        setMissing(false)
        void refreshChat(requireAccount(), chatId).then(() => setMissing(true))
    }, [chatId, chat === undefined, isLoaded])

    if (chat) return <OpenConversation key={chatId} chat={chat} wanted={wanted} />
    if (!isMissing) return <SkeletonBubbles />
    return (
        <Screen title={t("chats.untitled")}>
            <EmptyState icon="chats" title={t("conversation.gone")} hint={t("conversation.goneHint")}>
                <Link to={{ screen: "chats" }} className="button button-plain">
                    {t("app.toChats")}
                </Link>
            </EmptyState>
        </Screen>
    )
}

function OpenConversation({ chat, wanted }: { chat: Chat; wanted: number }) {
    const title = chatTitle(chat)
    const role = useOwnRole(chat)
    const window = useStore(windowsStore, (state) => state[chat.id] ?? emptyWindow)
    const [editing, setEditing] = useState<Editing | null>(null)
    const [unreadAtOpen] = useState(chat.unreadCount)
    const composer = useRef<HTMLTextAreaElement>(null)
    useTitle(title)
    useHistory(chat.id, window.load === "idle", unreadAtOpen)
    useMembers(chat.id)

    const edit = useCallback((message: Message) => {
        setEditing({ kind: "edit", message })
        composer.current?.focus()
    }, [])
    const reply = useCallback((message: Message) => {
        setEditing({ kind: "reply", message })
        composer.current?.focus()
    }, [])
    const isEmpty = window.messages.length === 0
    const isSettled = useSettled(window.load)
    const isReached = useReached(chat.id, wanted, isSettled)
    const hasPending = useStore(outboxStore, (items) => items.some(({ chatId }) => chatId === chat.id))
    return (
        <section className="conversation" aria-label={t("conversation.label", { name: title })}>
            <ConversationHeader chat={chat} />
            {isEmpty && !hasPending && window.load === "failed" ? (
                <ErrorState title={t("conversation.failed")} onRetry={() => void openHistory(chat.id)} />
            ) : !isReached || (!isSettled && !hasPending && (isEmpty || unreadAtOpen > 0)) ? (
                <SkeletonBubbles />
            ) : (
                <MessageList
                    chat={chat}
                    title={title}
                    window={window}
                    unreadAtOpen={unreadAtOpen}
                    wanted={wanted}
                    onReply={reply}
                    onEdit={edit}
                />
            )}
            <TypingLine chatId={chat.id} />
            {chat.type === "CHANNEL" && !runs(chat, role) ? (
                <p className="composer-closed">{t("conversation.channel")}</p>
            ) : (
                <Composer chat={chat} inputRef={composer} editing={editing} onEditing={setEditing} />
            )}
        </section>
    )
}

/** Whether the newest messages have once been loaded, or could not be: only then is it known where reading starts. */
function useSettled(load: LoadState): boolean {
    const wasSettled = useRef(false)
    if (load === "ready" || load === "failed") wasSettled.current = true
    return wasSettled.current
}

/** Whether the messages go back to the one that was looked for, or cannot. */
function useReached(chatId: string, wanted: number, isSettled: boolean): boolean {
    const [isReached, setReached] = useState(wanted === 0)
    useEffect(() => {
        if (isReached || !isSettled) return
        let isLeft = false
        void reachMessage(chatId, wanted).then((isThere) => {
            if (isLeft) return
            if (!isThere) showToast({ tone: "error", text: t("conversation.notReached") })
            setReached(true)
        })
        return () => void (isLeft = true)
    }, [chatId, wanted, isSettled])
    return isReached
}

/** Loads the newest messages on opening, and again when the connection is back after a failure. */
function useHistory(chatId: string, isIdle: boolean, unread: number): void {
    const socket = useStore(connectionStore, (state) => state.socket)
    useEffect(() => {
        if (isIdle) void openHistory(chatId, unread)
    }, [chatId, isIdle])
    useEffect(() => {
        void openHistory(chatId, unread)
        return () => restHistory(chatId)
    }, [chatId])
    useEffect(() => {
        if (socket === "online" && windowsStore.get()[chatId]?.load === "failed") void openHistory(chatId)
    }, [chatId, socket])
}

const maxFollowed = 300

/** Receipts and names are as of now while the chat is open, and the presence of its members is followed. */
function useMembers(chatId: string): void {
    const socket = useStore(connectionStore, (state) => state.socket)
    const members = useStore(membersStore, (state) => state[chatId])
    const ids = (members ?? []).slice(0, maxFollowed).map(({ user }) => user.id).join()
    useEffect(() => {
        // Offline the list kept from before has to do.
        loadMembers(requireAccount(), chatId).catch(() => undefined)
    }, [chatId, socket === "online"])
    useEffect(() => {
        watchPresence("conversation", ids === "" ? [] : ids.split(","))
        return () => watchPresence("conversation", [])
    }, [ids])
}
