// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { previewOf } from "../src/api/previews"
import { hostOf, pageOf } from "../src/text/links"
import { post } from "./fixtures"

test("a preview is there when the server tells of one", () => {
    const preview = { url: "https://example.org/", title: "Nests", description: null, siteName: null }
    assert.deepEqual(previewOf({ ...post("a"), preview }), preview)
    assert.equal(previewOf(post("a")), null)
    // A site that reads no pages.
    assert.equal(previewOf({}), null)
})

test("only pages become links, and their host is told in plain letters", () => {
    assert.equal(pageOf("javascript:alert(1)"), null)
    assert.equal(pageOf("data:text/html,x"), null)
    assert.equal(pageOf("no address"), null)
    assert.deepEqual(pageOf("https://www.example.org/a/"), { href: "https://www.example.org/a/", text: "example.org/a" })
    assert.equal(hostOf("https://www.example.org:8080/a"), "example.org:8080")
    // Cyrillic letters that look like Latin ones.
    assert.equal(hostOf("https://\u0430\u0440\u0440\u04cf\u0435.com/"), "xn--80ak6aa92e.com")
})
