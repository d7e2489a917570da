// SPDX-License-Identifier: Apache-2.0
import type { LinkPreview } from "./schema"

/** What the page behind a post's link says of itself. A site may read no pages: then its posts have none. */
export function previewOf(post: { preview?: LinkPreview | null }): LinkPreview | null {
    return post.preview ?? null
}
