// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { ApiError } from "../src/api/errors"
import type { ServerEvent } from "../src/realtime/events"
import { decodePacket } from "../src/realtime/engine"
import { ConnectionState, RealtimeSocket } from "../src/realtime/socket"
import type { Transport, TransportEvents } from "../src/realtime/transport"
import { settle } from "./fixtures"

/** A transport whose other end is the test. */
class FakeTransport implements Transport {
    readonly sent: string[] = []
    isClosed = false
    private events: TransportEvents | null = null

    constructor(readonly name: "websocket" | "polling") {}

    open(events: TransportEvents): void {
        this.events = events
    }
    send(packet: string): void {
        this.sent.push(packet)
    }
    close(): void {
        this.isClosed = true
    }
    receive(text: string): void {
        const packet = decodePacket(text)
        assert(packet !== null)
        this.events?.onPacket(packet)
    }
    fail(): void {
        this.events?.onClosed()
    }
}

function setUp() {
    const opened: FakeTransport[] = []
    const seen = {
        states: [] as ConnectionState[],
        events: [] as ServerEvent[],
        online: [] as boolean[],
        refused: [] as string[],
    }
    let token = "first"
    const open = (name: "websocket" | "polling") => () => {
        const transport = new FakeTransport(name)
        opened.push(transport)
        return transport
    }
    const socket = new RealtimeSocket({
        transports: [open("websocket"), open("polling")],
        token: async () => token,
        onTokenRefused: async (refused) => {
            seen.refused.push(refused)
            token = "second"
        },
        onEvent: (event) => void seen.events.push(event),
        onState: (state) => void seen.states.push(state),
        onOnline: (recovered) => void seen.online.push(recovered),
    })
    const last = () => opened[opened.length - 1]!
    const connect = async (pid = "private") => {
        socket.start()
        socket.wake()
        await settle()
        last().receive('0{"sid":"engine","pingInterval":60000,"pingTimeout":60000}')
        last().receive(`40{"sid":"socket","pid":"${pid}"}`)
    }
    return { socket, opened, seen, last, connect }
}

test("the token goes in the CONNECT payload", async () => {
    const { socket, seen, last, connect } = setUp()
    await connect()

    assert.deepEqual(last().sent, ['40{"token":"first"}'])
    assert.deepEqual(seen.states, ["connecting", "online"])
    assert.deepEqual(seen.online, [false])
    socket.stop()
})

test("a ping is answered", async () => {
    const { socket, last, connect } = setUp()
    await connect()
    last().receive("2")
    assert.equal(last().sent[1], "3")
    socket.stop()
})

test("a WebSocket that does not open makes room for polling at once", async () => {
    const { socket, opened } = setUp()
    socket.start()
    await settle()
    opened[0]!.fail()
    assert.deepEqual(opened.map(({ name }) => name), ["websocket", "polling"])
    socket.stop()
})

test("an acknowledgement settles the request it belongs to", async () => {
    const { socket, last, connect } = setUp()
    await connect()
    const first = socket.request("message:read", { chatId: "c", messageId: "m" })
    const second = socket.request("typing:start", { chatId: "c" })

    last().receive('431[{"success":true,"data":2}]')
    last().receive('430[{"success":false,"error":{"code":"chat.not_found","message":"Gone."}}]')

    assert.equal(await second, 2)
    await assert.rejects(first, (error) => error instanceof ApiError && error.code === "chat.not_found")
    socket.stop()
})

test("requests under way fail when the connection does", async () => {
    const { socket, last, connect } = setUp()
    await connect()
    const request = socket.request("typing:start", { chatId: "c" })
    last().fail()
    await assert.rejects(request, (error) => error instanceof ApiError && error.status === 0)
    await assert.rejects(socket.request("typing:start", { chatId: "c" }))
    socket.stop()
})

test("after a loss it asks to recover from the last offset, and says whether it did", async () => {
    const { socket, seen, last, connect } = setUp()
    await connect()
    last().receive('42["chat:deleted",{"chatId":"c"},"offset-7"]')
    last().fail()
    assert.equal(seen.states[seen.states.length - 1], "waiting")

    await connect("private")

    assert.equal(last().sent[0], '40{"token":"first","pid":"private","offset":"offset-7"}')
    assert.deepEqual(seen.online, [false, true])
    assert.deepEqual(seen.events, [{ name: "chat:deleted", payload: { chatId: "c" } }])
    socket.stop()
})

test("a server that gives a new private id did not recover", async () => {
    const { socket, seen, last, connect } = setUp()
    await connect()
    last().fail()
    await connect("other")
    assert.deepEqual(seen.online, [false, false])
    socket.stop()
})

test("a refused token is renewed and tried again at once, but only once", async () => {
    const { socket, opened, seen, last } = setUp()
    const refuse = async () => {
        last().receive('0{"sid":"engine"}')
        last().receive('44{"message":"no","data":{"code":"auth.token_expired"}}')
        await settle()
    }
    socket.start()
    await settle()
    await refuse()
    assert.deepEqual(seen.refused, ["first"])
    assert.equal(opened.length, 2)

    await refuse()
    assert.equal(opened.length, 2)
    assert.equal(seen.states[seen.states.length - 1], "waiting")
    socket.stop()
})

test("stopping closes the transport and forgets the session", async () => {
    const { socket, seen, last, connect } = setUp()
    await connect()
    const transport = last()
    socket.stop()
    assert(transport.isClosed)
    assert.equal(transport.sent[1], "41")
    assert.equal(seen.states[seen.states.length - 1], "idle")
})
