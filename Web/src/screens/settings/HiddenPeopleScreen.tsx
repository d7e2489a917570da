// SPDX-License-Identifier: Apache-2.0
import type { User } from "../../api/types"
import { errorText, t } from "../../i18n"
import { block, mute } from "../../store/people"
import { api } from "../../store/session"
import { Button } from "../../ui/Button"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { PersonList } from "../people/PersonList"
import { usePages } from "../people/usePages"

const texts = {
    blocked: {
        title: "blocked.title", about: "blocked.about", empty: "blocked.empty", emptyHint: "blocked.emptyHint",
        end: "blocked.end", ended: "person.unblocked", endLabel: "person.unblock",
    },
    muted: {
        title: "muted.title", about: "muted.about", empty: "muted.empty", emptyHint: "muted.emptyHint",
        end: "muted.end", ended: "person.unmuted", endLabel: "person.unmute",
    },
} as const

/** Whom one blocks, or mutes, and the way to end that. */
export function HiddenPeopleScreen({ kind }: { kind: "blocked" | "muted" }) {
    const isBlocks = kind === "blocked"
    const words = texts[kind]
    const pages = usePages((cursor) => (isBlocks ? api.blocks(cursor) : api.mutes(cursor)), [kind])
    const end = async (user: User) => {
        pages.remove(({ id }) => id === user.id)
        try {
            await (isBlocks ? api.unblock(user.id) : api.unmute(user.id))
            showToast({
                tone: "plain",
                text: t(words.ended, { name: user.displayName }),
                action: {
                    label: t("action.undo"),
                    run: () => void (isBlocks ? block(user) : mute(user)).then((isDone) => isDone && pages.prepend(user)),
                },
            })
        } catch (error) {
            pages.prepend(user)
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    const button = (user: User) => (
        <Button
            isSmall
            aria-label={t(words.endLabel, { name: user.displayName })}
            onClick={() => void end(user)}
        >
            {t(words.end)}
        </Button>
    )
    return (
        <Screen title={t(words.title)}>
            <p className="screen-note">{t(words.about)}</p>
            {pages.state === "loading" && <SkeletonRows count={3} />}
            {pages.state === "failed" && (
                <ErrorState title={t("new.failed")} error={pages.error} onRetry={pages.retry} />
            )}
            {pages.state === "ready" && pages.items.length === 0 && (
                <EmptyState icon={isBlocks ? "block" : "mute"} title={t(words.empty)} hint={t(words.emptyHint)} />
            )}
            {pages.items.length > 0 && <PersonList people={pages.items} onMore={pages.loadMore} action={button} />}
        </Screen>
    )
}
