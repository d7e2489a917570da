// SPDX-License-Identifier: Apache-2.0
/**
 * Lists of messages as values: sorted by `seq`, each message once.
 *
 * `seq` counts up by one within a chat, so a hole in the numbers is a hole in what we have.
 */
import type { Message } from "../api/types"

/** Adds messages to a sorted list; of two versions of one message the later `updatedAt` stays. */
export function mergeMessages(list: readonly Message[], incoming: readonly Message[]): readonly Message[] {
    if (incoming.length === 0) return list
    const only = incoming[0]
    const last = list[list.length - 1]
    if (incoming.length === 1 && only && (!last || only.seq > last.seq)) return [...list, only]

    const bySeq = new Map(list.map((message) => [message.seq, message]))
    let changed = false
    for (const message of incoming) {
        const known = bySeq.get(message.seq)
        if (known && !isNewer(message, known)) continue
        bySeq.set(message.seq, message)
        changed = true
    }
    if (!changed) return list
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

function isNewer(message: Message, known: Message): boolean {
    if (message.updatedAt !== known.updatedAt) return message.updatedAt > known.updatedAt
    return message.isDeleted !== known.isDeleted || message.content !== known.content
}

/** The longest run without holes that ends in the last message. */
export function contiguousTail(list: readonly Message[]): readonly Message[] {
    let start = list.length - 1
    while (start > 0 && list[start - 1]!.seq === list[start]!.seq - 1) start--
    return start <= 0 ? list : list.slice(start)
}

export function hasHole(list: readonly Message[]): boolean {
    return contiguousTail(list).length < list.length
}

/** True when nothing older exists: numbering starts at 1. */
export function reachesStart(list: readonly Message[]): boolean {
    return (list[0]?.seq ?? 0) <= 1 && list.length > 0
}

export interface Chunk {
    /** Stays the same when older messages are put in front. */
    key: number
    messages: readonly Message[]
    /** The message before the first one here, for day separators and grouping. */
    previous: Message | undefined
}

/**
 * Cuts a list into chunks of up to `size` neighbours.
 *
 * Chunks are what the list draws or leaves out as one. A chunk equal to one of `reuse` is that very object,
 * so a component that holds it need not render again.
 */
export function chunked(list: readonly Message[], size: number, reuse: readonly Chunk[] = []): Chunk[] {
    const chunks: Chunk[] = []
    const known = new Map(reuse.map((chunk) => [chunk.key, chunk]))
    let start = 0
    while (start < list.length) {
        const key = Math.floor(list[start]!.seq / size)
        let end = start + 1
        while (end < list.length && Math.floor(list[end]!.seq / size) === key) end++
        const chunk = { key, messages: list.slice(start, end), previous: list[start - 1] }
        const before = known.get(key)
        chunks.push(before && isSame(before, chunk) ? before : chunk)
        start = end
    }
    return chunks
}

function isSame(a: Chunk, b: Chunk): boolean {
    return (
        a.previous === b.previous &&
        a.messages.length === b.messages.length &&
        a.messages.every((message, index) => message === b.messages[index])
    )
}
