// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { showCatalog } from "../src/i18n/current"
import { en } from "../src/i18n/en"
import { leave, leavingStore, resetLeaving, settleLeaving } from "../src/store/leaving"
import { shownOf } from "../src/store/posts"
import { dismissToast, showToast, toastsStore } from "../src/ui/toastStore"

let told: string[] = []
const settled = () => new Promise<void>((resolve) => setTimeout(resolve))

beforeEach(() => {
    showCatalog("en", en)
    resetLeaving()
    for (const { id } of toastsStore.get()) dismissToast(id)
    told = []
})

function leaveSoon(id: string, text = `${id} is deleted.`, run = async () => {}): void {
    leave({
        id, text,
        run: async () => {
            told.push(`run ${id}`)
            await run()
        },
        onGone: () => told.push(`gone ${id}`),
        onBack: () => told.push(`back ${id}`),
    })
}

function noteOf(id: string) {
    const note = toastsStore.get().find(({ text }) => text.startsWith(id))
    assert(note)
    return note
}

test("what is deleted is hidden at once, and deleted when its note goes", async () => {
    leaveSoon("a")
    assert(leavingStore.get().has("a"))
    await settled()
    assert.deepEqual(told, [])
    dismissToast(noteOf("a").id)
    await settled()
    assert.deepEqual(told, ["run a", "gone a"])
    // Pages that were read before may still have it.
    assert(leavingStore.get().has("a"))
})

test("of what is gone only the last are remembered", async () => {
    leaveSoon("kept")
    leavingStore.set(new Set([...leavingStore.get(), ...Array.from({ length: 600 }, (_, index) => `old ${index}`)]))
    leaveSoon("a")
    dismissToast(noteOf("a").id)
    await settled()
    const ids = leavingStore.get()
    assert.equal(ids.size, 500)
    assert(ids.has("kept") && ids.has("a") && ids.has("old 599") && !ids.has("old 0"))
})

test("what is taken back is never deleted", async () => {
    leaveSoon("a")
    const note = noteOf("a")
    note.action?.run()
    dismissToast(note.id)
    await settleLeaving()
    assert.deepEqual(told, ["back a"])
    assert(!leavingStore.get().has("a"))
})

test("a note that makes room for others, or for the same words, is gone too", async () => {
    leaveSoon("a", "The post is deleted.")
    leaveSoon("b", "The post is deleted.")
    await settled()
    assert.deepEqual(told, ["run a", "gone a"])
    for (const text of ["1", "2", "3"]) dismissToast(showToast({ tone: "plain", text }))
    assert.deepEqual(told, ["run a", "gone a"])
    for (const text of ["4", "5", "6"]) showToast({ tone: "plain", text })
    await settled()
    assert.deepEqual(told, ["run a", "gone a", "run b", "gone b"])
})

test("what the server refuses to delete is there again", async () => {
    leaveSoon("a", "a is deleted.", () => Promise.reject(new Error("lost")))
    await settleLeaving()
    assert.deepEqual(told, ["run a", "back a"])
    assert(!leavingStore.get().has("a"))
    assert.equal(toastsStore.get()[0]?.tone, "error")
})

test("leaving the page deletes all that waits, once; another account nothing", async () => {
    leaveSoon("a")
    leaveSoon("b")
    await Promise.all([settleLeaving(), settleLeaving()])
    assert.deepEqual(told, ["run a", "run b", "gone a", "gone b"])
    assert.deepEqual(toastsStore.get(), [])
    leaveSoon("c")
    resetLeaving()
    await settled()
    assert.equal(told.includes("run c"), false)
})

test("a list is shown without what leaves, and is itself when nothing does", () => {
    const list = { ids: ["a", "b"], reposters: {}, cursor: "c", load: "ready", more: "idle", error: null } as const
    assert.deepEqual(shownOf(list, new Set(["a"])).ids, ["b"])
    assert(shownOf(list, new Set(["x"])) === list)
})
