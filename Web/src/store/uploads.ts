// SPDX-License-Identifier: Apache-2.0
/** Pictures on their way into the post one writes: one after another, so that they keep the order they were added in. */
import { asApiError } from "../api/errors"
import type { Picture } from "../api/types"
import { errorText, t } from "../i18n"
import { showToast } from "../ui/toastStore"
import { requireAccount } from "./account"
import { createStore } from "./createStore"
import { postDraftStore, savePostDraft } from "./postDraft"

export interface Upload {
    id: number
    file: File
    state: "waiting" | "running" | "failed"
    /** How much is sent, 0 to 1. */
    share: number
    problem: string | null
}

/** The server's limits. */
export const maxPictures = 10
export const pictureTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"]
const maxBytes = 20 * 1024 * 1024

/** Whether this site keeps pictures; not, until it is known. */
export const picturesStore = createStore(false)
let asked: Promise<void> | null = null

/** Asks once; without an answer it is asked again the next time. */
export function askForPictures(): Promise<void> {
    asked ??= requireAccount()
        .api.mediaUsage()
        .then(
            () => picturesStore.set(true),
            (error: unknown) => {
                if (!asApiError(error).isMissing) asked = null
            },
        )
    return asked
}

export const uploadsStore = createStore<readonly Upload[]>([])
let nextId = 1
let running: { id: number; stop: AbortController } | null = null

/** Takes files in, as far as there is room, and says what was not taken. */
export function addPictures(files: readonly File[]): void {
    if (!picturesStore.get()) return
    const good = files.filter((file) => {
        const problem = problemOf(file)
        if (problem) showToast({ tone: "error", text: problem })
        return problem === null
    })
    const room = maxPictures - postDraftStore.get().media.length - uploadsStore.get().length
    if (good.length > room) showToast({ tone: "error", text: t("media.tooMany", { count: maxPictures }) })
    const added = good.slice(0, Math.max(0, room)).map((file): Upload => ({
        id: nextId++, file, state: "waiting", share: 0, problem: null,
    }))
    uploadsStore.set((uploads) => [...uploads, ...added])
    void work()
}

function problemOf({ name, type, size }: File): string | null {
    if (!pictureTypes.includes(type)) return t("media.wrongType", { name })
    return size > maxBytes ? t("media.tooLarge", { name }) : null
}

export function retryUpload(id: number): void {
    patch(id, { state: "waiting", share: 0, problem: null })
    void work()
}

export function cancelUpload(id: number): void {
    if (running?.id === id) running.stop.abort()
    uploadsStore.set((uploads) => uploads.filter((upload) => upload.id !== id))
}

async function work(): Promise<void> {
    if (running) return
    const next = uploadsStore.get().find(({ state }) => state === "waiting")
    if (!next) return
    const stop = new AbortController()
    running = { id: next.id, stop }
    patch(next.id, { state: "running" })
    const { api, id: account } = requireAccount()
    try {
        const picture = await api.uploadPicture(next.file, (share) => patch(next.id, { share }), stop.signal)
        if (requireAccount().id === account) attach(next.id, picture)
    } catch (error) {
        if (!stop.signal.aborted) patch(next.id, { state: "failed", problem: errorText(error) })
    }
    running = null
    void work()
}

function attach(id: number, picture: Picture): void {
    if (!uploadsStore.get().some((upload) => upload.id === id)) return
    uploadsStore.set((uploads) => uploads.filter((upload) => upload.id !== id))
    const draft = postDraftStore.get()
    savePostDraft({ ...draft, media: [...draft.media, picture] })
}

function patch(id: number, change: Partial<Upload>): void {
    uploadsStore.set((uploads) => uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)))
}

export function removePicture(picture: Picture): void {
    const draft = postDraftStore.get()
    savePostDraft({ ...draft, media: draft.media.filter(({ id }) => id !== picture.id) })
    // Of a draft on the server it is still a part; unused ones the server throws away by itself, too.
    if (draft.draftId === null) void requireAccount().api.deletePicture(picture.id).catch(() => undefined)
}

export function movePicture(from: number, to: number): void {
    const draft = postDraftStore.get()
    const moved = draft.media[from]
    if (!moved || to < 0 || to >= draft.media.length) return
    const others = draft.media.filter((_, index) => index !== from)
    savePostDraft({ ...draft, media: [...others.slice(0, to), moved, ...others.slice(to)] })
}

export async function describePicture(picture: Picture, alt: string): Promise<void> {
    const changed = await requireAccount().api.describePicture(picture.id, alt)
    const draft = postDraftStore.get()
    savePostDraft({ ...draft, media: draft.media.map((other) => (other.id === changed.id ? changed : other)) })
}

export function resetUploads(): void {
    running?.stop.abort()
    asked = null
    picturesStore.set(false)
    uploadsStore.set([])
}
