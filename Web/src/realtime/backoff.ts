// SPDX-License-Identifier: Apache-2.0
/** How long to wait before the next attempt: doubles each time, never the same for two clients. */

export interface BackoffLimits {
    firstMilliseconds: number
    longestMilliseconds: number
}

/**
 * A wait between half and all of `first × 2^attempt`, capped.
 *
 * The random half keeps clients that lost the same server from coming back in the same instant.
 */
export function backoff(attempt: number, limits: BackoffLimits, random: () => number = Math.random): number {
    const full = Math.min(limits.firstMilliseconds * 2 ** Math.min(attempt, 20), limits.longestMilliseconds)
    return full / 2 + (full / 2) * random()
}
