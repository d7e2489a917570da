// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useState } from "react"
import type { Chat } from "../../api/types"
import { Link, useRoute } from "../../app/navigation"
import { t } from "../../i18n"
import { chatTitle } from "../../store/chatNames"
import { useStore } from "../../store/createStore"
import { watchPresence } from "../../store/presence"
import { synchronize } from "../../store/session"
import { chatsStore } from "../../store/state"
import { SearchField } from "../../ui/Field"
import { Icon } from "../../ui/Icon"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { ChatRow } from "./ChatRow"

const rowsAtFirst = 60

/** All chats of the member, the one with the newest message first. */
export function ChatList() {
    const { byId, load } = useStore(chatsStore)
    const route = useRoute()
    const [query, setQuery] = useState("")
    const [limit, setLimit] = useState(rowsAtFirst)
    const chats = useMemo(() => sorted(Object.values(byId)), [byId])
    const openId = "chatId" in route ? route.chatId : null

    const wanted = query.trim().toLowerCase()
    const shown = wanted === "" ? chats : chats.filter((chat) => matches(chat, wanted))
    const visible = shown.slice(0, limit)
    usePresenceOf(visible)

    return (
        <section id="chats" className="chat-list" tabIndex={-1} aria-label={t("chats.title")}>
            <header className="bar">
                <h1 className="bar-title">{t("chats.title")}</h1>
                <Link
                    to={{ screen: "newChat" }}
                    className="icon-button icon-button-strong"
                    aria-label={t("nav.new")}
                    title={t("nav.new")}
                >
                    <Icon name="plus" />
                </Link>
            </header>
            {chats.length > 0 && (
                <div className="chat-list-filter">
                    <SearchField label={t("chats.filter")} value={query} onChange={setQuery} />
                </div>
            )}
            <div className="chat-list-scroll">
                {load === "loading" && chats.length === 0 && <SkeletonRows count={8} />}
                {load === "failed" && chats.length === 0 && (
                    <ErrorState title={t("chats.failed")} onRetry={() => void retry()} />
                )}
                {load === "ready" && chats.length === 0 && (
                    <EmptyState icon="chats" title={t("chats.empty")} hint={t("chats.emptyHint")}>
                        <Link to={{ screen: "newChat" }} className="button button-primary">
                            {t("chats.start")}
                        </Link>
                    </EmptyState>
                )}
                {chats.length > 0 && shown.length === 0 && (
                    <EmptyState icon="search" title={t("chats.noMatch", { query })} hint={t("chats.noMatchHint")}>
                        <Link to={{ screen: "newChat" }} className="button button-plain">
                            {t("chats.searchPeople")}
                        </Link>
                    </EmptyState>
                )}
                {visible.length > 0 && (
                    <ul className="rows">
                        {visible.map((chat) => (
                            <ChatRow key={chat.id} chat={chat} isOpen={chat.id === openId} />
                        ))}
                    </ul>
                )}
                {shown.length > limit && (
                    <button type="button" className="more-rows" onClick={() => setLimit(limit + rowsAtFirst)}>
                        {t("action.loadMore")}
                    </button>
                )}
            </div>
        </section>
    )
}

function retry(): Promise<void> {
    chatsStore.set((state) => ({ ...state, load: "loading" }))
    return synchronize()
}

function sorted(chats: Chat[]): Chat[] {
    const at = (chat: Chat) => chat.lastMessage?.createdAt ?? chat.createdAt
    return chats.sort((a, b) => (at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : 0))
}

function matches(chat: Chat, wanted: string): boolean {
    return chatTitle(chat).toLowerCase().includes(wanted) || (chat.description ?? "").toLowerCase().includes(wanted)
}

/** Follows the presence of the people in the private chats on screen. */
function usePresenceOf(chats: readonly Chat[]): void {
    const text = chats.flatMap(({ peer }) => (peer ? [peer.id] : [])).join()
    useEffect(() => {
        watchPresence("list", text === "" ? [] : text.split(","))
    }, [text])
}
