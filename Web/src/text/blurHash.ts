// SPDX-License-Identifier: Apache-2.0
/** Blur hashes: a few colours of a picture in a short text, to show until the picture is there. https://blurha.sh */
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"

type Colour = [number, number, number]

/** Pixels of `width` × `height`, four bytes each; null for a text that is no blur hash. */
export function blurPixels(hash: string, width: number, height: number): Uint8ClampedArray | null {
    const waves = wavesOf(hash)
    if (!waves) return null
    const { across, down, colours } = waves
    const pixels = new Uint8ClampedArray(width * height * 4)
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            const sum: Colour = [0, 0, 0]
            for (let j = 0; j < down; j++) {
                for (let i = 0; i < across; i++) {
                    const strength = Math.cos((Math.PI * x * i) / width) * Math.cos((Math.PI * y * j) / height)
                    const colour = colours[j * across + i] ?? [0, 0, 0]
                    for (let part = 0; part < 3; part++) sum[part as 0] += (colour[part] ?? 0) * strength
                }
            }
            const at = (y * width + x) * 4
            for (let part = 0; part < 3; part++) pixels[at + part] = toScreen(sum[part] ?? 0)
            pixels[at + 3] = 255
        }
    }
    return pixels
}

function wavesOf(hash: string): { across: number; down: number; colours: Colour[] } | null {
    const size = numberIn(hash, 0, 1)
    const [across, down] = [(size % 9) + 1, Math.floor(size / 9) + 1]
    if (size < 0 || hash.length !== 4 + 2 * across * down) return null
    const greatest = (numberIn(hash, 1, 2) + 1) / 166
    const mean = numberIn(hash, 2, 6)
    const colours: Colour[] = [[fromScreen(mean >> 16), fromScreen((mean >> 8) & 255), fromScreen(mean & 255)]]
    for (let index = 1; index < across * down; index++) {
        const value = numberIn(hash, 4 + index * 2, 6 + index * 2)
        const parts = [Math.floor(value / 361), Math.floor(value / 19) % 19, value % 19]
        colours.push(parts.map((part) => signedSquare((part - 9) / 9) * greatest) as Colour)
    }
    return { across, down, colours }
}

function numberIn(hash: string, start: number, end: number): number {
    let value = 0
    for (const digit of hash.slice(start, end)) {
        const index = digits.indexOf(digit)
        if (index < 0) return -1
        value = value * 83 + index
    }
    return end > hash.length ? -1 : value
}

const signedSquare = (value: number) => Math.sign(value) * value * value

/** Light as it is, from a byte on the screen, and back. */
function fromScreen(byte: number): number {
    const value = byte / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function toScreen(light: number): number {
    const value = Math.min(1, Math.max(0, light))
    return Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055))
}
