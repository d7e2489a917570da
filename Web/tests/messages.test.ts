// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { chunked, contiguousTail, hasHole, mergeMessages, reachesStart } from "../src/store/messages"
import { message } from "./fixtures"

const numbers = (list: readonly { seq: number }[]) => list.map(({ seq }) => seq)

test("messages are sorted by number and there once, in whatever order they come", () => {
    const list = mergeMessages(mergeMessages([], [message(5), message(3)]), [message(4), message(3)])
    assert.deepEqual(numbers(list), [3, 4, 5])
})

test("a merge that brings nothing new returns the same list", () => {
    const list = mergeMessages([], [message(1), message(2)])
    assert(mergeMessages(list, [message(1)]) === list)
    assert(mergeMessages(list, []) === list)
})

test("the later version of a message stays, whichever comes first", () => {
    const early = message(1, { content: "early" })
    const late = message(1, { content: "late", updatedAt: "2026-01-02T00:00:00.000Z" })
    assert.equal(mergeMessages([early], [late])[0]?.content, "late")
    assert.equal(mergeMessages([late], [early])[0]?.content, "late")
})

test("a deletion without a new time is still seen", () => {
    const list = mergeMessages([message(1), message(2)], [message(1, { content: "", isDeleted: true })])
    assert.equal(list[0]?.isDeleted, true)
})

test("the tail ends where numbers are missing", () => {
    const list = [message(1), message(2), message(5), message(6)]
    assert.deepEqual(numbers(contiguousTail(list)), [5, 6])
    assert(hasHole(list))
    assert(!hasHole(list.slice(2)))
    assert.deepEqual(contiguousTail([]), [])
})

test("history is whole when it starts at one", () => {
    assert(reachesStart([message(1)]))
    assert(!reachesStart([message(2)]))
    assert(!reachesStart([]))
})

test("chunks keep their key and their identity when older messages come in front", () => {
    const newer = Array.from({ length: 10 }, (_, index) => message(40 + index))
    const before = chunked(newer, 8)
    const older = Array.from({ length: 8 }, (_, index) => message(32 + index))

    const after = chunked([...older, ...newer], 8, before)

    assert.deepEqual(after.map(({ key }) => key), [4, 5, 6])
    assert(after[2] === before[1])
    // The first of the old chunks now has a message before it, which matters for its day separator.
    assert.equal(after[1]?.previous?.seq, 39)
    assert.equal(after.flatMap(({ messages }) => messages).length, 18)
})
