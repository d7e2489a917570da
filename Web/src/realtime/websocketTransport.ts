// SPDX-License-Identifier: Apache-2.0
/** Engine.IO over a WebSocket: one packet per frame. */
import { closePacket, decodePacket } from "./engine"
import type { Transport, TransportEvents } from "./transport"

export class WebSocketTransport implements Transport {
    readonly name = "websocket"
    private socket: WebSocket | null = null

    constructor(private readonly origin: string) {}

    open(events: TransportEvents): void {
        let closed = false
        const finish = () => {
            if (closed) return
            closed = true
            events.onClosed()
        }
        const socket = new WebSocket(`${this.origin.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`)
        socket.onmessage = ({ data }) => {
            if (closed || typeof data !== "string") return
            const packet = decodePacket(data)
            if (packet) events.onPacket(packet)
        }
        socket.onclose = finish
        socket.onerror = finish
        this.socket = socket
    }

    send(packet: string): void {
        if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(packet)
    }

    close(): void {
        this.send(closePacket)
        this.socket?.close()
        this.socket = null
    }
}
