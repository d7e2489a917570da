// SPDX-License-Identifier: Apache-2.0
/** Times as people say them. `now` is a parameter so that tests need no clock. */
import { format, t } from "./current"

const shapes: Record<string, Intl.DateTimeFormatOptions> = {
    clock: { hour: "numeric", minute: "2-digit" },
    weekday: { weekday: "long" },
    shortWeekday: { weekday: "short" },
    dayAndMonth: { weekday: "long", day: "numeric", month: "long" },
    shortDate: { day: "numeric", month: "short" },
    shortDateWithYear: { day: "numeric", month: "short", year: "numeric" },
    withYear: { day: "numeric", month: "long", year: "numeric" },
    monthAndYear: { month: "long", year: "numeric" },
    full: { dateStyle: "full", timeStyle: "short" },
}

function inShape(shape: keyof typeof shapes, date: Date): string {
    return format(`date.${shape}`, (locale) => new Intl.DateTimeFormat(locale, shapes[shape])).format(date)
}

function relative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
    const make = (locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
    return format("relative", make).format(value, unit)
}

function relativeShort(value: number, unit: Intl.RelativeTimeFormatUnit): string {
    const make = (locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: "always", style: "short" })
    return format("relativeShort", make).format(value, unit)
}

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
    return inShape("clock", new Date(at))
}

/** "Friday, 20 November 2026 at 10:32" */
export function fullTimeText(at: string): string {
    return inShape("full", new Date(at))
}

/** For day separators: "Today", "Yesterday", "Monday", "Monday, 2 March", "2 March 2025". */
export function dayText(at: string, now: Date = new Date()): string {
    const date = new Date(at)
    const days = daysBetween(date, now)
    if (days === 0) return t("time.today")
    if (days === 1) return t("time.yesterday")
    if (days > 1 && days < 7) return inShape("weekday", date)
    return date.getFullYear() === now.getFullYear() ? inShape("dayAndMonth", date) : inShape("withYear", date)
}

/** For lists: "10:32" today, "Mon" this week, else "2 Mar". */
export function listTimeText(at: string, now: Date = new Date()): string {
    const date = new Date(at)
    const days = daysBetween(date, now)
    if (days <= 0) return inShape("clock", date)
    if (days === 1) return t("time.yesterday")
    return days < 7 ? inShape("shortWeekday", date) : inShape("shortDate", date)
}

/** "just now", "5 minutes ago", "yesterday", "2 March 2025". */
export function agoText(at: string, now: Date = new Date()): string {
    const date = new Date(at)
    const minutes = Math.round((now.getTime() - date.getTime()) / 60_000)
    if (minutes < 0) return untilText(-minutes)
    if (minutes < 1) return t("time.now")
    if (minutes < 60) return relative(-minutes, "minute")
    const days = daysBetween(date, now)
    if (days === 0) return relative(-Math.round(minutes / 60), "hour")
    return days < 7 ? relative(-days, "day") : inShape("withYear", date)
}

/** "in 5 minutes", "in 3 hours", "in 2 days" */
function untilText(minutes: number): string {
    if (minutes < 60) return relative(minutes, "minute")
    if (minutes < 24 * 60) return relative(Math.round(minutes / 60), "hour")
    return relative(Math.round(minutes / (24 * 60)), "day")
}

/** For posts: "just now", "5 min. ago", "3 hr. ago", "2 Mar", "2 Mar 2025". */
export function shortAgoText(at: string, now: Date = new Date()): string {
    const date = new Date(at)
    const minutes = Math.round((now.getTime() - date.getTime()) / 60_000)
    if (minutes < 1) return t("time.now")
    if (minutes < 60) return relativeShort(-minutes, "minute")
    if (minutes < 24 * 60) return relativeShort(-Math.round(minutes / 60), "hour")
    const isThisYear = date.getFullYear() === now.getFullYear()
    return inShape(isThisYear ? "shortDate" : "shortDateWithYear", date)
}

/** "March 2025" */
export function monthText(at: string): string {
    return inShape("monthAndYear", new Date(at))
}

/** A day of the calendar, the same in every time zone: "1990-12-10". */
export function birthdayText(day: string): string {
    const make = (locale: string) =>
        new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
    return format("date.day", make).format(new Date(`${day}T00:00:00Z`))
}

export function dateText(at: string): string {
    return inShape("withYear", new Date(at))
}
