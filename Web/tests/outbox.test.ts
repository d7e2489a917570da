// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { ApiError, unreachable } from "../src/api/errors"
import type { Message, NewMessage } from "../src/api/types"
import { memoryDatabase } from "../src/store/database"
import { OutboxHost, OutboxItem, OutboxQueue } from "../src/store/outboxQueue"
import { message } from "./fixtures"

const item = (number: number): OutboxItem => ({
    clientId: `client-${number}`,
    chatId: "chat",
    content: `text ${number}`,
    replyToId: null,
    createdAt: `2026-01-01T00:00:0${number}.000Z`,
    failure: null,
})

function setUp(send: (wire: NewMessage) => Promise<Message>, items: OutboxItem[] = []) {
    const table = memoryDatabase().table<OutboxItem>("outbox")
    const told = { sent: [] as string[], failed: [] as string[], retries: [] as (number | null)[] }
    const host: OutboxHost = {
        send,
        onChange: () => undefined,
        onSent: ({ clientId }) => void told.sent.push(clientId),
        onFailed: ({ clientId }) => void told.failed.push(clientId),
        retryAfter: (seconds) => void told.retries.push(seconds),
    }
    return { outbox: new OutboxQueue(table, host, items), table, told }
}

test("messages go out one after another in the order they were written", async () => {
    const wire: string[] = []
    const { outbox, table, told } = setUp(
        async (sent) => {
            wire.push(sent.clientId)
            return message(1)
        },
        [item(2), item(1)],
    )
    await outbox.add(item(3))

    await outbox.flush()

    assert.deepEqual(wire, ["client-1", "client-2", "client-3"])
    assert.deepEqual(told.sent, wire)
    assert.deepEqual(await table.all(), [])
})

test("without a connection everything stays, on disk too, and keeps its name", async () => {
    const names: string[] = []
    let isOnline = false
    const { outbox, table, told } = setUp(async ({ clientId }) => {
        names.push(clientId)
        if (!isOnline) throw unreachable()
        return message(1)
    })
    await outbox.add(item(1))
    await outbox.add(item(2))

    await outbox.flush()
    assert.deepEqual(names, ["client-1"])
    assert.deepEqual(told.retries, [null])
    assert.equal((await table.all()).length, 2)

    isOnline = true
    await outbox.flush()
    assert.deepEqual(names, ["client-1", "client-1", "client-2"])
    assert.equal(outbox.all.length, 0)
})

test("what the server refuses is marked with the reason and lets the others pass", async () => {
    const { outbox, table, told } = setUp(async ({ clientId }) => {
        if (clientId === "client-1") throw new ApiError("chat.not_found", "There is no such chat.", 404)
        return message(1)
    })
    await outbox.add(item(1))
    await outbox.add(item(2))

    await outbox.flush()

    assert.deepEqual(told.sent, ["client-2"])
    assert.deepEqual(told.failed, ["client-1"])
    const [left] = await table.all()
    assert.deepEqual(left?.failure, { code: "chat.not_found", message: "There is no such chat." })
})

test("a refused message can be tried again or discarded", async () => {
    let isAllowed = false
    const { outbox, told } = setUp(async () => {
        if (!isAllowed) throw new ApiError("chat.forbidden", "Not here.", 403)
        return message(1)
    })
    await outbox.add(item(1))
    await outbox.add(item(2))
    await outbox.flush()

    isAllowed = true
    await outbox.retry("client-1")
    await outbox.flush()
    assert.deepEqual(told.sent, ["client-1"])

    await outbox.discard("client-2")
    assert.equal(outbox.all.length, 0)
})

test("the server's wait is kept", async () => {
    const { outbox, told } = setUp(async () => {
        throw new ApiError("request.rate_limited", "Slowly.", 429, [], 7)
    })
    await outbox.add(item(1))

    await outbox.flush()

    assert.deepEqual(told.retries, [7])
    assert.equal(outbox.all[0]?.failure, null)
})

test("two flushes at once send each message once", async () => {
    let count = 0
    const { outbox } = setUp(async () => {
        count++
        return message(1)
    })
    await outbox.add(item(1))

    await Promise.all([outbox.flush(), outbox.flush()])

    assert.equal(count, 1)
})

test("an echo that overtakes the answer takes the message out", async () => {
    const { outbox } = setUp(async () => message(1))
    await outbox.add(item(1))

    await outbox.confirm("client-1")
    await outbox.confirm("somebody-elses")

    assert.equal(outbox.all.length, 0)
})
