// SPDX-License-Identifier: Apache-2.0
/** Line icons drawn for Roost on a 24 × 24 grid. Decorative: the control around them carries the name. */
const paths = {
    bell: "M6 16.5V11a6 6 0 0112 0v5.5l1.5 2h-15zM10 21h4",
    block: "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM6 6l12 12",
    bookmark: "M6.5 4h11v16.5L12 16l-5.5 4.5z",
    back: "M15 5l-7 7 7 7",
    chats: "M4 6.5A2.5 2.5 0 016.5 4h11A2.5 2.5 0 0120 6.5v7a2.5 2.5 0 01-2.5 2.5H10l-4.5 4v-4.2A2.5 2.5 0 014 13.5z",
    chart: "M5 20V10M12 20V4M19 20v-7",
    check: "M5 12.5l4.5 4.5L19 7.5",
    checks: "M2.5 12.5L7 17l8.5-9M11.5 16.6l.4.4L20.5 8",
    clock: "M12 7.5V12l3 2M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17z",
    close: "M6 6l12 12M18 6L6 18",
    compass: "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM15.5 8.5l-2 5-5 2 2-5z",
    copy: "M9 9h10v10H9zM15 9V5H5v10h4",
    down: "M5 9l7 7 7-7",
    edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6z",
    hidden: "M4 4l16 16M9.5 5.9A9 9 0 0112 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 01-3 3.6M14 14.1A2.8 2.8 0 019.9 10M6 7.4A16 16 0 002.5 12S6 18.5 12 18.5c1.4 0 2.6-.3 3.7-.8",
    forward: "M9 5l7 7-7 7",
    group: "M9 11.5a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 19.5c0-3.3 2.9-5 6.5-5s6.5 1.7 6.5 5M16 11a3 3 0 000-6M18 14.8c2.1.6 3.5 2.1 3.5 4.7",
    groups: "M12 11a3 3 0 100-6 3 3 0 000 6zM6.5 20c0-3.2 2.4-5 5.5-5s5.5 1.8 5.5 5M4.8 11.5a2.3 2.3 0 110-4.6M2 17.2c0-1.7.9-2.9 2.3-3.5M19.2 11.5a2.3 2.3 0 100-4.6M22 17.2c0-1.7-.9-2.9-2.3-3.5",
    globe: "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM3.5 12h17M12 3.5c2.6 2.4 3.8 5.2 3.8 8.5s-1.2 6.1-3.8 8.5c-2.6-2.4-3.8-5.2-3.8-8.5s1.2-6.1 3.8-8.5z",
    hash: "M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
    heart: "M12 20S4 15.3 4 9.4A4.4 4.4 0 0112 7a4.4 4.4 0 018 2.4C20 15.3 12 20 12 20z",
    home: "M4 11l8-7 8 7v9h-5.5v-6h-5v6H4z",
    image: "M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15 9.5v.1",
    info: "M12 11v5.5M12 7.6v.1M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17z",
    leave: "M14 4H6v16h8M10 12h10M16.5 8.5L20 12l-3.5 3.5",
    keyboard: "M3 6.5h18v11H3zM7 10v.1M10.3 10v.1M13.6 10v.1M17 10v.1M8 14h8",
    link: "M10 14a4 4 0 005.7 0l3-3A4 4 0 0013 5.3l-1 1M14 10a4 4 0 00-5.7 0l-3 3A4 4 0 0011 18.7l1-1",
    lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3",
    more: "M12 6v.1M12 12v.1M12 18v.1",
    monitor: "M3.5 5h17v11h-17zM9 20h6M12 16v4",
    moon: "M19.5 14.5A8 8 0 019.5 4.5a8 8 0 1010 10z",
    minus: "M5 12h14",
    mute: "M4 9.5h3.5L12 5.5v13L7.5 14.5H4zM16 9.5l5 5M21 9.5l-5 5",
    offline: "M3 3l18 18M8.5 15.5a5 5 0 016.5-.4M5 12a10 10 0 013.5-2.2M12.5 8.8A10 10 0 0119 12M2 8.5A14.5 14.5 0 016 6M10 5a14.5 14.5 0 0112 3.5M12 19v.1",
    people: "M12 12a4 4 0 100-8 4 4 0 000 8zM4 20.5c0-4 3.5-6 8-6s8 2 8 6",
    person: "M12 12a4 4 0 100-8 4 4 0 000 8zM4 20.5c0-4 3.5-6 8-6s8 2 8 6",
    cake: "M5 20V12h14v8M3.5 20h17M8.5 12V9M12 12V9M15.5 12V9M5 16c1.8 1.4 3.5-1.4 5.3 0s3.5-1.4 5.2 0 2 .8 3.5 0",
    place: "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0113 0c0 5-6.5 11-6.5 11zM12 12.3a2.3 2.3 0 100-4.6 2.3 2.3 0 000 4.6z",
    pin: "M9 3.5h6l-.8 6 3.3 3.5h-11l3.3-3.5zM12 13v7.5",
    plus: "M12 5v14M5 12h14",
    pulse: "M3 12.5h4l3-7.5 4 14 3-6.5h4",
    reply: "M9 6l-5 5 5 5M4 11h9c4 0 7 2.5 7 7",
    repost: "M7 4L3.5 7.5 7 11M3.5 7.5H16a3 3 0 013 3V13M17 20l3.5-3.5L17 13M20.5 16.5H8a3 3 0 01-3-3V11",
    search: "M11 4.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM16 16l4.5 4.5",
    send: "M4.5 12L3.5 4.5 21 12 3.5 19.5zM4.5 12H12",
    sun: "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
    sliders: "M4 7h8M18 7h2M4 17h2M12 17h8M15 4.5v5M9 14.5v5",
    trash: "M4.5 6.5h15M9 6V4h6v2M6.5 6.5l1 13.5h9l1-13.5M10.5 10.5v6M13.5 10.5v6",
    up: "M5 15l7-7 7 7",
    userAdd: "M10 12a4 4 0 100-8 4 4 0 000 8zM2.5 20.5c0-4 3.4-6 7.5-6 1.8 0 3.4.4 4.7 1.1M18.5 14.5v6M15.5 17.5h6",
    warning: "M12 4L2.5 20h19zM12 10.5V15M12 17.6v.1",
} as const

export type IconName = keyof typeof paths

/** Where one reads from right to left, these point the other way. */
const mirrored: ReadonlySet<IconName> = new Set<IconName>(["back", "forward", "reply", "send", "leave"])

export function Icon({ name, className = "" }: { name: IconName; className?: string }) {
    const look = mirrored.has(name) ? "icon icon-mirrored" : "icon"
    return (
        <svg className={`${look} ${className}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={paths[name]} />
        </svg>
    )
}

/** Roost's mark: a bird at rest. */
export function Logo({ className = "" }: { className?: string }) {
    return (
        <svg className={`logo ${className}`} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <rect className="logo-ground" width="48" height="48" rx="13" />
            <path
                className="logo-bird"
                d="M11 17.5c0-1 1.1-1.5 1.9-.9l3 2.2C17 14.8 20.2 12 24.2 12c4.6 0 8.3 3.5 8.7 8l4.3 1.7c.8.3.8 1.4 0 1.7l-4.4 1.6C31.8 30.2 27.7 34 22.6 34 15.6 34 11 28.6 11 22z"
            />
            <circle className="logo-eye" cx="27.3" cy="19.3" r="1.7" />
            <path className="logo-perch" d="M9 37.5h30" />
        </svg>
    )
}
