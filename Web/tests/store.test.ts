// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { createStore, withEntry } from "../src/store/createStore"
import { memoryDatabase } from "../src/store/database"
import { newId } from "../src/store/ids"

test("listeners hear of changes, not of the same value again", () => {
    const store = createStore(1)
    let count = 0
    const stop = store.subscribe(() => count++)
    store.set(2)
    store.set(2)
    store.set((value) => value + 1)
    stop()
    store.set(9)
    assert.equal(count, 2)
    assert.equal(store.get(), 9)
})

test("an entry is replaced in a copy, and nothing is copied for nothing", () => {
    const record = { a: 1, b: 2 }
    assert.deepEqual(withEntry(record, "a", 3), { a: 3, b: 2 })
    assert.deepEqual(withEntry(record, "a", undefined), { b: 2 })
    assert(withEntry(record, "a", 1) === record)
    assert.deepEqual(record, { a: 1, b: 2 })
})

test("messages are kept by chat and number, and read from the end", async () => {
    const table = memoryDatabase().table<{ chatId: string; seq: number }>("messages")
    await table.put({ chatId: "a", seq: 9 }, { chatId: "a", seq: 10 }, { chatId: "b", seq: 1 }, { chatId: "a", seq: 2 })

    const last = await table.lastOf(["a", 0], ["a", 9], 5)
    assert.deepEqual(last.map(({ seq }) => seq), [9, 2])

    await table.deleteRange(["a", 0], ["a", Number.MAX_SAFE_INTEGER])
    assert.deepEqual(await table.all(), [{ chatId: "b", seq: 1 }])
})

test("ids are UUIDs of version 7 that sort by time", () => {
    const early = newId(1_700_000_000_000)
    const late = newId(1_700_000_000_001)
    assert.match(early, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert(early < late)
    assert.notEqual(newId(1), newId(1))
})
