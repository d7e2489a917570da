// SPDX-License-Identifier: Apache-2.0
import { memo, useEffect, useRef, useState } from "react"
import type { Picture as PictureValue } from "../api/types"
import { blurPixels } from "../text/blurHash"
import { sourcesOf } from "../text/pictures"

interface PictureProps {
    picture: PictureValue
    /** How wide it will be drawn, for the browser to choose a size: "(max-width: 859px) 100vw, 560px". */
    sizes: string
    className?: string
    isEager?: boolean
}

/** A picture in the size that fits, with its colours until it is there. Its place is known from the start. */
export function Picture({ picture, sizes, className = "", isEager = false }: PictureProps) {
    const [isShown, setShown] = useState(false)
    return (
        <span className={`picture ${className}`}>
            {!isShown && <Blur hash={picture.blurHash} />}
            <img
                src={picture.urls.medium}
                srcSet={sourcesOf(picture)}
                sizes={sizes}
                width={picture.width}
                height={picture.height}
                alt={picture.alt}
                loading={isEager ? "eager" : "lazy"}
                decoding="async"
                draggable={false}
                onLoad={() => setShown(true)}
                onError={() => setShown(false)}
            />
        </span>
    )
}

const blurSize = 24

const Blur = memo(function Blur({ hash }: { hash: string }) {
    const canvas = useRef<HTMLCanvasElement>(null)
    useEffect(() => {
        const pixels = blurPixels(hash, blurSize, blurSize)
        const context = canvas.current?.getContext("2d")
        if (!pixels || !context) return
        const image = context.createImageData(blurSize, blurSize)
        image.data.set(pixels)
        context.putImageData(image, 0, 0)
    }, [hash])
    return <canvas ref={canvas} className="picture-blur" width={blurSize} height={blurSize} aria-hidden="true" />
})
