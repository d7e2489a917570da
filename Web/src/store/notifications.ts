// SPDX-License-Identifier: Apache-2.0
/** What others did that concerns oneself: the list, how many are unread, and what comes while one is here. */
import type { Notification, Page } from "../api/types"
import { currentRoute, navigate } from "../app/navigation"
import { errorText, t } from "../i18n"
import { notificationText, routeOf } from "../text/notificationText"
import { showToast } from "../ui/toastStore"
import { currentAccount, requireAccount } from "./account"
import { createStore } from "./createStore"
import type { LoadState } from "./state"

export type NotificationFilter = "all" | "unread" | "mentions"

export interface Notifications {
    filter: NotificationFilter
    items: readonly Notification[]
    cursor: string | null
    load: LoadState
    error: unknown
    unread: number
}

const none: Notifications = { filter: "all", items: [], cursor: null, load: "idle", error: null, unread: 0 }
export const notificationsStore = createStore<Notifications>(none)

export function unreadCount({ unread }: Notifications): number {
    return unread
}

const towardsMe: ReadonlySet<string> = new Set(["MENTION", "REPLY", "QUOTE"])

/** Those that the filter lets through. */
export function shownNotifications({ items, filter }: Notifications): readonly Notification[] {
    return filter === "mentions" ? items.filter(({ kind }) => towardsMe.has(kind)) : items
}

export async function countUnread(): Promise<void> {
    const account = currentAccount()
    if (!account) return
    try {
        const { count } = await account.api.unreadNotifications()
        notificationsStore.set((state) => ({ ...state, unread: count }))
    } catch {
        // Offline: the next connection asks again.
    }
}

/** How many pages are looked through for one that the filter lets through, before one has to ask for more. */
const maxPagesLookedThrough = 5

export async function loadNotifications(filter: NotificationFilter): Promise<void> {
    const isOther = notificationsStore.get().filter !== filter
    notificationsStore.set((state) => ({
        ...state,
        filter,
        ...(isOther || state.items.length === 0 ? { items: [], cursor: null, load: "loading" as const } : {}),
    }))
    try {
        let page = await ask(filter)
        const items = [...page.items]
        for (let pages = 1; pages < maxPagesLookedThrough && isShort(filter, items) && page.nextCursor; pages++) {
            page = await ask(filter, page.nextCursor)
            items.push(...page.items)
        }
        put(filter, items, page.nextCursor)
    } catch (error) {
        notificationsStore.set((state) => (state.filter === filter ? { ...state, load: "failed", error } : state))
    }
    void countUnread()
}

export async function loadMoreNotifications(): Promise<void> {
    const { filter, cursor, items } = notificationsStore.get()
    if (cursor === null) return
    try {
        const page = await ask(filter, cursor)
        put(filter, [...items, ...page.items], page.nextCursor)
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}

function ask(filter: NotificationFilter, cursor?: string): Promise<Page<Notification>> {
    return requireAccount().api.notifications(filter === "unread", cursor)
}

function isShort(filter: NotificationFilter, items: readonly Notification[]): boolean {
    return filter === "mentions" && !items.some(({ kind }) => towardsMe.has(kind))
}

function put(filter: NotificationFilter, items: readonly Notification[], cursor: string | null): void {
    notificationsStore.set((state) =>
        state.filter === filter ? { ...state, items: each(items), cursor, load: "ready", error: null } : state,
    )
}

/** What moved to the top while one read on comes twice; the first is the newer. */
function each(items: readonly Notification[]): Notification[] {
    return [...new Map([...items].reverse().map((item) => [item.id, item])).values()].reverse()
}

/** After a gap in the connection. */
export async function refreshNotifications(): Promise<void> {
    const { load, filter } = notificationsStore.get()
    if (load === "ready") await loadNotifications(filter)
    else await countUnread()
}

/** The server tells how many there are: when one comes, and when one was read elsewhere. */
export function receiveUnread(count: number): void {
    notificationsStore.set((state) => ({ ...state, unread: count }))
}

/** The server tells of one: on top of the list, and in a quiet note unless one looks at them already. */
export function receiveNotification(notification: Notification): void {
    // A list nobody has opened yet will be read whole.
    notificationsStore.set((state) =>
        state.load === "ready"
            ? { ...state, items: [notification, ...state.items.filter(({ id }) => id !== notification.id)] }
            : state,
    )
    // Chats have their own ways to say that something came.
    if (notification.kind === "MESSAGE" || currentRoute().screen === "notifications") return
    showToast({
        tone: "plain",
        text: notificationText(notification),
        action: { label: t("post.show"), run: () => open(notification) },
    })
}

function open(notification: Notification): void {
    void markNotificationRead(notification)
    navigate(routeOf(notification))
}

export async function markNotificationRead({ id, readAt }: Notification): Promise<void> {
    if (readAt !== null) return
    setRead((other) => other === id)
    notificationsStore.set((state) => ({ ...state, unread: Math.max(0, state.unread - 1) }))
    try {
        const { count } = await requireAccount().api.readNotifications({ ids: [id] })
        notificationsStore.set((state) => ({ ...state, unread: count }))
    } catch {
        // It stays unread on the server, and is shown so the next time.
    }
}

export async function markAllRead(): Promise<void> {
    const before = notificationsStore.get()
    setRead(() => true)
    notificationsStore.set((state) => ({ ...state, unread: 0 }))
    try {
        await requireAccount().api.readNotifications({ all: true })
        showToast({ tone: "plain", text: t("notifications.allRead") })
    } catch (error) {
        notificationsStore.set((state) => ({ ...state, items: before.items, unread: before.unread }))
        showToast({ tone: "error", text: errorText(error) })
    }
}

function setRead(isIt: (id: string) => boolean): void {
    const readAt = new Date().toISOString()
    notificationsStore.set((state) => ({
        ...state,
        items: state.items.map((item) => (item.readAt === null && isIt(item.id) ? { ...item, readAt } : item)),
    }))
}

/** Takes one off the list; it comes back when the server refuses. */
export async function removeNotification(notification: Notification): Promise<void> {
    const before = notificationsStore.get()
    notificationsStore.set((state) => ({
        ...state,
        items: state.items.filter(({ id }) => id !== notification.id),
        unread: notification.readAt === null ? Math.max(0, state.unread - 1) : state.unread,
    }))
    try {
        await requireAccount().api.deleteNotification(notification.id)
    } catch (error) {
        notificationsStore.set((state) => ({ ...state, items: before.items, unread: before.unread }))
        showToast({ tone: "error", text: errorText(error) })
    }
}

export function resetNotifications(): void {
    notificationsStore.set(none)
}
