// SPDX-License-Identifier: Apache-2.0
import type { Chat, Message } from "../../api/types"
import { errorText, t } from "../../i18n"
import { isMe } from "../../store/account"
import { deleteMessage } from "../../store/compose"
import { runs, useOwnRole } from "../../store/members"
import { ConfirmDialog } from "../../ui/Dialog"
import { Menu, MenuItem } from "../../ui/Menu"
import { showToast } from "../../ui/toastStore"

export interface MenuTarget {
    message: Message
    anchor: HTMLElement
}

interface MessageMenuProps {
    chat: Chat
    target: MenuTarget
    onClose(): void
    onReply(message: Message): void
    onEdit(message: Message): void
    onDelete(message: Message): void
}

/** What can be done with one message. */
export function MessageMenu({ chat, target, onClose, onReply, onEdit, onDelete }: MessageMenuProps) {
    const { message, anchor } = target
    const role = useOwnRole(chat)
    const items: MenuItem[] = [
        { label: t("conversation.reply"), icon: "reply", run: () => onReply(message) },
        { label: t("conversation.copy"), icon: "copy", run: () => void copy(message.content) },
    ]
    const own = isMe(message.sender)
    if (own) items.push({ label: t("conversation.edit"), icon: "edit", run: () => onEdit(message) })
    if (own || runs(chat, role)) {
        const remove = () => onDelete(message)
        items.push({ label: t("conversation.delete"), icon: "trash", isDanger: true, run: remove })
    }
    return <Menu label={t("conversation.menu")} items={items} anchor={anchor} onClose={onClose} />
}

export function DeleteDialog({ message, onClose }: { message: Message; onClose(): void }) {
    return (
        <ConfirmDialog
            title={t("conversation.deleteTitle")}
            text={t("conversation.deleteText")}
            confirm={t("conversation.delete")}
            isDanger
            // Seen at once; a failure puts the message back and says so.
            run={async () => void remove(message)}
            onClose={onClose}
        />
    )
}

async function remove(message: Message): Promise<void> {
    try {
        await deleteMessage(message)
    } catch (error) {
        showToast({ tone: "error", text: errorText(error, t("conversation.deleteFailed")) })
    }
}

async function copy(text: string): Promise<void> {
    try {
        await navigator.clipboard.writeText(text)
        showToast({ tone: "plain", text: t("conversation.copied") })
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}
