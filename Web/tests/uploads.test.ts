// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import type { ApiClient } from "../src/api/client"
import type { Picture } from "../src/api/types"
import { showCatalog } from "../src/i18n/current"
import { en } from "../src/i18n/en"
import { Account, setCurrentAccount } from "../src/store/account"
import { CommentPicture } from "../src/store/commentPicture"
import { dismissToast, toastsStore } from "../src/ui/toastStore"

const picture = (id: string): Picture => ({
    id, urls: { small: "/s", medium: "/m", large: "/l" }, width: 60, height: 40, blurHash: "", alt: "",
})
const file = (name: string, type = "image/png") => ({ name, type, size: 9 }) as File

/** A server that answers uploads when it is told to. */
class Uploads {
    readonly sent: string[] = []
    readonly deleted: string[] = []
    answers: ((isFine: boolean) => void)[] = []

    api = {
        uploadPicture: (sent: File) => {
            this.sent.push(sent.name)
            return new Promise<Picture>((resolve, reject) =>
                this.answers.push((isFine) => (isFine ? resolve(picture(sent.name)) : reject(new Error("lost")))),
            )
        },
        deletePicture: async (id: string) => {
            this.deleted.push(id)
        },
    }

    async answer(isFine = true): Promise<void> {
        this.answers.shift()?.(isFine)
        await settled()
    }
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve))
let server: Uploads

beforeEach(() => {
    showCatalog("en", en)
    server = new Uploads()
    setCurrentAccount({ id: "me", api: server.api as unknown as ApiClient } as Account)
})

function toasts(): string[] {
    const shown = toastsStore.get()
    for (const { id } of shown) dismissToast(id)
    return shown.map(({ text }) => text)
}

test("a comment takes one picture, and says so of the others", async () => {
    const one = new CommentPicture()
    one.uploads.add([file("a.png"), file("b.png")])
    assert.deepEqual(server.sent, ["a.png"])
    assert.deepEqual(toasts(), ["A comment takes one picture."])
    assert.equal(one.problem, "Wait until the pictures are uploaded.")
    await server.answer()
    assert.equal(one.problem, null)
    assert.equal(one.store.get()?.id, "a.png")
    one.uploads.add([file("c.png")])
    assert.deepEqual([server.sent, toasts()], [["a.png"], ["A comment takes one picture."]])
})

test("a picture that did not go up holds the comment back until it is tried again or taken out", async () => {
    const one = new CommentPicture()
    one.uploads.add([file("a.txt", "text/plain")])
    assert.equal(toasts().length, 1)
    one.uploads.add([file("a.png")])
    await server.answer(false)
    assert.match(one.problem ?? "", /not uploaded/)
    const [failed] = one.uploads.store.get()
    assert.equal(failed?.state, "failed")
    one.uploads.retry(failed?.id ?? 0)
    await server.answer()
    assert.equal(one.store.get()?.id, "a.png")
})

test("what nobody sends is thrown away, and what is sent is the comment's", async () => {
    const left = new CommentPicture()
    left.uploads.add([file("left.png")])
    await server.answer()
    left.end()
    assert.deepEqual(server.deleted, ["left.png"])

    const sent = new CommentPicture()
    sent.uploads.add([file("sent.png")])
    await server.answer()
    await sent.sending(async (id) => {
        assert.equal(id, "sent.png")
        // The form closes as soon as the comment is there.
        sent.end()
    })
    sent.end()
    assert.deepEqual(server.deleted, ["left.png"])
})

test("a comment that could not be sent keeps its picture", async () => {
    const one = new CommentPicture()
    one.uploads.add([file("a.png")])
    await server.answer()
    await assert.rejects(one.sending(() => Promise.reject(new Error("lost"))))
    assert.equal(one.store.get()?.id, "a.png")
    one.end()
    assert.deepEqual(server.deleted, ["a.png"])
})

test("who leaves while a picture is on its way does not get it afterwards", async () => {
    const one = new CommentPicture()
    one.uploads.add([file("late.png")])
    one.end()
    await server.answer()
    assert.equal(one.store.get(), null)
})
