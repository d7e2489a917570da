// SPDX-License-Identifier: Apache-2.0
/** What the page behind a link says of itself. A site may read no pages: then posts have none. */
export interface LinkPreview {
    url: string
    title: string
    description: string | null
    siteName: string | null
}

export function previewOf(post: object): LinkPreview | null {
    const { preview } = post as { preview?: Partial<LinkPreview> | null }
    if (typeof preview?.url !== "string" || typeof preview.title !== "string") return null
    return { url: preview.url, title: preview.title, description: preview.description ?? null, siteName: preview.siteName ?? null }
}
