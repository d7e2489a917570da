// SPDX-License-Identifier: Apache-2.0
import { KeyboardEvent, PointerEvent, useEffect, useId, useRef, useState } from "react"
import { t } from "../../i18n"
import { areaOf, CropView, middle, mostZoom, movedView } from "../../text/crop"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { Form } from "../../ui/Form"

interface CropDialogProps {
    bitmap: ImageBitmap
    /** Width by height: 1 for a square. */
    aspect: number
    /** How wide the result is, in pixels. */
    outputWidth: number
    onUse(picture: Blob): Promise<void>
    onClose(): void
}

const shownWidth = 400
const keyStep = 0.05
const quality = 0.9

/** Chooses the part of a picture that is shown: dragged or moved with the arrow keys, enlarged with a slider. */
export function CropDialog({ bitmap, aspect, outputWidth, onUse, onClose }: CropDialogProps) {
    const [view, setView] = useState<CropView>(middle)
    const canvas = useRef<HTMLCanvasElement>(null)
    const dragged = useRef<{ x: number; y: number } | null>(null)
    const zoomId = useId()
    const move = (dx: number, dy: number) =>
        setView((before) => movedView(before, dx, dy, bitmap.width, bitmap.height, aspect))
    useEffect(() => {
        if (canvas.current) draw(canvas.current, bitmap, view, aspect)
    }, [bitmap, view, aspect])

    const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
        const from = dragged.current
        if (!from) return
        const { width, height } = event.currentTarget.getBoundingClientRect()
        dragged.current = { x: event.clientX, y: event.clientY }
        move((from.x - event.clientX) / width, (from.y - event.clientY) / height)
    }
    const onKeyDown = (event: KeyboardEvent) => {
        const step = stepFor(event.key)
        if (!step) return
        event.preventDefault()
        move(step[0] * keyStep, step[1] * keyStep)
    }
    const use = async () => {
        const output = document.createElement("canvas")
        output.width = outputWidth
        output.height = Math.round(outputWidth / aspect)
        draw(output, bitmap, view, aspect)
        const picture = await new Promise<Blob | null>((resolve) => output.toBlob(resolve, "image/jpeg", quality))
        if (picture) await onUse(picture)
        onClose()
    }
    return (
        <Dialog title={t("portrait.crop")} onClose={onClose}>
            <canvas
                ref={canvas}
                className={aspect === 1 ? "crop crop-round" : "crop"}
                width={shownWidth}
                height={Math.round(shownWidth / aspect)}
                role="img"
                aria-label={t("portrait.area")}
                tabIndex={0}
                data-autofocus
                onKeyDown={onKeyDown}
                onPointerDown={(event) => {
                    event.currentTarget.setPointerCapture(event.pointerId)
                    dragged.current = { x: event.clientX, y: event.clientY }
                }}
                onPointerMove={onPointerMove}
                onPointerUp={() => (dragged.current = null)}
                onPointerCancel={() => (dragged.current = null)}
            />
            <Form fields={[]} onSubmit={use}>
                {({ isBusy }) => (
                    <>
                        <div className="field">
                            <label htmlFor={zoomId}>{t("portrait.zoom")}</label>
                            <input
                                id={zoomId}
                                className="slider"
                                type="range"
                                min={1}
                                max={mostZoom}
                                step={0.05}
                                value={view.zoom}
                                onChange={(event) => {
                                    const zoom = Number(event.target.value)
                                    setView((before) =>
                                        movedView({ ...before, zoom }, 0, 0, bitmap.width, bitmap.height, aspect),
                                    )
                                }}
                            />
                        </div>
                        <div className="dialog-actions">
                            <Button onClick={onClose}>{t("action.cancel")}</Button>
                            <Button type="submit" look="primary" isBusy={isBusy}>
                                {t("portrait.use")}
                            </Button>
                        </div>
                    </>
                )}
            </Form>
        </Dialog>
    )
}

function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap, view: CropView, aspect: number): void {
    const context = canvas.getContext("2d")
    if (!context) return
    const { x, y, width, height } = areaOf(view, bitmap.width, bitmap.height, aspect)
    // JPEG knows no transparency; what shines through is white.
    context.fillStyle = "#ffffff"
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.imageSmoothingQuality = "high"
    context.drawImage(bitmap, x, y, width, height, 0, 0, canvas.width, canvas.height)
}

function stepFor(key: string): readonly [number, number] | null {
    switch (key) {
        case "ArrowLeft":
            return [-1, 0]
        case "ArrowRight":
            return [1, 0]
        case "ArrowUp":
            return [0, -1]
        case "ArrowDown":
            return [0, 1]
        default:
            return null
    }
}
