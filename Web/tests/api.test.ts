// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { ApiError } from "../src/api/errors"
import { HttpClient, queryText } from "../src/api/http"
import { SessionTokens, StoredSession, TokenStorage } from "../src/api/tokens"
import type { SignedIn } from "../src/api/types"
import { ada } from "./fixtures"

const reply = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    new Response(body === null ? null : JSON.stringify(body), { status, headers })

function setUp(responses: Response[], renewed: string | null = "renewed") {
    const requests: { url: string; init: RequestInit }[] = []
    const client = new HttpClient(
        { accessToken: async () => "token", renew: async () => renewed },
        "/api/v1",
        (async (url: string, init: RequestInit) => {
            requests.push({ url, init })
            const next = responses.shift()
            if (!next) throw new TypeError("network")
            return next
        }) as typeof fetch,
    )
    const authorization = (index: number) => (requests[index]?.init.headers as Record<string, string>)["Authorization"]
    return { client, requests, authorization }
}

test("data comes out of the envelope", async () => {
    const { client, requests, authorization } = setUp([reply(200, { success: true, data: { items: [] } })])
    assert.deepEqual(await client.call("GET", "/chats", { query: { limit: 5, cursor: undefined } }), { items: [] })
    assert.equal(requests[0]?.url, "/api/v1/chats?limit=5")
    assert.equal(authorization(0), "Bearer token")
})

test("a failure keeps its code, its fields and the wait", async () => {
    const error = { code: "request.invalid", message: "Look again.", details: [{ field: "email", message: "Odd." }, 7] }
    const { client } = setUp([reply(429, { success: false, error }, { "Retry-After": "12" })])
    await assert.rejects(client.call("POST", "/auth/login", { body: {}, anonymous: true }), (failure) => {
        assert(failure instanceof ApiError)
        assert.equal(failure.code, "request.invalid")
        assert.equal(failure.problem("email"), "Odd.")
        assert.equal(failure.retryAfterSeconds, 12)
        return failure.isTemporary
    })
})

test("an expired token is renewed once and the call made again", async () => {
    const expired = { success: false, error: { code: "auth.token_expired", message: "Expired." } }
    const { client, authorization } = setUp([reply(401, expired), reply(200, { success: true, data: 1 })])
    assert.equal(await client.call("GET", "/auth/me"), 1)
    assert.equal(authorization(1), "Bearer renewed")
})

test("a second refusal is the answer", async () => {
    const expired = () => reply(401, { success: false, error: { code: "auth.token_expired", message: "Expired." } })
    const { client, requests } = setUp([expired(), expired(), expired()])
    await assert.rejects(client.call("GET", "/auth/me"), (error) => error instanceof ApiError && error.isUnauthorized)
    assert.equal(requests.length, 2)
})

test("no network is told apart from a broken answer", async () => {
    const { client } = setUp([])
    await assert.rejects(client.call("GET", "/chats"), (error) => (error as ApiError).code === "client.unreachable")
    const gateway = setUp([new Response("<html>", { status: 502 })])
    await assert.rejects(gateway.client.call("GET", "/chats"), (error) => (error as ApiError).status === 502)
})

test("an empty success has no data", async () => {
    const { client } = setUp([reply(204, null)])
    assert.equal(await client.call("DELETE", "/chats/1"), undefined)
})

test("a query leaves out what is missing and escapes the rest", () => {
    assert.equal(queryText({ q: "a b&c", cursor: undefined, since: "" }), "?q=a+b%26c")
    assert.equal(queryText(undefined), "")
})

function tokensAt(now: number, refresh: (token: string) => Promise<SignedIn>) {
    let stored: StoredSession | null = { user: ada, accessToken: "old", refreshToken: "r1", expiresAt: 100_000 }
    const storage: TokenStorage = { read: () => stored, write: (session) => void (stored = session) }
    let ended = 0
    const tokens = new SessionTokens(storage, refresh, () => void ended++, (body) => body(), () => now)
    return { tokens, storage, ended: () => ended }
}

const renewedTokens: SignedIn = { user: ada, accessToken: "new", refreshToken: "r2", expiresIn: 900 }

test("a good token is used, one about to end is renewed once for all who ask", async () => {
    let count = 0
    const refresh = async () => {
        count++
        return renewedTokens
    }
    assert.equal(await tokensAt(0, refresh).tokens.accessToken(), "old")
    const { tokens, storage } = tokensAt(90_000, refresh)
    assert.deepEqual(await Promise.all([tokens.accessToken(), tokens.accessToken()]), ["new", "new"])
    assert.equal(count, 1)
    assert.equal(storage.read()?.refreshToken, "r2")
})

test("a token that another tab renewed is not renewed again", async () => {
    const { tokens } = tokensAt(0, async () => {
        throw new Error("must not be called")
    })
    assert.equal(await tokens.renew("even older"), "old")
})

test("only a clear refusal ends the session; a lost connection does not", async () => {
    const refused = tokensAt(90_000, async () => {
        throw new ApiError("auth.invalid_refresh_token", "No.", 401)
    })
    assert.equal(await refused.tokens.accessToken(), null)
    assert.equal(refused.ended(), 1)
    assert.equal(refused.storage.read(), null)

    const offline = tokensAt(90_000, async () => {
        throw new ApiError("client.unreachable", "No network.", 0)
    })
    await assert.rejects(offline.tokens.accessToken())
    assert.equal(offline.ended(), 0)
    assert.notEqual(offline.storage.read(), null)
})
