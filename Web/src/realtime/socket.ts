// SPDX-License-Identifier: Apache-2.0
/**
 * A Socket.IO v5 client for the default namespace.
 *
 *     idle ──start──► connecting ──CONNECT──► online ──closed, silent──► waiting ──timer, wake──► connecting
 *                         └──────── closed, CONNECT_ERROR, too slow ────────┘        any ──stop──► idle
 *
 * Each attempt tries a WebSocket first and falls back to long polling when it does not open. A connection
 * that hears nothing for ping interval + ping timeout is taken for dead. On reconnect the private session id
 * and the last offset go along, so the server can replay what was missed; it says so by returning the same id.
 */
import { unwrap } from "../api/envelope"
import { ApiError, timedOut, unreachable } from "../api/errors"
import { backoff } from "./backoff"
import { encodeMessage, encodePong, EnginePacket, Handshake } from "./engine"
import type { ClientEventName, ClientEvents, ServerEvent } from "./events"
import { decodeSocketPacket, disconnectPacket, encodeConnect, encodeEvent, SocketPacket } from "./packet"
import type { Transport } from "./transport"

export type ConnectionState = "idle" | "connecting" | "online" | "waiting"

export interface SocketOptions {
    /** In the order they are tried. */
    transports: (() => Transport)[]
    token(): Promise<string | null>
    /** Called when the server refused the token, before the next attempt. */
    onTokenRefused(token: string): Promise<unknown>
    onEvent(event: ServerEvent): void
    onState(state: ConnectionState): void
    /** `recovered`: the server replayed what was missed, so nothing needs catching up. */
    onOnline(recovered: boolean): void
    random?: () => number
}

interface PendingAck {
    resolve(envelope: unknown): void
    reject(error: ApiError): void
    timer: ReturnType<typeof setTimeout>
}

const ackTimeoutMilliseconds = 10_000
const connectTimeoutMilliseconds = 10_000
const retry = { firstMilliseconds: 500, longestMilliseconds: 20_000 }
const maxPendingAcks = 200

export class RealtimeSocket {
    private state: ConnectionState = "idle"
    private transport: Transport | null = null
    private handshake: Handshake | null = null
    private attempt = 0
    private refusals = 0
    private timer: ReturnType<typeof setTimeout> | undefined
    private heartbeat: ReturnType<typeof setTimeout> | undefined
    private privateId: string | null = null
    private lastOffset: string | null = null
    private token: string | null = null
    private nextAckId = 0
    private readonly acks = new Map<number, PendingAck>()

    constructor(private readonly options: SocketOptions) {}

    get isOnline(): boolean {
        return this.state === "online"
    }

    start(): void {
        if (this.state === "idle") void this.connect()
    }

    stop(): void {
        if (this.isOnline) this.transport?.send(encodeMessage(disconnectPacket))
        this.drop()
        clearTimeout(this.timer)
        this.privateId = null
        this.lastOffset = null
        this.setState("idle")
    }

    /** Tries again at once instead of at the end of the wait: the network or the page came back. */
    wake(): void {
        if (this.state !== "waiting") return
        clearTimeout(this.timer)
        this.attempt = 0
        void this.connect()
    }

    /** Takes a connection that may be dead (the machine slept, the network changed) for dead. */
    lose(): void {
        if (this.state === "online" || this.state === "connecting") this.retryLater()
    }

    /** Sends an event without waiting for an answer; nothing happens when not connected. */
    emit<Name extends ClientEventName>(name: Name, payload: ClientEvents[Name]["payload"]): void {
        if (this.isOnline) this.transport?.send(encodeMessage(encodeEvent(name, payload, null)))
    }

    /** Sends an event and returns what the acknowledgement carries. */
    request<Name extends ClientEventName>(
        name: Name,
        payload: ClientEvents[Name]["payload"],
    ): Promise<ClientEvents[Name]["reply"]> {
        if (!this.isOnline || this.acks.size >= maxPendingAcks) return Promise.reject(unreachable())
        const ackId = this.nextAckId++
        const reply = new Promise<unknown>((resolve, reject) => {
            const timer = setTimeout(() => {
                this.acks.delete(ackId)
                reject(timedOut())
            }, ackTimeoutMilliseconds)
            this.acks.set(ackId, { resolve, reject, timer })
        })
        this.transport?.send(encodeMessage(encodeEvent(name, payload, ackId)))
        // Acknowledgements carry no HTTP status; the outcome is in the code. 400 stands for "refused".
        return reply.then((envelope) => unwrap(envelope, 400))
    }

