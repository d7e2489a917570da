// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import type { StoredDraft } from "../src/api/types"
import { draftBodyOf, emptyDraft, isEmptyDraft, postOf, writtenFrom } from "../src/store/postDraft"
import { DiffPiece, wordDiff } from "../src/text/wordDiff"

const shown = (pieces: DiffPiece[]) =>
    pieces.map(({ kind, text }) => (kind === "same" ? text : kind === "added" ? `[+${text}]` : `[-${text}]`)).join("")

test("versions differ by the words that were changed", () => {
    assert.equal(shown(wordDiff("A tpyo", "A typo")), "A [-tpyo][+typo]")
    assert.equal(shown(wordDiff("one two three", "one three")), "one [-two ]three")
    assert.equal(shown(wordDiff("one", "one two")), "one[+ two]")
    assert.equal(shown(wordDiff("今日は雨", "今日は晴れ")), "今日は[-雨][+晴れ]")
    assert.deepEqual(wordDiff("same", "same"), [{ kind: "same", text: "same" }])
    assert.deepEqual(wordDiff("", ""), [])
})

test("what a comparison leaves out or puts in makes the other version", () => {
    const [before, after] = ["a b c d\ne f", "b x c  d f g"]
    const pieces = wordDiff(before, after)
    const without = (kind: DiffPiece["kind"]) => pieces.filter((piece) => piece.kind !== kind).map(({ text }) => text).join("")
    assert.equal(without("added"), before)
    assert.equal(without("removed"), after)
})

test("texts too long to compare are shown whole", () => {
    const [before, after] = ["a ".repeat(1200), "b ".repeat(1200)]
    const pieces = wordDiff(before, after)
    assert.equal(pieces.filter(({ kind }) => kind !== "added").map(({ text }) => text).join(""), before)
})

const stored = {
    id: "draft",
    post: {
        text: "Which evening?",
        media: [],
        visibility: "FOLLOWERS",
        groupId: null,
        contentWarning: null,
        quotedId: null,
        poll: { options: ["Thursday", "Friday"], endsAt: "2026-03-09T09:00:00.000Z", isMultiple: false },
    },
    publishAt: "2026-03-02T09:00:00.000Z",
    problem: null,
    updatedAt: "2026-02-01T00:00:00.000Z",
} as StoredDraft

const { media: _, ...postOfStored } = stored.post as StoredDraft["post"] & { media: unknown }

test("a draft from the server goes back as it came", () => {
    const written = writtenFrom(stored, null, null)
    assert.equal(written.draftId, "draft")
    assert.equal(written.poll?.days, 7)
    assert.deepEqual(draftBodyOf(written, Date.parse("2026-02-01T00:00:00.000Z")), {
        post: { ...postOfStored, mediaIds: null },
        publishAt: stored.publishAt,
    })
})

test("a poll runs from when its post goes out", () => {
    const now = Date.parse("2026-02-01T00:00:00.000Z")
    const written = writtenFrom(stored, null, null)
    assert.equal(postOf(written, now)?.poll?.endsAt, "2026-03-09T09:00:00.000Z")
    assert.equal(postOf({ ...written, publishAt: null }, now)?.poll?.endsAt, "2026-02-08T00:00:00.000Z")
})

test("a draft that came from the server is not empty, whatever it says", () => {
    assert.equal(isEmptyDraft(emptyDraft), true)
    assert.equal(isEmptyDraft({ ...emptyDraft, draftId: "draft" }), false)
})
