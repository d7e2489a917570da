// SPDX-License-Identifier: Apache-2.0
/**
 * Pictures as the server shows them. A site may keep none: then posts have no pictures, profiles no cover, and the calls
 * below /media are not there. So nothing here is taken for granted.
 */
export interface Picture {
    id: string
    urls: { small: string; medium: string; large: string }
    /** Of the largest size, in pixels. */
    width: number
    height: number
    /** A blur hash: what to show until it is there. */
    blurHash: string
    /** What it shows, in words; empty when nobody said. */
    alt: string
}

export interface ProfileCover {
    coverUrl: string | null
}

/** The pictures of a post, a comment or a draft. */
export function picturesOf(thing: object): readonly Picture[] {
    const { media } = thing as { media?: unknown }
    return Array.isArray(media) ? media.filter(isPicture) : []
}

function isPicture(value: unknown): value is Picture {
    return typeof value === "object" && value !== null && "urls" in value && "blurHash" in value
}

/** Where the wide picture of a profile is. */
export function coverOf(profile: object): string | null {
    return (profile as Partial<ProfileCover>).coverUrl ?? null
}
