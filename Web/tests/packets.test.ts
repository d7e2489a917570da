// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { backoff } from "../src/realtime/backoff"
import { decodePacket, joinPayloads, splitPayload } from "../src/realtime/engine"
import { decodeSocketPacket, encodeConnect, encodeEvent } from "../src/realtime/packet"

test("engine packets are read by their first character", () => {
    assert.deepEqual(decodePacket("2probe"), { type: "ping", data: "probe" })
    assert.deepEqual(decodePacket("4hello"), { type: "message", data: "hello" })
    assert.deepEqual(decodePacket("6"), { type: "noop" })
    assert.equal(decodePacket("9"), null)
    assert.equal(decodePacket(""), null)
})

test("a handshake without numbers gets the usual ones, one without an id is none", () => {
    const packet = decodePacket('0{"sid":"abc","pingInterval":300}')
    assert(packet?.type === "open")
    assert.equal(packet.handshake.pingInterval, 300)
    assert.equal(packet.handshake.pingTimeout, 20_000)
    assert.equal(decodePacket("0{}"), null)
    assert.equal(decodePacket("0{broken"), null)
})

test("polling bodies are cut and joined at the separator, within the limit", () => {
    assert.deepEqual(splitPayload("4a\x1e4b"), ["4a", "4b"])
    assert.deepEqual(splitPayload(""), [])
    assert.deepEqual(joinPayloads(["4aa", "4bb", "4cc"], 8), ["4aa\x1e4bb", "4cc"])
    assert.deepEqual(joinPayloads(["4" + "x".repeat(20)], 8), ["4" + "x".repeat(20)])
})

test("events are written as the protocol says", () => {
    assert.equal(encodeConnect({ token: "t" }), '0{"token":"t"}')
    assert.equal(encodeEvent("typing:start", { chatId: "c" }, null), '2["typing:start",{"chatId":"c"}]')
    assert.equal(encodeEvent("message:send", { a: 1 }, 12), '212["message:send",{"a":1}]')
    assert.equal(encodeEvent("bare", undefined, null), '2["bare"]')
})

test("socket packets are read with their ids and arguments", () => {
    assert.deepEqual(decodeSocketPacket('2["message:new",{"seq":1},"offset"]'), {
        type: "event",
        name: "message:new",
        args: [{ seq: 1 }, "offset"],
        ackId: null,
    })
    assert.deepEqual(decodeSocketPacket('37[{"success":true}]'), { type: "ack", ackId: 7, args: [{ success: true }] })
    assert.deepEqual(decodeSocketPacket('0{"sid":"s","pid":"p"}'), { type: "connect", sid: "s", pid: "p" })
    assert.deepEqual(decodeSocketPacket('4{"message":"no","data":{"code":"auth.token_expired"}}'), {
        type: "connectError",
        message: "no",
        code: "auth.token_expired",
    })
    assert.deepEqual(decodeSocketPacket("1"), { type: "disconnect" })
})

test("what is malformed, binary or of another namespace is left aside", () => {
    const texts = ["", "x", "2", "2{}", "2[1]", "2[broken", "3[1]", "0", '2/admin,["x"]', "51-[]", "7"]
    for (const text of texts) assert.equal(decodeSocketPacket(text), null, text)
})

test("waits double up to a limit and differ by half at most", () => {
    const limits = { firstMilliseconds: 100, longestMilliseconds: 1000 }
    assert.deepEqual([0, 1, 2, 3, 9, 999].map((attempt) => backoff(attempt, limits, () => 1)), [100, 200, 400, 800, 1000, 1000])
    assert.equal(backoff(2, limits, () => 0), 200)
})
