// SPDX-License-Identifier: Apache-2.0
/** Reads a browser and a system out of what a browser calls itself. */
const browsers: [RegExp, string][] = [
    [/\bEdg\//, "Edge"],
    [/\bOPR\//, "Opera"],
    [/\bFirefox\//, "Firefox"],
    [/Chrom(?:e|ium)\/|\bCriOS\//, "Chrome"],
    [/\bSafari\//, "Safari"],
]
const systems: [RegExp, string][] = [
    [/iPhone|iPad/, "iOS"],
    [/Android/, "Android"],
    [/Windows/, "Windows"],
    [/Mac OS X|Macintosh/, "macOS"],
    [/Linux|X11/, "Linux"],
]

/** "Firefox on Linux"; text that is no user agent comes back as it is, shortened. */
export function deviceName(device: string): string {
    const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(device))?.[1]
    const browser = find(browsers)
    const system = find(systems)
    if (browser && system) return `${browser} · ${system}`
    return device.length > 60 ? device.slice(0, 59) + "…" : device
}