    private async connect(): Promise<void> {
        this.setState("connecting")
        try {
            this.token = await this.options.token()
        } catch {
            this.token = null
        }
        if (this.state !== "connecting") return
        if (this.token === null) return this.retryLater()
        this.openTransport(0)
    }

    private openTransport(index: number): void {
        const create = this.options.transports[index]
        if (!create) return this.retryLater()
        const transport = create()
        this.transport = transport
        this.handshake = null
        clearTimeout(this.timer)
        this.timer = setTimeout(() => {
            if (this.transport !== transport) return
            this.handshake ? this.retryLater() : this.tryNext(transport, index)
        }, connectTimeoutMilliseconds)
        transport.open({
            onPacket: (packet) => {
                if (this.transport === transport) this.receive(packet)
            },
            onClosed: () => {
                if (this.transport !== transport) return
                this.handshake ? this.retryLater() : this.tryNext(transport, index)
            },
        })
    }

    /** A transport that never opened says nothing about the server: the next one may get through. */
    private tryNext(transport: Transport, index: number): void {
        this.transport = null
        transport.close()
        this.openTransport(index + 1)
    }

    private receive(packet: EnginePacket): void {
        this.expectHeartbeat()
        switch (packet.type) {
            case "open":
                this.handshake = packet.handshake
                this.expectHeartbeat()
                this.transport?.send(encodeMessage(encodeConnect(this.connectPayload())))
                break
            case "ping":
                this.transport?.send(encodePong(packet.data))
                break
            case "message": {
                const inner = decodeSocketPacket(packet.data)
                if (inner) this.receiveInner(inner)
                break
            }
            case "close":
                this.retryLater()
                break
            default:
                break
        }
    }

    private receiveInner(packet: SocketPacket): void {
        switch (packet.type) {
            case "connect": {
                const recovered = packet.pid !== null && packet.pid === this.privateId
                this.privateId = packet.pid
                if (!recovered) this.lastOffset = null
                this.attempt = 0
                this.refusals = 0
                clearTimeout(this.timer)
                this.setState("online")
                this.options.onOnline(recovered)
                break
            }
            case "connectError":
                void this.refused(packet.code)
                break
            case "disconnect":
                this.retryLater()
                break
            case "event":
                this.receiveEvent(packet.name, packet.args)
                break
            case "ack":
                this.settle(packet.ackId, packet.args[0])
                break
        }
    }

    private receiveEvent(name: string, args: unknown[]): void {
        // With recovery on, the server adds the offset as a last string argument.
        const last = args[args.length - 1]
        if (this.privateId !== null && typeof last === "string") this.lastOffset = last
        this.options.onEvent({ name, payload: args[0] } as ServerEvent)
    }

    private async refused(code: string | null): Promise<void> {
        const token = this.token
        this.retryLater()
        if (token === null || !code?.startsWith("auth.")) return
        try {
            await this.options.onTokenRefused(token)
            // Once at once with the new token; a server that refuses that too is asked at the usual pace.
            if (this.refusals++ === 0) this.wake()
        } catch {
            // Offline in the meantime: the timer set by retryLater goes on.
        }
    }

    private connectPayload(): Record<string, unknown> {
        if (this.privateId === null || this.lastOffset === null) return { token: this.token }
        return { token: this.token, pid: this.privateId, offset: this.lastOffset }
    }

    private expectHeartbeat(): void {
        clearTimeout(this.heartbeat)
        if (!this.handshake) return
        const silence = this.handshake.pingInterval + this.handshake.pingTimeout
        this.heartbeat = setTimeout(() => this.retryLater(), silence)
    }

    private settle(ackId: number, envelope: unknown): void {
        const pending = this.acks.get(ackId)
        if (!pending) return
        this.acks.delete(ackId)
        clearTimeout(pending.timer)
        pending.resolve(envelope)
    }

    private retryLater(): void {
        if (this.state === "idle") return
        this.drop()
        const wait = backoff(this.attempt++, retry, this.options.random)
        clearTimeout(this.timer)
        this.timer = setTimeout(() => void this.connect(), wait)
        this.setState("waiting")
    }

    private drop(): void {
        clearTimeout(this.heartbeat)
        const transport = this.transport
        this.transport = null
        this.handshake = null
        transport?.close()
        for (const pending of this.acks.values()) {
            clearTimeout(pending.timer)
            pending.reject(unreachable())
        }
        this.acks.clear()
    }

    private setState(state: ConnectionState): void {
        if (this.state === state) return
        this.state = state
        this.options.onState(state)
    }
}
