// SPDX-License-Identifier: Apache-2.0
/** The one picture of a comment that is being written, from its file until the comment has it. */
import type { Picture } from "../api/types"
import { t } from "../i18n"
import { currentAccount } from "./account"
import { createStore } from "./createStore"
import { UploadQueue } from "./uploadQueue"

export class CommentPicture {
    readonly store = createStore<Picture | null>(null)
    readonly uploads = new UploadQueue({
        room: () => (this.store.get() === null ? 1 : 0),
        tooMany: () => t("comment.onePicture"),
        attach: (picture) => this.store.set(picture),
    })
    private isBeingSent = false

    /** Why the comment cannot be sent yet. */
    get problem(): string | null {
        const [upload] = this.uploads.store.get()
        if (!upload) return null
        return t(upload.state === "failed" ? "comment.notUploaded" : "media.wait")
    }

    /** Sends a comment with the picture, which is the comment's from then on. */
    async sending(send: (mediaId: string | undefined) => Promise<void>): Promise<void> {
        this.isBeingSent = true
        try {
            await send(this.store.get()?.id)
            this.store.set(null)
        } finally {
            this.isBeingSent = false
        }
    }

    replace(changed: Picture): void {
        this.store.set((picture) => (picture?.id === changed.id ? changed : picture))
    }

    /** Takes the picture out and throws it away. */
    remove(): void {
        const picture = this.store.get()
        this.store.set(null)
        // Nobody misses one that could not be thrown away: the server does that, too, after a day.
        if (picture) void currentAccount()?.api.deletePicture(picture.id).catch(() => undefined)
    }

    /** Nobody is writing any longer. A picture that is being sent belongs to its comment already. */
    end(): void {
        this.uploads.reset()
        if (!this.isBeingSent) this.remove()
    }
}
