// SPDX-License-Identifier: Apache-2.0
/** The post one is writing: kept over reloads, one for the composer above the feed and the one in the dialog. */
import type { Post, PostVisibility, QuotedPost } from "../api/types"
import { keep, requireAccount } from "./account"
import { createStore } from "./createStore"

export interface PostDraft {
    text: string
    visibility: PostVisibility
    /** Null while the post has none; an empty one is not written yet. */
    contentWarning: string | null
    quoted: QuotedPost | null
}

export const emptyDraft: PostDraft = { text: "", visibility: "PUBLIC", contentWarning: null, quoted: null }
export const postDraftStore = createStore<PostDraft>(emptyDraft)

const rowName = "draft.post"
const settleMilliseconds = 300
let timer: ReturnType<typeof setTimeout> | undefined

/** Reads what was left unfinished. */
export async function restorePostDraft(): Promise<void> {
    const row = await requireAccount().tables.meta.get(rowName).catch(() => undefined)
    const draft = row ? parsed(row.value) : null
    if (draft && postDraftStore.get().text === "") postDraftStore.set(draft)
}

export function savePostDraft(draft: PostDraft): void {
    postDraftStore.set(draft)
    clearTimeout(timer)
    const { tables } = requireAccount()
    const isEmpty = draft.text.trim() === "" && draft.contentWarning === null && draft.quoted === null
    const write = () =>
        keep(isEmpty ? tables.meta.delete(rowName) : tables.meta.put({ name: rowName, value: JSON.stringify(draft) }))
    if (isEmpty) write()
    else timer = setTimeout(write, settleMilliseconds)
}

/** Begins a post about another one; what was written already stays. */
export function quoteInDraft({ id, author, text, contentWarning, createdAt, editedAt }: Post): void {
    const quoted = { id, author, text, contentWarning, createdAt, editedAt }
    savePostDraft({ ...postDraftStore.get(), quoted })
}

export function resetPostDraft(): void {
    clearTimeout(timer)
    postDraftStore.set(emptyDraft)
}

function parsed(value: string): PostDraft | null {
    try {
        const draft = JSON.parse(value) as Partial<PostDraft>
        return typeof draft.text === "string" ? { ...emptyDraft, ...draft } : null
    } catch {
        return null
    }
}
