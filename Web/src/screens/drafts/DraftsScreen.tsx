// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react"
import { picturesOf } from "../../api/pictures"
import type { StoredDraft } from "../../api/types"
import { composerStore, openComposer } from "../../app/compose"
import { navigate } from "../../app/navigation"
import { agoText, errorText, fullTimeText, t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { deleteStored, openStored, publishNow, restoreStored } from "../../store/drafts"
import { Button, IconButton } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { Picture } from "../../ui/Picture"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { usePages } from "../people/usePages"
import { visibilityIcons } from "../posts/visibility"

/** What one wrote and has not published: kept for later, or waiting for its time. */
export function DraftsScreen() {
    const pages = usePages<StoredDraft>((cursor) => requireAccount().api.drafts(cursor), [])
    useEffect(
        // What was done in the composer shows here when it closes.
        () => composerStore.subscribe(() => composerStore.get() || pages.retry()),
        [],
    )
    const remove = async (draft: StoredDraft) => {
        pages.remove(({ id }) => id === draft.id)
        try {
            await deleteStored(draft)
            showToast({
                tone: "plain",
                text: t("drafts.deleted"),
                action: { label: t("action.undo"), run: () => void bringBack(draft) },
            })
        } catch (error) {
            pages.prepend(draft)
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    const bringBack = async (draft: StoredDraft) => {
        try {
            pages.prepend(await restoreStored(draft))
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    return (
        <Screen title={t("drafts.title")}>
            {pages.state === "loading" && pages.items.length === 0 && <SkeletonRows count={3} />}
            {pages.state === "failed" && (
                <ErrorState title={t("drafts.failed")} error={pages.error} onRetry={pages.retry} />
            )}
            {pages.state === "ready" && pages.items.length === 0 && (
                <EmptyState icon="edit" title={t("drafts.empty")} hint={t("drafts.emptyHint")}>
                    <Button look="primary" onClick={openComposer}>
                        {t("post.new")}
                    </Button>
                </EmptyState>
            )}
            {pages.items.length > 0 && (
                <ul className="drafts">
                    {pages.items.map((draft) => (
                        <DraftCard
                            key={draft.id}
                            draft={draft}
                            onPublished={() => pages.remove(({ id }) => id === draft.id)}
                            onDelete={() => void remove(draft)}
                        />
                    ))}
                </ul>
            )}
            {pages.loadMore && (
                <button type="button" className="more-rows" onClick={pages.loadMore}>
                    {t("action.loadMore")}
                </button>
            )}
        </Screen>
    )
}

interface DraftCardProps {
    draft: StoredDraft
    onPublished(): void
    onDelete(): void
}

function DraftCard({ draft, onPublished, onDelete }: DraftCardProps) {
    const [busy, setBusy] = useState<"open" | "publish" | null>(null)
    const { post } = draft
    const pictures = picturesOf(post)
    const run = async (what: "open" | "publish", action: () => Promise<void>) => {
        if (busy) return
        setBusy(what)
        try {
            await action()
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
        } finally {
            setBusy(null)
        }
    }
    const open = () =>
        run("open", async () => {
            await openStored(draft)
            openComposer()
        })
    const publish = () =>
        run("publish", async () => {
            const { id } = await publishNow(draft)
            onPublished()
            showToast({
                tone: "plain",
                text: t("post.published"),
                action: { label: t("post.show"), run: () => navigate({ screen: "post", postId: id }) },
            })
        })
    const extras = [
        ...(post.poll ? [t("drafts.hasPoll")] : []),
        ...(post.quotedId ? [t("drafts.isQuote")] : []),
        ...(post.contentWarning ? [t("edits.warning", { text: post.contentWarning })] : []),
    ]
    return (
        <li className="card draft">
            <p className="draft-when">
                <Icon name={draft.publishAt ? "clock" : visibilityIcons[post.visibility]} className="icon-small" />
                {draft.publishAt
                    ? t("drafts.planned", { time: fullTimeText(draft.publishAt) })
                    : t("drafts.changed", { time: agoText(draft.updatedAt) })}
                {` · ${t(`visibility.${post.visibility}`)}`}
            </p>
            {draft.problem !== null && <p className="notice notice-error">{t("drafts.notPublished")}</p>}
            <p className="draft-text" dir="auto">
                {post.text}
            </p>
            {pictures.length > 0 && (
                <p className="draft-pictures">
                    {pictures.map((picture) => (
                        <Picture key={picture.id} picture={picture} sizes="80px" />
                    ))}
                </p>
            )}
            {extras.length > 0 && <p className="card-note">{extras.join(" · ")}</p>}
            <div className="draft-actions">
                <Button isSmall isBusy={busy === "open"} onClick={() => void open()}>
                    {t("drafts.write")}
                </Button>
                <Button isSmall isBusy={busy === "publish"} onClick={() => void publish()}>
                    {t("drafts.publish")}
                </Button>
                <IconButton icon="trash" label={t("drafts.delete")} onClick={onDelete} />
            </div>
        </li>
    )
}
