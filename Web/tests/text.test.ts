// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { ApiError } from "../src/api/errors"
import { agoText, dayText, daysBetween, errorText, t } from "../src/i18n"
import { showCatalog } from "../src/i18n/current"
import { en } from "../src/i18n/en"
import { deviceName } from "../src/text/devices"
import { isFewEmoji, oneLine, pieces } from "../src/text/links"
import { hueCount, hueOf, initials } from "../src/text/names"
import { slugFrom } from "../src/text/slugs"

showCatalog("en", en)

const links = (text: string) => pieces(text).flatMap((piece) => (piece.kind === "link" ? [piece.text] : []))

test("a name becomes an address of plain letters, or nothing", () => {
    assert.equal(slugFrom("  Stadtgärten & Höfe! "), "stadtgarten-hofe")
    assert.equal(slugFrom("散歩"), "")
    assert.match(slugFrom(`${"long ".repeat(20)}name`), /^[a-z0-9]+(-[a-z0-9]+)*$/)
})

test("addresses become links and sentences keep their full stops", () => {
    assert.deepEqual(links("See https://example.org/a?b=1, then http://example.org."), [
        "https://example.org/a?b=1",
        "http://example.org",
    ])
    assert.deepEqual(links("(https://example.org/wiki/Roost_(bird))"), ["https://example.org/wiki/Roost_(bird)"])
})

test("nothing but http and https is a link", () => {
    for (const text of ["javascript:alert(1)", "data:text/html,x", "xhttps://no", "https://", "ftp://example.org"]) {
        assert.deepEqual(links(text), [], text)
    }
})

test("pieces put together are the text", () => {
    const text = "a https://example.org b\n\nhttp://x.example/?q=ü. <b>"
    assert.equal(pieces(text).map((piece) => piece.text).join(""), text)
})

test("one to three emoji are few; digits and words are none", () => {
    for (const text of ["😀", "👍🏽 🎉", "👩‍👩‍👧", "🇳🇱", "❤️"]) assert(isFewEmoji(text), text)
    for (const text of ["", "1", "#", "😀😀😀😀", "ok 👍"]) assert(!isFewEmoji(text), text)
})

test("long and many lines become one short line", () => {
    assert.equal(oneLine(" a\n b\t c "), "a b c")
    assert.equal(oneLine("abcdef", 4), "abc…")
})

test("initials are the first letters of the first and last word", () => {
    assert.equal(initials("Ada Lovelace"), "AL")
    assert.equal(initials("  grace  "), "G")
    assert.equal(initials("Ursula K. Le Guin"), "UG")
    assert.equal(initials("🎉 party"), "P")
    assert.equal(initials("!!!"), "?")
})

test("a hue belongs to an id", () => {
    assert.equal(hueOf("a"), hueOf("a"))
    const hues = new Set(Array.from({ length: 200 }, (_, index) => hueOf(`user-${index}`)))
    assert.equal(hues.size, hueCount)
})

test("days are those of the calendar, not of 24 hours", () => {
    assert.equal(daysBetween(new Date(2026, 0, 1, 23, 59), new Date(2026, 0, 2, 0, 1)), 1)
    const now = new Date(2026, 5, 15, 12)
    assert.equal(dayText(new Date(2026, 5, 15, 1).toISOString(), now), "Today")
    assert.equal(dayText(new Date(2026, 5, 14, 23).toISOString(), now), "Yesterday")
    assert.match(dayText(new Date(2025, 5, 14).toISOString(), now), /2025/)
})

test("moments ago are told roughly", () => {
    const now = new Date(2026, 5, 15, 12)
    const ago = (minutes: number) => agoText(new Date(now.getTime() - minutes * 60_000).toISOString(), now)
    assert.equal(ago(0), "just now")
    assert.equal(ago(5), "5 minutes ago")
    assert.equal(ago(120), "2 hours ago")
    assert.equal(ago(60 * 24), "yesterday")
})

test("texts are filled in and numbers choose their form", () => {
    assert.equal(t("chats.unread", { count: 1 }), "1 unread message")
    assert.equal(t("chats.unread", { count: 2 }), "2 unread messages")
    assert.equal(t("chats.by", { name: "Ada", text: "{name}" }), "Ada: {name}")
})

test("every failure says what happened and what to try", () => {
    const failure = (code: string, status: number, seconds: number | null = null) =>
        errorText(new ApiError(code, "Raw.", status, [], seconds))
    assert.match(failure("client.unreachable", 0), /connection/)
    assert.match(failure("request.rate_limited", 429, 3), /3 seconds/)
    assert.match(failure("http.502", 502), /again/)
    assert.equal(failure("rule.only_the_server_knows", 409), "Raw.")
})

test("devices are named by browser and system", () => {
    const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    assert.equal(deviceName(firefox), "Firefox · Linux")
    const chrome = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
    assert.equal(deviceName(chrome), "Chrome · Windows")
    assert.equal(deviceName("curl/7.88.1"), "curl/7.88.1")
    assert.equal(deviceName("x".repeat(100)).length, 60)
})
