// SPDX-License-Identifier: Apache-2.0
const longestSlug = 50
const combiningMarks = /\p{M}/gu

/** A name as it may stand in an address: "Stadtgärten & Höfe" becomes "stadtgarten-hofe"; empty when nothing is left. */
export function slugFrom(name: string): string {
    return name
        .normalize("NFKD")
        .replace(combiningMarks, "")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, longestSlug)
        .replace(/^-+|-+$/g, "")
}
