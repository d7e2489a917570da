// SPDX-License-Identifier: Apache-2.0
import { lazy, Suspense, useState } from "react"
import type { Picture as PictureValue } from "../../api/types"
import { t } from "../../i18n"
import { Picture } from "../../ui/Picture"

const ImageViewer = lazy(() => import("./ImageViewer").then((part) => ({ default: part.ImageViewer })))

const shownInGrid = 4

/** The pictures of a post: one as it is, two side by side, three and four as a square, more behind the fourth. */
export function PictureGrid({ pictures }: { pictures: readonly PictureValue[] }) {
    const [open, setOpen] = useState<number | null>(null)
    const shown = pictures.slice(0, shownInGrid)
    const hidden = pictures.length - shown.length
    const count = pictures.length
    return (
        <div className={`pictures pictures-${shown.length}`}>
            {shown.map((picture, index) => {
                const isLast = index === shown.length - 1
                const values = { number: index + 1, count, alt: picture.alt }
                return (
                    <button
                        key={picture.id}
                        type="button"
                        className="picture-button"
                        aria-label={picture.alt === "" ? t("media.open", values) : t("media.openDescribed", values)}
                        style={count === 1 ? shapeOf(picture) : undefined}
                        onClick={() => setOpen(index)}
                    >
                        <Picture
                            picture={picture}
                            sizes={count === 1 ? "(max-width: 859px) 92vw, 560px" : "(max-width: 859px) 46vw, 280px"}
                        />
                        {isLast && hidden > 0 && (
                            <span className="pictures-more" aria-hidden="true">
                                +{hidden}
                            </span>
                        )}
                    </button>
                )
            })}
            {open !== null && (
                <Suspense fallback={null}>
                    <ImageViewer pictures={pictures} start={open} onClose={() => setOpen(null)} />
                </Suspense>
            )}
        </div>
    )
}

const tallest = 1.25

/** One picture keeps its shape, as far as it is not much taller than wide. */
function shapeOf({ width, height }: PictureValue): { aspectRatio: string; maxWidth: string } {
    const shownHeight = Math.min(height, width * tallest)
    return { aspectRatio: `${width} / ${shownHeight}`, maxWidth: `${width}px` }
}
