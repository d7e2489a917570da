// SPDX-License-Identifier: Apache-2.0
/** Cuts message text into words and web addresses. Only http and https become links. */
export type Piece = { kind: "text"; text: string } | { kind: "link"; text: string; href: string }

const address = /\bhttps?:\/\/[^\s<>"']+/gi
/** What a sentence puts after an address: not part of it. */
const trailing = /[.,;:!?…»”’]+$/

export function pieces(text: string): Piece[] {
    const result: Piece[] = []
    let end = 0
    for (const match of text.matchAll(address)) {
        const link = withoutTrailing(match[0] ?? "")
        const href = safeHref(link)
        if (href === null) continue
        const start = match.index ?? 0
        if (start > end) result.push({ kind: "text", text: text.slice(end, start) })
        result.push({ kind: "link", text: link, href })
        end = start + link.length
    }
    if (end < text.length) result.push({ kind: "text", text: text.slice(end) })
    return result
}

/** A closing bracket belongs to the address only when it was opened inside it. */
function withoutTrailing(link: string): string {
    let result = link.replace(trailing, "")
    while (result.endsWith(")") && count(result, ")") > count(result, "(")) {
        result = result.slice(0, -1).replace(trailing, "")
    }
    return result
}

function count(text: string, character: string): number {
    return text.split(character).length - 1
}

function safeHref(link: string): string | null {
    try {
        const url = new URL(link)
        return url.protocol === "https:" || url.protocol === "http:" ? url.href : null
    } catch {
        return null
    }
}

/** An address as a link, and as one reads it: without what every address has. Null for what must not become one. */
export function pageOf(address: string): { href: string; text: string } | null {
    const href = safeHref(address)
    return href === null ? null : { href, text: address.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "") }
}

/** Whose page it is, in the letters in which addresses are looked up: none that look like others. */
export function hostOf(href: string): string {
    return new URL(href).host.replace(/^www\./, "")
}

const emojiOnly = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1F1E6}-\u{1F1FF}]|\u200d|\ufe0f|\s)+$/u

interface Segmenter {
    segment(text: string): Iterable<{ segment: string }>
}
type SegmenterClass = new (locale: string, options: { granularity: "grapheme" }) => Segmenter
// Not in every browser, nor in TypeScript 4.8; without it emoji simply keep their size.
const SegmenterOfBrowser = (Intl as unknown as { Segmenter?: SegmenterClass }).Segmenter
let segmenter: Segmenter | null = null

/** True for one to three emoji and nothing else: those are shown large. */
export function isFewEmoji(text: string): boolean {
    if (!SegmenterOfBrowser || text.length > 40 || !emojiOnly.test(text)) return false
    // Made when it is first needed: it takes a while, and the first view must not wait for it.
    segmenter ??= new SegmenterOfBrowser("en", { granularity: "grapheme" })
    const symbols = [...segmenter.segment(text)].filter(({ segment }) => segment.trim() !== "")
    return symbols.length > 0 && symbols.length <= 3
}

/** The first line, shortened, for lists and quotes. */
export function oneLine(text: string, longest = 140): string {
    const line = text.replace(/\s+/g, " ").trim()
    return line.length > longest ? line.slice(0, longest - 1) + "…" : line
}
