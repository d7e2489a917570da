// SPDX-License-Identifier: Apache-2.0
/** Cuts the text of a post into words, addresses, #tags and @names. */
import { Piece, pieces } from "./links"

export type PostPiece =
    | Piece
    | { kind: "tag"; text: string; tag: string }
    | { kind: "mention"; text: string; username: string }

const mark = new RegExp(
    [
        "#(?<tag>[\\p{L}\\p{M}\\p{N}_]{1,100})(?![\\p{L}\\p{M}\\p{N}_@])",
        "@(?<name>[a-zA-Z0-9_][a-zA-Z0-9_.]{1,28}[a-zA-Z0-9_])(?![\\p{L}\\p{M}\\p{N}_@])",
    ].join("|"),
    "gu",
)
/** Not inside a word or an address. A pattern of its own: older browsers cannot look behind in one. */
const partOfWord = /[\p{L}\p{M}\p{N}_&/@#.]/u

export function postPieces(text: string): PostPiece[] {
    return pieces(text).flatMap((piece) => (piece.kind === "text" ? marked(piece.text) : [piece]))
}

function marked(text: string): PostPiece[] {
    const result: PostPiece[] = []
    let end = 0
    for (const match of text.matchAll(mark)) {
        const { tag, name } = match.groups ?? {}
        // A number alone is a number: "We are #1".
        if (tag !== undefined && !/\p{L}/u.test(tag)) continue
        const start = match.index ?? 0
        if (partOfWord.test(text.charAt(start - 1))) continue
        if (start > end) result.push({ kind: "text", text: text.slice(end, start) })
        if (tag !== undefined) result.push({ kind: "tag", text: match[0] ?? "", tag: tag.toLowerCase() })
        else result.push({ kind: "mention", text: match[0] ?? "", username: (name ?? "").toLowerCase() })
        end = start + (match[0]?.length ?? 0)
    }
    if (end < text.length) result.push({ kind: "text", text: text.slice(end) })
    return result
}
