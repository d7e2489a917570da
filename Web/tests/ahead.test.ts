// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { askAhead, firstFeedAddress, takeAhead } from "../src/api/ahead"
import { ApiClient } from "../src/api/client"
import { HttpClient } from "../src/api/http"
import type { UploadClient } from "../src/api/upload"

const session = (expiresAt: number) => JSON.stringify({ accessToken: "good", refreshToken: "r", expiresAt })
const later = () => Date.now() + 600_000
let asked: string[] = []
const answer = () => new Response(JSON.stringify({ success: true, data: { items: [], nextCursor: null } }))

beforeEach(() => {
    asked = []
    globalThis.roostAhead = undefined
    globalThis.fetch = async (address, options) => {
        asked.push(`${String(address)} ${new Headers(options?.headers).get("Authorization")}`)
        return answer()
    }
})

test("the first page of the feed is asked for once, before the app is there", async () => {
    askAhead(session(later()))
    const http = new HttpClient({ accessToken: async () => "good", renew: async () => null })
    const api = new ApiClient(http, {} as UploadClient)
    assert.deepEqual((await api.feed()).items, [])
    assert.deepEqual(asked, [`${firstFeedAddress} Bearer good`])
    await api.feed()
    assert.equal(asked.length, 2)
})

test("a token near its end is for the app to renew", () => {
    askAhead(session(Date.now() + 10_000))
    assert.deepEqual(asked, [])
    assert.throws(() => askAhead("no session"))
})

test("what was asked ahead is for the same call of the same person", () => {
    askAhead(session(later()))
    assert.equal(takeAhead("GET", "/api/v1/chats", "Bearer good"), null)
    assert.equal(takeAhead("POST", firstFeedAddress, "Bearer good"), null)
    assert.equal(takeAhead("GET", firstFeedAddress, "Bearer other"), null)
    assert.equal(takeAhead("GET", firstFeedAddress, "Bearer good"), null)
})
