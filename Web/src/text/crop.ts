// SPDX-License-Identifier: Apache-2.0
/** The part of a picture that is cut out: in its own pixels, always inside it. */
export interface CropArea {
    x: number
    y: number
    width: number
    height: number
}

export interface CropView {
    /** 1 shows as much as fits, 4 a quarter of it. */
    zoom: number
    /** The middle of the part, 0 to 1 across and down the picture. */
    x: number
    y: number
}

export const middle: CropView = { zoom: 1, x: 0.5, y: 0.5 }
export const mostZoom = 4

/** The part of a picture that a view shows, in the shape `aspect` (width by height). */
export function areaOf(view: CropView, width: number, height: number, aspect: number): CropArea {
    const fullWidth = Math.min(width, height * aspect)
    const [areaWidth, areaHeight] = [fullWidth / view.zoom, fullWidth / aspect / view.zoom]
    return {
        x: clamped(view.x * width - areaWidth / 2, width - areaWidth),
        y: clamped(view.y * height - areaHeight / 2, height - areaHeight),
        width: areaWidth,
        height: areaHeight,
    }
}

/** A view moved by a share of what it shows, and stopped at the edges. */
export function movedView(view: CropView, dx: number, dy: number, width: number, height: number, aspect: number): CropView {
    const area = areaOf(view, width, height, aspect)
    const next = { ...view, x: (area.x + area.width * (0.5 + dx)) / width, y: (area.y + area.height * (0.5 + dy)) / height }
    const stopped = areaOf(next, width, height, aspect)
    return { ...view, x: (stopped.x + stopped.width / 2) / width, y: (stopped.y + stopped.height / 2) / height }
}

function clamped(value: number, most: number): number {
    return Math.min(Math.max(0, value), Math.max(0, most))
}
