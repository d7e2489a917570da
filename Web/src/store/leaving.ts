// SPDX-License-Identifier: Apache-2.0
/**
 * What one has deleted and may still have back. It is hidden at once and deleted when the note that says so goes: by
 * itself, closed, or with the page. Nothing can bring back what the server has deleted, so there is no other undoing.
 */
import { errorText, t } from "../i18n"
import { dismissToast, showToast } from "../ui/toastStore"
import { createStore } from "./createStore"

interface Leaving {
    id: string
    /** What the note says. */
    text: string
    run(): Promise<unknown>
    /** It is gone for good. */
    onGone?(): void
    /** It stays after all: taken back, or the server refused. */
    onBack?(): void
}

/** Ids of what must not be shown: what leaves, and what is gone, which pages read before may still have. */
export const leavingStore = createStore<ReadonlySet<string>>(new Set())
/** The notes of those not deleted yet. */
const waiting = new Map<string, { toast: number; settle(): Promise<void> }>()

export function leave({ id, text, run, onGone, onBack }: Leaving): void {
    if (leavingStore.get().has(id)) return
    leavingStore.set((ids) => new Set([...ids, id]))
    const comeBack = () => {
        show(id)
        onBack?.()
    }
    const settle = async () => {
        if (!waiting.delete(id)) return
        try {
            await run()
            onGone?.()
            forgetOldest()
        } catch (error) {
            comeBack()
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    const undo = () => {
        if (waiting.delete(id)) comeBack()
    }
    const toast = showToast({
        tone: "plain",
        text,
        action: { label: t("action.undo"), run: undo },
        onEnd: () => void settle(),
    })
    waiting.set(id, { toast, settle })
}

const maxHidden = 500

function forgetOldest(): void {
    const ids = [...leavingStore.get()]
    if (ids.length <= maxHidden) return
    const excess = ids.filter((id) => !waiting.has(id)).slice(0, ids.length - maxHidden)
    leavingStore.set(new Set(ids.filter((id) => !excess.includes(id))))
}

function show(id: string): void {
    leavingStore.set((ids) => new Set([...ids].filter((other) => other !== id)))
}

/** Deletes now what still waits: one leaves the page, or signs out. */
export async function settleLeaving(): Promise<void> {
    const all = [...waiting.values()]
    const done = all.map(({ settle }) => settle())
    for (const { toast } of all) dismissToast(toast)
    await Promise.all(done)
}

export function resetLeaving(): void {
    const all = [...waiting.values()]
    waiting.clear()
    for (const { toast } of all) dismissToast(toast)
    leavingStore.set(new Set())
}
