// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react"
import type { Chat, ChatMember, MemberRole } from "../../api/types"
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { isMe } from "../../store/account"
import { removeFromChat } from "../../store/chatActions"
import { useStore } from "../../store/createStore"
import { watchPresence } from "../../store/presence"
import { presenceStore } from "../../store/state"
import { Avatar } from "../../ui/Avatar"
import { Handle } from "../../ui/Handle"
import { IconButton } from "../../ui/Button"
import { ConfirmDialog } from "../../ui/Dialog"
import { showToast } from "../../ui/toastStore"

interface MemberListProps {
    chat: Chat
    members: readonly ChatMember[]
    ownRole: MemberRole
}

const rank: Record<MemberRole, number> = { OWNER: 0, ADMIN: 1, MEMBER: 2 }
const rowsAtFirst = 100
const maxFollowed = 300

/** Who is in the chat; owners and admins can take out those below them. */
export function MemberList({ chat, members, ownRole }: MemberListProps) {
    const presence = useStore(presenceStore)
    const [removing, setRemoving] = useState<ChatMember | null>(null)
    const [limit, setLimit] = useState(rowsAtFirst)
    const sorted = [...members].sort(
        (a, b) => rank[a.role] - rank[b.role] || a.user.displayName.localeCompare(b.user.displayName),
    )
    const ids = members.slice(0, maxFollowed).map(({ user }) => user.id).join()
    useEffect(() => {
        watchPresence("members", ids === "" ? [] : ids.split(","))
        return () => watchPresence("members", [])
    }, [ids])
    return (
        <>
            <ul className="rows rows-card">
                {sorted.slice(0, limit).map((member) => {
                    const { user, role } = member
                    const name = isMe(user) ? t("group.you", { name: user.displayName }) : user.displayName
                    return (
                        <li key={user.id} className="row-with-button">
                            <Link to={{ screen: "person", userId: user.id }} className="row">
                                <Avatar
                                    id={user.id}
                                    name={user.displayName}
                                    url={user.avatarUrl}
                                    status={presence[user.id]?.status}
                                />
                                <span className="row-main">
                                    <span className="row-title">{name}</span>
                                    <span className="row-preview"><Handle user={user} /></span>
                                </span>
                                {chat.type !== "PRIVATE" && role !== "MEMBER" && (
                                    <span className="tag">{t(`role.${role}`)}</span>
                                )}
                            </Link>
                            {chat.type !== "PRIVATE" && !isMe(user) && rank[ownRole] < rank[role] && (
                                <IconButton
                                    icon="close"
                                    label={t("group.removeMember", { name: user.displayName })}
                                    onClick={() => setRemoving(member)}
                                />
                            )}
                        </li>
                    )
                })}
            </ul>
            {sorted.length > limit && (
                <button type="button" className="more-rows" onClick={() => setLimit(limit + rowsAtFirst)}>
                    {t("action.loadMore")}
                </button>
            )}
            {removing && (
                <ConfirmDialog
                    title={t("group.removeTitle", { name: removing.user.displayName })}
                    text={t("group.removeText")}
                    confirm={t("group.removeMember", { name: removing.user.displayName })}
                    isDanger
                    run={async () => {
                        await removeFromChat(chat, removing.user)
                        showToast({ tone: "plain", text: t("group.removed", { name: removing.user.displayName }) })
                    }}
                    onClose={() => setRemoving(null)}
                />
            )}
        </>
    )
}
