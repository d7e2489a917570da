// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Chat, MemberRole } from "../../api/types"
import { Link, navigate } from "../../app/navigation"
import { t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { deleteChat, leaveChat } from "../../store/chatActions"
import { chatTitle } from "../../store/chatNames"
import { useStore } from "../../store/createStore"
import { loadMembers, runs, useOwnRole } from "../../store/members"
import { chatsStore, membersStore } from "../../store/state"
import { Avatar } from "../../ui/Avatar"
import { Button } from "../../ui/Button"
import { ConfirmDialog } from "../../ui/Dialog"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { useAsync } from "../../ui/useAsync"
import { AddMembersDialog } from "./AddMembersDialog"
import { EditGroupDialog } from "./EditGroupDialog"
import { MemberList } from "./MemberList"

/** A chat as such: its name, its members, and the way out. */
export function ChatDetailsScreen({ chatId }: { chatId: string }) {
    const chat = useStore(chatsStore, (state) => state.byId[chatId])
    if (chat) return <Details chat={chat} />
    return (
        <Screen title={t("group.title")}>
            <EmptyState icon="chats" title={t("conversation.gone")} hint={t("conversation.goneHint")}>
                <Link to={{ screen: "chats" }} className="button button-plain">
                    {t("app.toChats")}
                </Link>
            </EmptyState>
        </Screen>
    )
}

type OpenDialog = "add" | "edit" | "leave" | "delete" | null

function Details({ chat }: { chat: Chat }) {
    const members = useStore(membersStore, (state) => state[chat.id])
    const [loading, retry] = useAsync(() => loadMembers(requireAccount(), chat.id), [chat.id])
    const [dialog, setDialog] = useState<OpenDialog>(null)
    const role = useOwnRole(chat)
    return (
        <Screen title={t("group.title")}>
            <Head chat={chat} />
            {runs(chat, role) && (
                <div className="button-row">
                    <Button icon="plus" onClick={() => setDialog("add")}>
                        {t("group.add")}
                    </Button>
                    <Button icon="edit" onClick={() => setDialog("edit")}>
                        {t("group.rename")}
                    </Button>
                </div>
            )}
            <h2 className="section-title">{t("group.members")}</h2>
            {!members && loading.state === "failed" && (
                <ErrorState title={t("group.failed")} error={loading.error} onRetry={retry} />
            )}
            {!members && loading.state !== "failed" && <SkeletonRows count={3} />}
            {members && <MemberList chat={chat} members={members} ownRole={role} />}
            <WayOut chat={chat} role={role} onChoose={setDialog} />
            <Dialogs chat={chat} dialog={dialog} onClose={() => setDialog(null)} />
        </Screen>
    )
}

function Head({ chat }: { chat: Chat }) {
    const isGroup = chat.type !== "PRIVATE"
    return (
        <div className="card card-head">
            <Avatar
                id={chat.peer?.id ?? chat.id}
                name={chatTitle(chat)}
                url={chat.peer?.avatarUrl ?? chat.avatarUrl}
                size="large"
                isGroup={isGroup}
            />
            <p className="card-title">{chatTitle(chat)}</p>
            {isGroup && (
                <>
                    <p className="card-note">{t("conversation.members", { count: chat.memberCount })}</p>
                    <p className={chat.description ? "card-text" : "card-note"}>
                        {chat.description || t("group.noDescription")}
                    </p>
                </>
            )}
        </div>
    )
}

interface WayOutProps {
    chat: Chat
    role: MemberRole
    onChoose(dialog: OpenDialog): void
}

function WayOut({ chat, role, onChoose }: WayOutProps) {
    return (
        <div className="button-row button-row-end">
            {chat.type !== "PRIVATE" && (
                <Button look="danger" icon="leave" onClick={() => onChoose("leave")}>
                    {t("group.leave")}
                </Button>
            )}
            {chat.type !== "PRIVATE" && role === "OWNER" && (
                <Button look="danger" icon="trash" onClick={() => onChoose("delete")}>
                    {t("group.delete")}
                </Button>
            )}
            {chat.type === "PRIVATE" && (
                <Button look="danger" icon="trash" onClick={() => onChoose("delete")}>
                    {t("group.hide")}
                </Button>
            )}
        </div>
    )
}

interface DialogsProps {
    chat: Chat
    dialog: OpenDialog
    onClose(): void
}

function Dialogs({ chat, dialog, onClose }: DialogsProps) {
    const name = chatTitle(chat)
    const isGroup = chat.type !== "PRIVATE"
    const thenLeave = async (action: Promise<void>) => {
        await action
        navigate({ screen: "chats" }, { replace: true })
    }
    switch (dialog) {
        case "add":
            return <AddMembersDialog chat={chat} onClose={onClose} />
        case "edit":
            return <EditGroupDialog chat={chat} onClose={onClose} />
        case "leave":
            return (
                <ConfirmDialog
                    title={t("group.leaveTitle", { name })}
                    text={t("group.leaveText")}
                    confirm={t("group.leave")}
                    isDanger
                    run={() => thenLeave(leaveChat(chat))}
                    onClose={onClose}
                />
            )
        case "delete":
            return (
                <ConfirmDialog
                    title={isGroup ? t("group.deleteTitle", { name }) : t("group.hideTitle")}
                    text={isGroup ? t("group.deleteText") : t("group.hideText", { name })}
                    confirm={isGroup ? t("group.delete") : t("group.hide")}
                    isDanger
                    run={() => thenLeave(deleteChat(chat))}
                    onClose={onClose}
                />
            )
        case null:
            return null
    }
}
