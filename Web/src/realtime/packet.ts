// SPDX-License-Identifier: Apache-2.0
/**
 * Socket.IO v5 packets in the default namespace.
 *
 * `<type>[/namespace,][ack id][JSON]`. The app neither sends nor expects binary, so the binary types (5 and 6)
 * are not read.
 */

export type SocketPacket =
    | { type: "connect"; sid: string; pid: string | null }
    | { type: "connectError"; message: string; code: string | null }
    | { type: "disconnect" }
    | { type: "event"; name: string; args: unknown[]; ackId: number | null }
    | { type: "ack"; ackId: number; args: unknown[] }

/** Reads one packet of the default namespace; null for any other and for what is malformed. */
export function decodeSocketPacket(text: string): SocketPacket | null {
    const match = /^(\d)(?:(\/[^,]*),)?(\d*)([\s\S]*)$/.exec(text)
    if (!match) return null
    const [, type, namespace, ackText, json] = match
    if (namespace !== undefined && namespace !== "/") return null
    const body = parse(json ?? "")
    if (body === invalid) return null
    const ackId = ackText === "" || ackText === undefined ? null : Number(ackText)
    switch (type) {
        case "0":
            return connect(body)
        case "1":
            return { type: "disconnect" }
        case "2":
            return event(body, ackId)
        case "3":
            return ackId !== null && Array.isArray(body) ? { type: "ack", ackId, args: body } : null
        case "4":
            return connectError(body)
        default:
            return null
    }
}

export function encodeConnect(auth: Record<string, unknown>): string {
    return "0" + JSON.stringify(auth)
}

export function encodeEvent(name: string, payload: unknown, ackId: number | null): string {
    const args = payload === undefined ? [name] : [name, payload]
    return `2${ackId ?? ""}${JSON.stringify(args)}`
}

export const disconnectPacket = "1"

const invalid = Symbol("invalid")

function parse(json: string): unknown {
    if (json === "") return undefined
    try {
        return JSON.parse(json)
    } catch {
        return invalid
    }
}

function connect(body: unknown): SocketPacket | null {
    const { sid, pid } = (body ?? {}) as { sid?: unknown; pid?: unknown }
    return typeof sid === "string" ? { type: "connect", sid, pid: typeof pid === "string" ? pid : null } : null
}

function connectError(body: unknown): SocketPacket {
    const { message, data } = (body ?? {}) as { message?: unknown; data?: { code?: unknown } | null }
    return {
        type: "connectError",
        message: typeof message === "string" ? message : "",
        code: typeof data?.code === "string" ? data.code : null,
    }
}

function event(body: unknown, ackId: number | null): SocketPacket | null {
    if (!Array.isArray(body) || typeof body[0] !== "string") return null
    return { type: "event", name: body[0], args: body.slice(1), ackId }
}
