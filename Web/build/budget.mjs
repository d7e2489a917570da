// SPDX-License-Identifier: Apache-2.0
// What a first visit has to fetch before it can show something, and a limit that the build holds to.

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"

/** JavaScript of the first screen, compressed, in kilobytes of 1,024 bytes. */
export const budgetKilobytes = 150

function kilobytes(dist, files) {
    const bytes = files.map((file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length)
    return bytes.reduce((sum, size) => sum + size, 0) / 1024
}

/**
 * Prints the size of each part and returns an error text when the first screen is over the budget.
 * `first` are the entries of the first screen: the app, and what it loads at once. Of the languages the largest counts.
 */
export function checkBudget(dist, entries, first) {
    const isCatalog = (source) => /^src\/i18n\/[a-z]+\/index\.ts$/.test(source)
    const sizeOf = (source) => kilobytes(dist, [entries[source].file])
    const catalogs = Object.keys(entries).filter(isCatalog)
    const needed = new Set(first.flatMap((source) => [entries[source].file, ...entries[source].parts]))
    const total = kilobytes(dist, [...needed]) + Math.max(0, ...catalogs.map(sizeOf))

    const text = (size) => `${size.toFixed(1)} kB`
    for (const source of Object.keys(entries).filter((name) => !first.includes(name)).sort()) {
        console.log(`  ${source.padEnd(48)} ${text(sizeOf(source)).padStart(9)}`)
    }
    console.log(`  ${"first screen with its language".padEnd(48)} ${text(total).padStart(9)} of ${budgetKilobytes} (gzip)`)
    return total <= budgetKilobytes ? null : `the first screen takes ${text(total)}, more than ${budgetKilobytes}`
}
