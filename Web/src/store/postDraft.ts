// SPDX-License-Identifier: Apache-2.0
/** The post one is writing: kept over reloads, one for the composer above the feed and the one in the dialog. */
import type { DraftBody, NewPost } from "../api/client"
import { picturesOf } from "../api/pictures"
import type { Picture, Post, PostGroup, PostVisibility, QuotedPost, StoredDraft } from "../api/types"
import { keep, requireAccount } from "./account"
import { createStore } from "./createStore"

export interface PostDraft {
    text: string
    /** In their order; those on their way stand in `uploads`. */
    media: readonly Picture[]
    visibility: PostVisibility
    /** Null while the post has none; an empty one is not written yet. */
    contentWarning: string | null
    quoted: QuotedPost | null
    /** Where it is to be posted; null for one's own readers. */
    group: PostGroup | null
    poll: PollOfDraft | null
    /** The draft on the server that this is, if it came from there. */
    draftId: string | null
    /** When it is to publish itself; null for at once. */
    publishAt: string | null
}

/** A poll while it is being made: some answers may be empty still. */
export interface PollOfDraft {
    options: readonly string[]
    days: number
    isMultiple: boolean
}

export const emptyDraft: PostDraft = {
    text: "",
    media: [],
    visibility: "PUBLIC",
    contentWarning: null,
    quoted: null,
    group: null,
    poll: null,
    draftId: null,
    publishAt: null,
}
export const postDraftStore = createStore<PostDraft>(emptyDraft)

/** The server's limits. */
export const maxPostLength = 5000
export const minAnswers = 2
export const maxAnswers = 6
export const maxAnswerLength = 100
export const pollDays: readonly number[] = [1, 3, 7, 14]

const rowName = "draft.post"
const settleMilliseconds = 300
let timer: ReturnType<typeof setTimeout> | undefined

/** Reads what was left unfinished. */
export async function restorePostDraft(): Promise<void> {
    const row = await requireAccount().tables.meta.get(rowName).catch(() => undefined)
    const draft = row ? parsed(row.value) : null
    if (draft && postDraftStore.get().text === "") postDraftStore.set(draft)
}

export function isEmptyDraft(draft: PostDraft): boolean {
    const { text, media, contentWarning, quoted, poll, draftId } = draft
    return text.trim() === "" && media.length === 0 && contentWarning === null && !quoted && !poll && !draftId
}

export function savePostDraft(draft: PostDraft): void {
    postDraftStore.set(draft)
    clearTimeout(timer)
    const { tables } = requireAccount()
    const isEmpty = isEmptyDraft(draft)
    const write = () =>
        keep(isEmpty ? tables.meta.delete(rowName) : tables.meta.put({ name: rowName, value: JSON.stringify(draft) }))
    if (isEmpty) write()
    else timer = setTimeout(write, settleMilliseconds)
}

/** Begins a post in a group; what was written already stays. */
export function writeInGroup({ id, slug, name }: PostGroup): void {
    savePostDraft({ ...postDraftStore.get(), group: { id, slug, name } })
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

/** A draft as the server takes it; null while it lacks something. A poll runs from when the post goes out. */
export function postOf(draft: PostDraft, now: number = Date.now()): NewPost | null {
    const text = draft.text.trim()
    const warning = draft.contentWarning?.trim() ?? ""
    const options = draft.poll ? answersOf(draft.poll) : []
    const isEmpty = text === "" && draft.media.length === 0
    if (isEmpty || [...text].length > maxPostLength || (draft.poll && options.length < minAnswers)) return null
    const starts = draft.publishAt === null ? now : Date.parse(draft.publishAt)
    return {
        text,
        mediaIds: draft.media.length === 0 ? null : draft.media.map(({ id }) => id),
        visibility: draft.group ? null : draft.visibility,
        groupId: draft.group?.id ?? null,
        contentWarning: warning === "" ? null : warning,
        quotedId: draft.quoted?.id ?? null,
        poll: draft.poll ? pollOf(draft.poll, options, starts) : null,
    }
}

function pollOf({ days, isMultiple }: PollOfDraft, options: string[], starts: number): NonNullable<NewPost["poll"]> {
    return { options, isMultiple, endsAt: new Date(starts + days * millisecondsPerDay).toISOString() }
}

/** A draft as the server keeps it; null while it lacks something. */
export function draftBodyOf(draft: PostDraft, now: number = Date.now()): DraftBody | null {
    const post = postOf(draft, now)
    return post && { post, publishAt: draft.publishAt }
}

/** A draft from the server as it is written on. */
export function writtenFrom(
    { id, post, publishAt, updatedAt }: StoredDraft,
    quoted: QuotedPost | null,
    group: PostGroup | null,
): PostDraft {
    const { text, visibility, contentWarning, poll } = post
    return {
        text,
        media: picturesOf(post),
        visibility: group ? emptyDraft.visibility : visibility,
        contentWarning,
        quoted,
        group,
        poll: poll && {
            options: poll.options,
            isMultiple: poll.isMultiple,
            days: nearestDays((Date.parse(poll.endsAt) - Date.parse(publishAt ?? updatedAt)) / millisecondsPerDay),
        },
        draftId: id,
        publishAt,
    }
}

function nearestDays(days: number): number {
    return pollDays.reduce((best, other) => (Math.abs(other - days) < Math.abs(best - days) ? other : best))
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
