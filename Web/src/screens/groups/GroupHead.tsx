// SPDX-License-Identifier: Apache-2.0
import { useCallback, useRef, useState } from "react"
import type { Group } from "../../api/types"
import { Link, navigate } from "../../app/navigation"
import { errorText, t } from "../../i18n"
import { changeGroup, joinGroup, leaveGroup, loadGroup, moderates, showInHome } from "../../store/groups"
import { api } from "../../store/session"
import { Avatar } from "../../ui/Avatar"
import { Button, IconButton } from "../../ui/Button"
import { ConfirmDialog, Dialog } from "../../ui/Dialog"
import { TextArea } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { Icon } from "../../ui/Icon"
import { Menu, MenuItem } from "../../ui/Menu"
import { showToast } from "../../ui/toastStore"
import { kindIcons } from "./GroupRow"
import { InviteDialog } from "./InviteDialog"

type DialogName = "ask" | "leave" | "delete" | "invite"

/** The top of a group: what it is called, how many are in it, and what one can do. */
export function GroupHead({ group }: { group: Group }) {
    const [dialog, setDialog] = useState<DialogName | null>(null)
    const close = () => setDialog(null)
    return (
        <div className="profile">
            <div className="profile-top">
                <Avatar id={group.id} name={group.name} url={group.avatarUrl} size="large" isGroup />
                <div className="profile-actions">
                    {group.membership.role !== null && <MoreButton group={group} open={setDialog} />}
                    {group.chatId !== null && (
                        <Link to={{ screen: "conversation", chatId: group.chatId }} className="button button-plain">
                            <Icon name="chats" />
                            <span>{t("groups.openChat")}</span>
                        </Link>
                    )}
                    <JoinButton group={group} onAsk={() => setDialog("ask")} />
                </div>
            </div>
            <h2 className="profile-name">
                <bdi>{group.name}</bdi>
            </h2>
            <p className="profile-line">
                <Icon name={kindIcons[group.kind]} className="icon-small" />
                {t(`groups.kind.${group.kind}`)} · {t("groups.people", { count: group.memberCount })}
            </p>
            {group.membership.isBanned && <p className="notice notice-error">{t("groups.banned")}</p>}
            {group.description !== "" && (
                <p className="profile-bio group-summary" dir="auto">
                    {group.description}
                </p>
            )}
            {dialog === "ask" && <AskDialog group={group} onClose={close} />}
            {dialog === "invite" && <InviteDialog group={group} onClose={close} />}
            {dialog === "leave" && (
                <ConfirmDialog
                    title={t("groups.leaveTitle", { name: group.name })}
                    text={t("groups.leaveText")}
                    confirm={t("groups.leave")}
                    isDanger
                    run={() => leaveGroup(group)}
                    onClose={close}
                />
            )}
            {dialog === "delete" && (
                <ConfirmDialog
                    title={t("groups.deleteTitle", { name: group.name })}
                    text={t("groups.deleteText")}
                    confirm={t("groups.delete")}
                    isDanger
                    run={async () => {
                        await api.deleteGroup(group.id)
                        showToast({ tone: "plain", text: t("groups.deleted") })
                        navigate({ screen: "groups" }, { replace: true })
                    }}
                    onClose={close}
                />
            )}
        </div>
    )
}

function JoinButton({ group, onAsk }: { group: Group; onAsk(): void }) {
    const [isBusy, setBusy] = useState(false)
    const { role, hasRequested, isInvited, isBanned } = group.membership
    const run = async (action: () => Promise<unknown>) => {
        setBusy(true)
        try {
            await action()
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
            // It may have changed meanwhile: ask how things stand.
            await loadGroup(group.slug).catch(() => undefined)
        } finally {
            setBusy(false)
        }
    }
    if (isBanned) return null
    if (role !== null) return <span className="tag">{t(`groups.role.${role}`)}</span>
    if (hasRequested) {
        return (
            <Button aria-pressed isBusy={isBusy} onClick={() => void run(() => leaveGroup(group))}>
                {t("groups.asked")}
            </Button>
        )
    }
    const joinsAtOnce = group.kind === "PUBLIC" || isInvited
    return (
        <>
            {isInvited && (
                <Button isBusy={isBusy} onClick={() => void run(() => leaveGroup(group))}>
                    {t("groups.decline")}
                </Button>
            )}
            <Button
                look="primary"
                isBusy={isBusy}
                onClick={() => (joinsAtOnce ? void run(() => joinGroup(group)) : onAsk())}
            >
                {t(joinsAtOnce ? "groups.join" : "groups.ask")}
            </Button>
        </>
    )
}

function MoreButton({ group, open }: { group: Group; open(dialog: DialogName): void }) {
    const button = useRef<HTMLButtonElement>(null)
    const [isOpen, setOpen] = useState(false)
    const close = useCallback(() => setOpen(false), [])
    return (
        <>
            <IconButton
                ref={button}
                icon="more"
                className="icon-button-framed"
                label={t("groups.more", { name: group.name })}
                aria-haspopup="menu"
                aria-expanded={isOpen}
                onClick={() => setOpen(true)}
            />
            {isOpen && button.current && (
                <Menu
                    label={t("groups.more", { name: group.name })}
                    anchor={button.current}
                    items={itemsFor(group, open)}
                    onClose={close}
                />
            )}
        </>
    )
}

function itemsFor(group: Group, open: (dialog: DialogName) => void): MenuItem[] {
    const { role, showsInHome } = group.membership
    const isModerator = moderates(group)
    const items: MenuItem[] = []
    if (isModerator || group.kind === "PUBLIC") {
        items.push({ label: t("groups.invite"), icon: "userAdd", run: () => open("invite") })
    }
    items.push({
        label: t(showsInHome ? "groups.notInHome" : "groups.inHome"),
        icon: "home",
        run: () => void showInHome(group, !showsInHome),
    })
    if (isModerator) {
        const edit = () => navigate({ screen: "editGroup", slug: group.slug })
        items.push({ label: t("groups.edit"), icon: "edit", run: edit })
        if (group.chatId === null) {
            items.push({ label: t("groups.startChat"), icon: "chats", run: () => void startChat(group) })
        }
    }
    if (role === "OWNER") {
        items.push({ label: t("groups.delete"), icon: "trash", isDanger: true, run: () => open("delete") })
    } else {
        items.push({ label: t("groups.leave"), icon: "leave", isDanger: true, run: () => open("leave") })
    }
    return items
}

async function startChat(group: Group): Promise<void> {
    try {
        await changeGroup(group, () => api.openGroupChat(group.id))
        showToast({ tone: "plain", text: t("groups.chatStarted") })
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}

const maxNoteLength = 300

function AskDialog({ group, onClose }: { group: Group; onClose(): void }) {
    const [note, setNote] = useState("")
    const send = async () => {
        await joinGroup(group, note.trim())
        onClose()
    }
    return (
        <Dialog title={t("groups.askTitle", { name: group.name })} onClose={onClose}>
            <Form fields={["note"]} onSubmit={send}>
                {({ isBusy, problem }) => (
                    <>
                        <TextArea
                            label={t("groups.note")}
                            problem={problem("note")}
                            value={note}
                            rows={3}
                            maxLength={maxNoteLength}
                            dir="auto"
                            data-autofocus
                            onChange={(event) => setNote(event.target.value)}
                        />
                        <div className="dialog-actions">
                            <Button onClick={onClose}>{t("action.cancel")}</Button>
                            <Button type="submit" look="primary" isBusy={isBusy}>
                                {t("groups.send")}
                            </Button>
                        </div>
                    </>
                )}
            </Form>
        </Dialog>
    )
}
