// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import type { Picture } from "../src/api/types"
import { blurPixels } from "../src/text/blurHash"
import { areaOf, middle, movedView } from "../src/text/crop"
import { sourcesOf } from "../src/text/pictures"

const picture = (width: number, height: number): Picture => ({
    id: "p", urls: { small: "/s", medium: "/m", large: "/l" }, width, height, blurHash: "", alt: "",
})

test("the browser is told how wide each size is, and a small picture has one", () => {
    assert.equal(sourcesOf(picture(1280, 853)), "/s 320w, /m 640w, /l 1280w")
    assert.equal(sourcesOf(picture(640, 1280)), "/s 160w, /m 320w, /l 640w")
    assert.equal(sourcesOf(picture(200, 100)), "/s 200w")
})

test("a blur hash becomes pixels, and anything else nothing", () => {
    // One colour: the mean alone, here of a plain red.
    const red = blurPixels("00TI:j", 2, 2)
    assert.deepEqual([...(red ?? [])].slice(0, 4), [255, 0, 0, 255])
    const pixels = blurPixels("LEHV6nWB2yk8pyo0adR*.7kCMdnj", 8, 8)
    assert.equal(pixels?.length, 256)
    assert(new Set(pixels).size > 20)
    for (const wrong of ["", "x", "LEHV6nWB2yk8", "ééééééé"]) assert.equal(blurPixels(wrong, 2, 2), null)
})

test("a cut has its shape and never leaves the picture", () => {
    assert.deepEqual(areaOf(middle, 1000, 500, 1), { x: 250, y: 0, width: 500, height: 500 })
    assert.deepEqual(areaOf({ ...middle, zoom: 2 }, 1000, 500, 1), { x: 375, y: 125, width: 250, height: 250 })
    let view = { ...middle, zoom: 2 }
    for (let step = 0; step < 50; step++) view = movedView(view, -0.3, 0.3, 1000, 500, 1)
    assert.deepEqual(areaOf(view, 1000, 500, 1), { x: 0, y: 250, width: 250, height: 250 })
    // Once at the edge, one step back is a step back.
    assert(areaOf(movedView(view, 0.3, 0, 1000, 500, 1), 1000, 500, 1).x > 70)
})
