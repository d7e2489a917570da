// SPDX-License-Identifier: Apache-2.0
import type { Picture } from "../api/types"

const most = { small: 320, medium: 640, large: 1280 } as const

/** The sizes of a picture with how wide each is, as `srcset` wants it. A picture is never enlarged. */
export function sourcesOf({ urls, width, height }: Picture): string {
    const longest = Math.max(width, height, 1)
    const seen = new Set<number>()
    return (["small", "medium", "large"] as const)
        .flatMap((size) => {
            const shown = Math.max(1, Math.round(width * Math.min(1, most[size] / longest)))
            if (seen.has(shown)) return []
            seen.add(shown)
            return [`${urls[size]} ${shown}w`]
        })
        .join(", ")
}
