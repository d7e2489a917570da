// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from "react"
import type { Group, GroupMember, GroupRole } from "../../api/types"
import { Link } from "../../app/navigation"
import { errorText, t } from "../../i18n"
import { isMe } from "../../store/account"
import { loadGroup, moderates } from "../../store/groups"
import { api } from "../../store/session"
import { Avatar } from "../../ui/Avatar"
import { IconButton } from "../../ui/Button"
import { ConfirmDialog } from "../../ui/Dialog"
import { SearchField } from "../../ui/Field"
import { Handle } from "../../ui/Handle"
import { Menu, MenuItem } from "../../ui/Menu"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { usePages } from "../people/usePages"
import { BanDialog } from "./BanDialog"

const settleMilliseconds = 200

/** Who is in a group, and for those who look after it what can be done about it. */
export function Members({ group }: { group: Group }) {
    const [text, setText] = useState("")
    const [query, setQuery] = useState("")
    useEffect(() => {
        const timer = setTimeout(() => setQuery(text.trim()), settleMilliseconds)
        return () => clearTimeout(timer)
    }, [text])
    const pages = usePages<GroupMember>(
        (cursor) => api.groupMembers(group.id, query === "" ? undefined : query, cursor),
        [group.id, query],
    )
    const forget = (member: GroupMember) => pages.remove(({ user }) => user.id === member.user.id)
    return (
        <div className="padded">
            <SearchField label={t("groups.findMember")} value={text} onChange={setText} />
            {pages.state === "loading" && <SkeletonRows count={5} />}
            {pages.state === "failed" && (
                <ErrorState title={t("groups.membersFailed")} error={pages.error} onRetry={pages.retry} />
            )}
            {pages.state === "ready" && pages.items.length === 0 && (
                <EmptyState icon="search" title={t("groups.noMember")} hint={t("new.noMatchHint")} />
            )}
            <ul className="rows rows-card">
                {pages.items.map((member) => (
                    <MemberRow
                        key={member.user.id}
                        group={group}
                        member={member}
                        onGone={() => forget(member)}
                        onChanged={pages.retry}
                    />
                ))}
            </ul>
            {pages.loadMore && (
                <button type="button" className="more-rows" onClick={pages.loadMore}>
                    {t("action.loadMore")}
                </button>
            )}
        </div>
    )
}

interface MemberRowProps {
    group: Group
    member: GroupMember
    onGone(): void
    onChanged(): void
}

function MemberRow({ group, member: { user, role }, onGone, onChanged }: MemberRowProps) {
    const name = user.displayName
    const [dialog, setDialog] = useState<"remove" | "ban" | "handOver" | null>(null)
    const close = () => setDialog(null)
    const change = async (next: GroupRole) => {
        await api.changeGroupRole(group.id, user.id, next)
        showToast({ tone: "plain", text: t("groups.done") })
        onChanged()
        await loadGroup(group.slug)
    }
    const items: MenuItem[] = []
    const isOwner = group.membership.role === "OWNER"
    if (isOwner) {
        const next = role === "MODERATOR" ? "MEMBER" : "MODERATOR"
        items.push(
            {
                label: t(next === "MEMBER" ? "groups.demote" : "groups.promote"),
                icon: "person",
                run: () => void change(next).catch((error) => showToast({ tone: "error", text: errorText(error) })),
            },
            { label: t("groups.handOver"), icon: "forward", run: () => setDialog("handOver") },
        )
    }
    // Moderators look after members, and the owner after everybody.
    if (isOwner || (moderates(group) && role === "MEMBER")) {
        items.push(
            { label: t("groups.remove"), icon: "leave", isDanger: true, run: () => setDialog("remove") },
            { label: t("groups.ban"), icon: "block", isDanger: true, run: () => setDialog("ban") },
        )
    }
    return (
        <li className="row-with-button">
            <Link to={{ screen: "person", userId: user.id }} className="row">
                <Avatar id={user.id} name={name} url={user.avatarUrl} />
                <span className="row-main">
                    <span className="row-title">
                        <bdi>{isMe(user) ? t("group.you", { name }) : name}</bdi>
                    </span>
                    <span className="row-preview">
                        <Handle user={user} />
                    </span>
                </span>
                {role !== "MEMBER" && <span className="tag">{t(`groups.role.${role}`)}</span>}
            </Link>
            {!isMe(user) && role !== "OWNER" && items.length > 0 && <MemberMenu name={name} items={items} />}
            {dialog === "handOver" && (
                <ConfirmDialog
                    title={t("groups.handOverTitle", { name })}
                    text={t("groups.handOverText")}
                    confirm={t("groups.handOver")}
                    isDanger
                    run={() => change("OWNER")}
                    onClose={close}
                />
            )}
            {dialog === "remove" && (
                <ConfirmDialog
                    title={t("groups.removeTitle", { name })}
                    text={t("groups.removeText")}
                    confirm={t("groups.remove")}
                    isDanger
                    run={async () => {
                        await api.removeFromGroup(group.id, user.id)
                        onGone()
                        await loadGroup(group.slug)
                    }}
                    onClose={close}
                />
            )}
            {dialog === "ban" && <BanDialog group={group} user={user} onBanned={onGone} onClose={close} />}
        </li>
    )
}

function MemberMenu({ name, items }: { name: string; items: MenuItem[] }) {
    const button = useRef<HTMLButtonElement>(null)
    const [isOpen, setOpen] = useState(false)
    const close = useCallback(() => setOpen(false), [])
    return (
        <>
            <IconButton
                ref={button}
                icon="more"
                label={t("groups.memberMenu", { name })}
                aria-haspopup="menu"
                aria-expanded={isOpen}
                onClick={() => setOpen(true)}
            />
            {isOpen && button.current && (
                <Menu label={t("groups.memberMenu", { name })} anchor={button.current} items={items} onClose={close} />
            )}
        </>
    )
}
