// SPDX-License-Identifier: Apache-2.0
import { useCallback, useRef, useState } from "react"
import { navigate } from "../../app/navigation"
import { errorText, t } from "../../i18n"
import { storeDraft } from "../../store/drafts"
import { emptyDraft, PostDraft, savePostDraft } from "../../store/postDraft"
import { IconButton } from "../../ui/Button"
import { Menu, MenuItem } from "../../ui/Menu"
import { showToast } from "../../ui/toastStore"

interface LaterButtonProps {
    draft: PostDraft
    /** Whether what is written could go out as it is. */
    isReady: boolean
    onSchedule(): void
    /** When what was written is put away. */
    onAway(): void
}

/** What becomes of a post that is not published now: kept, planned, or another one taken up. */
export function LaterButton({ draft, isReady, onSchedule, onAway }: LaterButtonProps) {
    const button = useRef<HTMLButtonElement>(null)
    const [isOpen, setOpen] = useState(false)
    const close = useCallback(() => setOpen(false), [])
    const store = async () => {
        try {
            await storeDraft(draft)
            savePostDraft({ ...emptyDraft, visibility: draft.visibility })
            showToast({
                tone: "plain",
                text: t("drafts.saved"),
                action: { label: t("post.show"), run: () => navigate({ screen: "drafts" }) },
            })
            onAway()
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    const showDrafts = () => {
        navigate({ screen: "drafts" })
        onAway()
    }
    const items: MenuItem[] = [
        { label: t("schedule.title"), icon: "clock", run: onSchedule },
        ...(isReady ? [{ label: t("drafts.save"), icon: "bookmark" as const, run: () => void store() }] : []),
        { label: t("drafts.show"), icon: "edit", run: showDrafts },
    ]
    return (
        <>
            <IconButton
                ref={button}
                icon="clock"
                label={t("drafts.menu")}
                aria-haspopup="menu"
                aria-expanded={isOpen}
                onClick={() => setOpen(!isOpen)}
            />
            {isOpen && button.current && (
                <Menu label={t("drafts.menu")} anchor={button.current} items={items} onClose={close} />
            )}
        </>
    )
}
