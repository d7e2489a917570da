// SPDX-License-Identifier: Apache-2.0
/** What carries Engine.IO packets: a WebSocket, or long polling where WebSockets do not get through. */
import type { EnginePacket } from "./engine"

export interface TransportEvents {
    onPacket(packet: EnginePacket): void
    /** Called once, whatever the reason. */
    onClosed(): void
}

export interface Transport {
    readonly name: "websocket" | "polling"
    open(events: TransportEvents): void
    /** Sends one encoded packet. */
    send(packet: string): void
    close(): void
}
