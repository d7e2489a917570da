// SPDX-License-Identifier: Apache-2.0
/** Times as people say them. `now` is a parameter so that tests need no clock. */
import { t } from "./index"

const locale = typeof navigator === "undefined" ? "en" : navigator.language
const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" })
const weekday = new Intl.DateTimeFormat(locale, { weekday: "long" })
const shortWeekday = new Intl.DateTimeFormat(locale, { weekday: "short" })
const dayAndMonth = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" })
const shortDate = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" })
const withYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" })
const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" })
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })

const millisecondsPerDay = 86_400_000

/** Calendar days between two times in the reader's time zone. */
export function daysBetween(earlier: Date, later: Date): number {
    const start = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
    return Math.round((start(later) - start(earlier)) / millisecondsPerDay)
}

export function isSameDay(a: string, b: string): boolean {
    return daysBetween(new Date(a), new Date(b)) === 0
}

/** "10:32" */
export function timeText(at: string): string {
    return clock.format(new Date(at))
}

/** "Friday, 20 November 2026 at 10:32" */
export function fullTimeText(at: string): string {
    return full.format(new Date(at))
}

/** For day separators: "Today", "Yesterday", "Monday", "Monday, 2 March", "2 March 2025". */
export function dayText(at: string, now: Date = new Date()): string {
    const date = new Date(at)
    const days = daysBetween(date, now)
    if (days === 0) return t("time.today")
    if (days === 1) return t("time.yesterday")
    if (days > 1 && days < 7) return weekday.format(date)
    return date.getFullYear() === now.getFullYear() ? dayAndMonth.format(date) : withYear.format(date)
}

/** For lists: "10:32" today, "Mon" this week, else "2 Mar". */
export function listTimeText(at: string, now: Date = new Date()): string {
    const date = new Date(at)
    const days = daysBetween(date, now)
    if (days <= 0) return clock.format(date)
    if (days === 1) return t("time.yesterday")
    return days < 7 ? shortWeekday.format(date) : shortDate.format(date)
}

/** "just now", "5 minutes ago", "yesterday", "2 March 2025". */
export function agoText(at: string, now: Date = new Date()): string {
    const date = new Date(at)
    const minutes = Math.round((now.getTime() - date.getTime()) / 60_000)
    if (minutes < 1) return t("time.now")
    if (minutes < 60) return relative.format(-minutes, "minute")
    const days = daysBetween(date, now)
    if (days === 0) return relative.format(-Math.round(minutes / 60), "hour")
    return days < 7 ? relative.format(-days, "day") : withYear.format(date)
}

export function dateText(at: string): string {
    return withYear.format(new Date(at))
}
