// SPDX-License-Identifier: Apache-2.0
import type { LinkPreview } from "../../api/types"
import { hostOf, pageOf } from "../../text/links"
import { Icon } from "../../ui/Icon"

/**
 * What a page elsewhere says of itself, below the post that links to it: a stranger's words, as text, and where the link
 * leads beside what the site calls itself. Nothing is fetched from there.
 */
export function PreviewCard({ preview: { url, title, description, siteName } }: { preview: LinkPreview }) {
    const page = pageOf(url)
    if (!page) return null
    return (
        <a href={page.href} target="_blank" rel="noopener noreferrer nofollow ugc" className="preview">
            <span className="preview-site">
                <Icon name="link" className="icon-small" />
                <bdi dir="ltr">{hostOf(page.href)}</bdi>
                {siteName && <bdi className="preview-name">· {siteName}</bdi>}
            </span>
            <span className="preview-title" dir="auto">
                {title}
            </span>
            {description && (
                <span className="preview-text" dir="auto">
                    {description}
                </span>
            )}
        </a>
    )
}
