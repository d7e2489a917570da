// SPDX-License-Identifier: Apache-2.0
/** Makes UUIDv7 text. Own code because `crypto.randomUUID` is missing on pages served over plain HTTP. */
export function newId(now: number = Date.now()): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    let time = now
    for (let index = 5; index >= 0; index--) {
        bytes[index] = time % 256
        time = Math.floor(time / 256)
    }
    bytes[6] = 0x70 | (bytes[6]! & 0x0f)
    bytes[8] = 0x80 | (bytes[8]! & 0x3f)
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}
