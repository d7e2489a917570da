// SPDX-License-Identifier: Apache-2.0
/** Engine.IO v4 packets: what travels in one WebSocket frame, or many in one polling body. */

export type EnginePacket =
    | { type: "open"; handshake: Handshake }
    | { type: "close" }
    | { type: "ping"; data: string }
    | { type: "pong"; data: string }
    | { type: "message"; data: string }
    | { type: "upgrade" }
    | { type: "noop" }

export interface Handshake {
    sid: string
    upgrades: string[]
    pingInterval: number
    pingTimeout: number
    maxPayload: number
}

const separator = "\x1e"

/** Reads one packet; null for anything that is not one. */
export function decodePacket(text: string): EnginePacket | null {
    const data = text.slice(1)
    switch (text[0]) {
        case "0": {
            const handshake = parseHandshake(data)
            return handshake && { type: "open", handshake }
        }
        case "1":
            return { type: "close" }
        case "2":
            return { type: "ping", data }
        case "3":
            return { type: "pong", data }
        case "4":
            return { type: "message", data }
        case "5":
            return { type: "upgrade" }
        case "6":
            return { type: "noop" }
        default:
            return null
    }
}

export function encodePong(data: string): string {
    return "3" + data
}

export function encodeMessage(data: string): string {
    return "4" + data
}

export const closePacket = "1"

/** Splits a polling body into packets. */
export function splitPayload(body: string): string[] {
    return body === "" ? [] : body.split(separator)
}

/** Joins packets into bodies of at most `limit` characters each (a packet longer than that goes alone). */
export function joinPayloads(packets: string[], limit: number): string[] {
    const bodies: string[] = []
    let body = ""
    for (const packet of packets) {
        if (body !== "" && body.length + separator.length + packet.length > limit) {
            bodies.push(body)
            body = ""
        }
        body = body === "" ? packet : body + separator + packet
    }
    if (body !== "") bodies.push(body)
    return bodies
}

function parseHandshake(text: string): Handshake | null {
    try {
        const value = JSON.parse(text) as Partial<Handshake>
        if (typeof value.sid !== "string") return null
        return {
            sid: value.sid,
            upgrades: Array.isArray(value.upgrades) ? value.upgrades : [],
            pingInterval: positive(value.pingInterval, 25_000),
            pingTimeout: positive(value.pingTimeout, 20_000),
            maxPayload: positive(value.maxPayload, 1_000_000),
        }
    } catch {
        return null
    }
}

function positive(value: unknown, otherwise: number): number {
    return typeof value === "number" && value > 0 ? value : otherwise
}
