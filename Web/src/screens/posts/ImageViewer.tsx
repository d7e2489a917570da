// SPDX-License-Identifier: Apache-2.0
import { KeyboardEvent, useEffect, useRef, useState } from "react"
import type { Picture as PictureValue } from "../../api/types"
import { t } from "../../i18n"
import { IconButton } from "../../ui/Button"
import { Picture } from "../../ui/Picture"
import { useZoom } from "./useZoom"

interface ImageViewerProps {
    pictures: readonly PictureValue[]
    start: number
    onClose(): void
}

/** Pictures over everything else: arrows and swipes turn, plus, minus, wheel and fingers zoom, Escape closes. */
export function ImageViewer({ pictures, start, onClose }: ImageViewerProps) {
    const [index, setIndex] = useState(start)
    const dialog = useRef<HTMLDialogElement>(null)
    const picture = pictures[index]
    const isRightToLeft = document.documentElement.dir === "rtl"
    const turn = (by: number) => {
        const next = index + by
        if (next < 0 || next >= pictures.length) return
        setIndex(next)
        zoom.reset()
    }
    const zoom = useZoom({ onSwipe: (direction) => turn(isRightToLeft ? -direction : direction), onPull: onClose })
    useEffect(() => {
        const before = document.activeElement
        dialog.current?.showModal()
        return () => {
            dialog.current?.close()
            if (before instanceof HTMLElement && before.isConnected) before.focus()
        }
    }, [])
    if (!picture) return null

    const onKeyDown = (event: KeyboardEvent) => {
        const action = actionFor(event.key)
        if (!action) return
        event.preventDefault()
        if (action === "larger") zoom.larger()
        else if (action === "smaller") zoom.smaller()
        else if (action === "whole") zoom.reset()
        else turn((action === "right") === isRightToLeft ? -1 : 1)
    }
    const { scale, x, y } = zoom.view
    return (
        <dialog
            ref={dialog}
            className="viewer"
            aria-label={t("media.viewer")}
            onKeyDown={onKeyDown}
            onClick={(event) => event.stopPropagation()}
            onCancel={(event) => {
                event.preventDefault()
                onClose()
            }}
        >
            <div className="viewer-bar">
                <span className="viewer-place" role="status">
                    {pictures.length > 1 && t("media.place", { number: index + 1, count: pictures.length })}
                </span>
                <IconButton icon="minus" label={t("media.zoomOut")} aria-disabled={scale === 1} onClick={zoom.smaller} />
                <IconButton icon="plus" label={t("media.zoomIn")} aria-disabled={!zoom.canGrow} onClick={zoom.larger} />
                <IconButton icon="close" label={t("action.close")} onClick={onClose} />
            </div>
            <div className={scale > 1 ? "viewer-stage viewer-moves" : "viewer-stage"} {...zoom.handlers}>
                <div
                    key={picture.id}
                    className="viewer-picture"
                    style={{ transform: `translate(${x}px, ${y}px) scale(${scale})` }}
                >
                    <Picture picture={picture} sizes="100vw" isEager />
                </div>
            </div>
            {pictures.length > 1 && (
                <>
                    <IconButton
                        icon="back"
                        label={t("media.previous")}
                        className="viewer-turn viewer-previous"
                        disabled={index === 0}
                        onClick={() => turn(-1)}
                    />
                    <IconButton
                        icon="forward"
                        label={t("media.next")}
                        className="viewer-turn viewer-next"
                        disabled={index === pictures.length - 1}
                        onClick={() => turn(1)}
                    />
                </>
            )}
            <p className={picture.alt === "" ? "viewer-alt viewer-no-alt" : "viewer-alt"} dir="auto">
                {picture.alt === "" ? t("media.noAlt") : picture.alt}
            </p>
        </dialog>
    )
}

function actionFor(key: string): "left" | "right" | "larger" | "smaller" | "whole" | null {
    switch (key) {
        case "ArrowLeft":
            return "left"
        case "ArrowRight":
            return "right"
        case "+":
        case "=":
            return "larger"
        case "-":
            return "smaller"
        case "0":
            return "whole"
        default:
            return null
    }
}
