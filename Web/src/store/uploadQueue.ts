// SPDX-License-Identifier: Apache-2.0
/** Pictures on their way to where they will stand: one after another, so that they keep the order they were added in. */
import type { Picture } from "../api/types"
import { errorText, t } from "../i18n"
import { showToast } from "../ui/toastStore"
import { requireAccount } from "./account"
import { createStore } from "./createStore"

export interface Upload {
    id: number
    file: File
    state: "waiting" | "running" | "failed"
    /** How much is sent, 0 to 1. */
    share: number
    problem: string | null
}

/** The post or comment the pictures are for. */
interface UploadPlace {
    /** How many more it takes, beside those on their way. */
    room(): number
    tooMany(): string
    attach(picture: Picture): void
}

/** The server's limits. */
export const pictureTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"]
const maxBytes = 20 * 1024 * 1024
let nextId = 1

/** What is wrong with a file, as far as one sees that from here. */
export function problemOf({ name, type, size }: File): string | null {
    if (!pictureTypes.includes(type)) return t("media.wrongType", { name })
    return size > maxBytes ? t("media.tooLarge", { name }) : null
}

export class UploadQueue {
    readonly store = createStore<readonly Upload[]>([])
    private running: { id: number; stop: AbortController } | null = null

    constructor(private readonly place: UploadPlace) {}

    /** Takes files in, as far as there is room, and says what was not taken. */
    add(files: readonly File[]): void {
        const good = files.filter((file) => {
            const problem = problemOf(file)
            if (problem) showToast({ tone: "error", text: problem })
            return problem === null
        })
        const room = Math.max(0, this.place.room() - this.store.get().length)
        if (good.length > room) showToast({ tone: "error", text: this.place.tooMany() })
        const added = good.slice(0, room).map((file): Upload => ({
            id: nextId++, file, state: "waiting", share: 0, problem: null,
        }))
        this.store.set((uploads) => [...uploads, ...added])
        void this.work()
    }

    retry(id: number): void {
        this.patch(id, { state: "waiting", share: 0, problem: null })
        void this.work()
    }

    cancel(id: number): void {
        if (this.running?.id === id) this.running.stop.abort()
        this.store.set((uploads) => uploads.filter((upload) => upload.id !== id))
    }

    /** Stops and forgets everything. */
    reset(): void {
        this.running?.stop.abort()
        this.store.set([])
    }

    private async work(): Promise<void> {
        if (this.running) return
        const next = this.store.get().find(({ state }) => state === "waiting")
        if (!next) return
        const stop = new AbortController()
        this.running = { id: next.id, stop }
        this.patch(next.id, { state: "running" })
        const { api, id: account } = requireAccount()
        try {
            const picture = await api.uploadPicture(next.file, (share) => this.patch(next.id, { share }), stop.signal)
            if (requireAccount().id === account) this.finish(next.id, picture)
        } catch (error) {
            if (!stop.signal.aborted) this.patch(next.id, { state: "failed", problem: errorText(error) })
        }
        this.running = null
        void this.work()
    }

    private finish(id: number, picture: Picture): void {
        if (!this.store.get().some((upload) => upload.id === id)) return
        this.store.set((uploads) => uploads.filter((upload) => upload.id !== id))
        this.place.attach(picture)
    }

    private patch(id: number, change: Partial<Upload>): void {
        this.store.set((uploads) => uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)))
    }
}
