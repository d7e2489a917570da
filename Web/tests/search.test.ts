// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { queryText } from "../src/api/http"
import { hasFilters, noSearch, parseSearch, Search, searchText, wantedBy } from "../src/screens/search/query"

test("what is looked for stands in the address and comes out of it", () => {
    const search: Search = { q: 'rain "old barrel" #garden', kind: "POST", period: "month", isMine: true }
    assert.deepEqual(parseSearch(searchText(search)), search)
    assert.equal(searchText(noSearch), "")
    assert.deepEqual(parseSearch("?kind=NONSENSE&when=never&by=you"), noSearch)
    assert.equal(parseSearch(`?q=${"x".repeat(600)}`).q.length, 500)
})

test("a period begins with a day, so that the next page is of the same question", () => {
    const search: Search = { ...noSearch, q: "rain", period: "week" }
    const morning = Date.parse("2026-03-09T06:00:00.000Z")
    const wanted = wantedBy(search, "me", morning)
    assert.deepEqual(wanted, { q: "rain", from: "2026-03-02T00:00:00.000Z" })
    assert.deepEqual(wantedBy(search, "me", morning + 3_600_000), wanted)
    assert.deepEqual(wantedBy({ ...noSearch, q: "rain", isMine: true }, "me"), { q: "rain", author: "me" })
    assert.equal(hasFilters(search), true)
    assert.equal(hasFilters({ ...noSearch, q: "rain", kind: "POST" }), false)
})

test("a list in a query is written with commas", () => {
    assert.equal(queryText({ kinds: ["POST", "COMMENT"], q: undefined }), "?kinds=POST%2CCOMMENT")
})
