// SPDX-License-Identifier: Apache-2.0
/** What was added and removed between two versions of a text, word by word. */
export interface DiffPiece {
    kind: "same" | "added" | "removed"
    text: string
}

/** Comparing takes words times words; above this the old text is shown as removed and the new one as added. */
const maxComparisons = 1_000_000

export function wordDiff(before: string, after: string): DiffPiece[] {
    const old = wordsOf(before)
    const next = wordsOf(after)
    const start = commonStart(old, next)
    const end = commonStart(old.slice(start).reverse(), next.slice(start).reverse())
    const middle = compare(old.slice(start, old.length - end), next.slice(start, next.length - end))
    const pieces = [
        ...next.slice(0, start).map(same),
        ...middle,
        ...next.slice(next.length - end).map(same),
    ]
    return joined(pieces)
}

const same = (text: string): DiffPiece => ({ kind: "same", text })

/** Words, the spaces between them, and single letters where a language writes no spaces. */
function wordsOf(text: string): string[] {
    return text.match(pattern) ?? []
}

const dense = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}"
const pattern = new RegExp(`\\s+|[${dense}]|[^\\s${dense}]+`, "gu")

function commonStart(a: readonly string[], b: readonly string[]): number {
    let length = 0
    while (length < a.length && length < b.length && a[length] === b[length]) length++
    return length
}

/** By the longest common subsequence: `lengths[i][j]` is the one of what follows `old[i]` and `next[j]`. */
function compare(old: readonly string[], next: readonly string[]): DiffPiece[] {
    const removed = (text: string): DiffPiece => ({ kind: "removed", text })
    const added = (text: string): DiffPiece => ({ kind: "added", text })
    if (old.length * next.length > maxComparisons) return [...old.map(removed), ...next.map(added)]
    const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(next.length + 1))
    const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
    for (let i = old.length - 1; i >= 0; i--) {
        const row = lengths[i] as Uint32Array
        for (let j = next.length - 1; j >= 0; j--) {
            row[j] = old[i] === next[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
        }
    }
    const pieces: DiffPiece[] = []
    let [i, j] = [0, 0]
    while (i < old.length || j < next.length) {
        const [left = "", right = ""] = [old[i], next[j]]
        if (i < old.length && j < next.length && left === right) {
            pieces.push(same(right))
            i++
            j++
        } else if (i < old.length && (j >= next.length || at(i + 1, j) >= at(i, j + 1))) {
            pieces.push(removed(left))
            i++
        } else {
            pieces.push(added(right))
            j++
        }
    }
    return pieces
}

/** Neighbours of one kind as one piece. */
function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
    const result: DiffPiece[] = []
    for (const piece of pieces) {
        const last = result[result.length - 1]
        if (last?.kind === piece.kind) last.text += piece.text
        else result.push({ ...piece })
    }
    return result
}
