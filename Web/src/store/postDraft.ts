// SPDX-License-Identifier: Apache-2.0
/** The post one is writing: kept over reloads, one for the composer above the feed and the one in the dialog. */
import type { NewPost } from "../api/client"
import type { Post, PostVisibility, QuotedPost } from "../api/types"
import { keep, requireAccount } from "./account"
import { createStore } from "./createStore"

export interface PostDraft {
    text: string
    visibility: PostVisibility
    /** Null while the post has none; an empty one is not written yet. */
    contentWarning: string | null
    quoted: QuotedPost | null
    poll: PollOfDraft | null
}

/** A poll while it is being made: some answers may be empty still. */
export interface PollOfDraft {
    options: readonly string[]
    days: number
    isMultiple: boolean
}

export const emptyDraft: PostDraft = { text: "", visibility: "PUBLIC", contentWarning: null, quoted: null, poll: null }
export const postDraftStore = createStore<PostDraft>(emptyDraft)

/** The server's limits. */
export const maxPostLength = 5000
export const minAnswers = 2
export const maxAnswers = 6
export const maxAnswerLength = 100

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
    const isEmpty = draft.text.trim() === "" && draft.contentWarning === null && !draft.quoted && !draft.poll
    const write = () =>
        keep(isEmpty ? tables.meta.delete(rowName) : tables.meta.put({ name: rowName, value: JSON.stringify(draft) }))
    if (isEmpty) write()
    else timer = setTimeout(write, settleMilliseconds)
}

/** Begins a post about another one; what was written already stays. */
export function quoteInDraft({ id, author, text, media, contentWarning, createdAt, editedAt }: Post): void {
    const quoted = { id, author, text, media, contentWarning, createdAt, editedAt }
    savePostDraft({ ...postDraftStore.get(), quoted })
}

/** The answers that count: written, and each once. */
export function answersOf({ options }: PollOfDraft): string[] {
    return [...new Set(options.map((option) => option.trim()).filter((option) => option !== ""))]
}

const millisecondsPerDay = 86_400_000

/** A draft as the server takes it; null while it lacks something. */
export function postOf(draft: PostDraft, now: number = Date.now()): NewPost | null {
    const text = draft.text.trim()
    const warning = draft.contentWarning?.trim() ?? ""
    const options = draft.poll ? answersOf(draft.poll) : []
    if (text === "" || [...text].length > maxPostLength || (draft.poll && options.length < minAnswers)) return null
    return {
        text,
        mediaIds: null,
        visibility: draft.visibility,
        contentWarning: warning === "" ? null : warning,
        quotedId: draft.quoted?.id ?? null,
        poll: draft.poll ? pollOf(draft.poll, options, now) : null,
    }
}

function pollOf({ days, isMultiple }: PollOfDraft, options: string[], now: number): NonNullable<NewPost["poll"]> {
    return { options, isMultiple, endsAt: new Date(now + days * millisecondsPerDay).toISOString() }
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
