// SPDX-License-Identifier: Apache-2.0
/** The pictures of the post one writes, and whether this site keeps pictures at all. */
import { asApiError } from "../api/errors"
import type { Picture } from "../api/types"
import { t } from "../i18n"
import { requireAccount } from "./account"
import { createStore } from "./createStore"
import { postDraftStore, savePostDraft } from "./postDraft"
import { UploadQueue } from "./uploadQueue"

/** The server's limit for a post. */
export const maxPictures = 10

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

export const postUploads = new UploadQueue({
    room: () => maxPictures - postDraftStore.get().media.length,
    tooMany: () => t("media.tooMany", { count: maxPictures }),
    attach: (picture) => {
        const draft = postDraftStore.get()
        savePostDraft({ ...draft, media: [...draft.media, picture] })
    },
})

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

/** Puts a picture that was described in the place of what it was. */
export function replacePicture(changed: Picture): void {
    const draft = postDraftStore.get()
    savePostDraft({ ...draft, media: draft.media.map((other) => (other.id === changed.id ? changed : other)) })
}

export function resetUploads(): void {
    asked = null
    picturesStore.set(false)
    postUploads.reset()
}
