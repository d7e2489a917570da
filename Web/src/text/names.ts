// SPDX-License-Identifier: Apache-2.0
/** What a person or a chat without a picture is drawn with. */

/** One or two letters: first and last word of a name. */
export function initials(name: string): string {
    const words = name.trim().split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
    const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined]
        .map((word) => (word ? [...word].find((character) => /[\p{L}\p{N}]/u.test(character)) : undefined))
        .filter((letter) => letter !== undefined)
    return letters.join("").toUpperCase() || "?"
}

export const hueCount = 8

/** The same hue for the same id, everywhere. */
export function hueOf(id: string): number {
    let hash = 2166136261
    for (let index = 0; index < id.length; index++) {
        hash = Math.imul(hash ^ id.charCodeAt(index), 16777619)
    }
    return (hash >>> 0) % hueCount
}
