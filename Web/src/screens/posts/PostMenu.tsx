// SPDX-License-Identifier: Apache-2.0
import { useCallback, useRef, useState } from "react"
import { previewOf } from "../../api/previews"
import type { Post } from "../../api/types"
import { currentRoute, goBack } from "../../app/navigation"
import { pathTo } from "../../app/router"
import { errorText, t } from "../../i18n"
import { isMe } from "../../store/account"
import { moderates, togglePinInGroup } from "../../store/groups"
import { block, mute } from "../../store/people"
import { removePost, removePreview, togglePin } from "../../store/postActions"
import { IconButton } from "../../ui/Button"
import { ConfirmDialog } from "../../ui/Dialog"
import { Menu, MenuItem } from "../../ui/Menu"
import { showToast } from "../../ui/toastStore"
import { EditPostDialog } from "../feed/EditPostDialog"

/** What can be done with a post, beside liking and keeping it. */
export function PostMenu({ post }: { post: Post }) {
    const button = useRef<HTMLButtonElement>(null)
    const [isOpen, setOpen] = useState(false)
    const [dialog, setDialog] = useState<"edit" | "delete" | null>(null)
    const close = useCallback(() => setOpen(false), [])
    return (
        <>
            <IconButton
                ref={button}
                icon="more"
                className="post-menu"
                label={t("post.menu", { name: post.author.displayName })}
                title=""
                aria-haspopup="menu"
                aria-expanded={isOpen}
                onClick={() => setOpen(true)}
            />
            {isOpen && button.current && (
                <Menu label={t("post.menuLabel")} items={itemsFor(post, setDialog)} anchor={button.current} onClose={close} />
            )}
            {dialog === "edit" && <EditPostDialog post={post} onClose={() => setDialog(null)} />}
            {dialog === "delete" && (
                <ConfirmDialog
                    title={t("post.deleteTitle")}
                    text={t("post.deleteText")}
                    confirm={t("post.delete")}
                    isDanger
                    run={() => remove(post)}
                    onClose={() => setDialog(null)}
                />
            )}
        </>
    )
}

function itemsFor(post: Post, open: (dialog: "edit" | "delete") => void): MenuItem[] {
    const link: MenuItem = { label: t("post.copyLink"), icon: "link", run: () => void copyLink(post) }
    const remove: MenuItem = { label: t("post.delete"), icon: "trash", isDanger: true, run: () => open("delete") }
    if (isMe(post.author)) {
        return [link, ...pinItems(post), ...previewItems(post), { label: t("post.edit"), icon: "edit", run: () => open("edit") }, remove]
    }
    const name = post.author.displayName
    return [
        link,
        ...(post.group && moderates(post.group) ? [...pinItems(post), remove] : []),
        { label: t("person.mute", { name }), icon: "mute", run: () => void mute(post.author) },
        { label: t("person.block", { name }), icon: "block", isDanger: true, run: () => void block(post.author) },
    ]
}

function previewItems(post: Post): MenuItem[] {
    if (!previewOf(post)) return []
    return [{ label: t("post.removePreview"), icon: "hidden", run: () => void removePreview(post) }]
}

/** On one's profile, or in its group for those who look after it. */
function pinItems(post: Post): MenuItem[] {
    if (!post.group) {
        return [{ label: t(post.isPinned ? "post.unpin" : "post.pin"), icon: "pin", run: () => void togglePin(post) }]
    }
    if (!moderates(post.group)) return []
    const label = t(post.isPinned ? "groups.unpinInGroup" : "groups.pinInGroup")
    return [{ label, icon: "pin", run: () => void togglePinInGroup(post) }]
}

async function remove(post: Post): Promise<void> {
    const route = currentRoute()
    removePost(post)
    if (route.screen === "post" && route.postId === post.id) goBack()
}

async function copyLink(post: Post): Promise<void> {
    try {
        await navigator.clipboard.writeText(location.origin + pathTo({ screen: "post", postId: post.id }))
        showToast({ tone: "plain", text: t("post.linkCopied") })
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}
