// SPDX-License-Identifier: Apache-2.0
/** What others did that concerns oneself: the list, how many are unread, and what comes while one is here. */
import type { Notification, Page } from "../api/types"
import { currentRoute, navigate } from "../app/navigation"
import { errorText, t } from "../i18n"
import { notificationText, routeOf } from "../text/notificationText"
import { showToast } from "../ui/toastStore"
import { currentAccount, requireAccount } from "./account"
import { Changing } from "./changing"
import { createStore } from "./createStore"
import { loadRequests } from "./followRequests"
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

const all = "all"
const changing = new Changing<Notifications>(
    () => notificationsStore.get(),
    (_, state) => notificationsStore.set(state),
)
/** What the server said last of how many are unread, while one read some: it knew of that, or says so next. */
let heldCount: number | null = null

/** Something is known anew. */
function learn(next: (state: Notifications) => Notifications): void {
    changing.learn(all, next)
}

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
        const { count } = await changing.read(all, () => account.api.unreadNotifications())
        learn((state) => ({ ...state, unread: count }))
    } catch {
        // Offline: the next connection asks again.
    }
}

/** How many pages are looked through for one that the filter lets through, before one has to ask for more. */
const maxPagesLookedThrough = 5

export async function loadNotifications(filter: NotificationFilter): Promise<void> {
    const isOther = notificationsStore.get().filter !== filter
    learn((state) => ({
        ...state,
        filter,
        ...(isOther || state.items.length === 0 ? { items: [], cursor: null, load: "loading" as const } : {}),
    }))
    try {
        const { items, cursor } = await changing.read(all, () => lookThrough(filter))
        put(filter, items, cursor)
    } catch (error) {
        learn((state) => (state.filter === filter ? { ...state, load: "failed", error } : state))
    }
    void countUnread()
}

async function lookThrough(filter: NotificationFilter): Promise<Pick<Notifications, "items" | "cursor">> {
    let page = await ask(filter)
    const items = [...page.items]
    for (let pages = 1; pages < maxPagesLookedThrough && isShort(filter, items) && page.nextCursor; pages++) {
        page = await ask(filter, page.nextCursor)
        items.push(...page.items)
    }
    return { items, cursor: page.nextCursor }
}

export async function loadMoreNotifications(): Promise<void> {
    const { filter, cursor } = notificationsStore.get()
    if (cursor === null) return
    try {
        const page = await changing.read(all, () => ask(filter, cursor))
        put(filter, [...notificationsStore.get().items, ...page.items], page.nextCursor)
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
    learn((state) =>
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
    if (changing.isChanging(all)) heldCount = count
    else learn((state) => ({ ...state, unread: count }))
}

/** The server tells of one: on top of the list, and in a quiet note unless one looks at them already. */
export function receiveNotification(notification: Notification): void {
    // A list nobody has opened yet will be read whole; one on its way was perhaps written before.
    if (notificationsStore.get().load === "loading") changing.touch(all)
    learn((state) =>
        state.load === "ready"
            ? { ...state, items: [notification, ...state.items.filter(({ id }) => id !== notification.id)] }
            : state,
    )
    if (notification.kind === "FOLLOW_REQUEST") void loadRequests()
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
    const { api } = requireAccount()
    try {
        await change((state) => withRead(state, new Set([id])), () => api.readNotifications({ ids: [id] }))
    } catch {
        // It stays unread on the server, and is shown so.
    }
}

export async function markAllRead(): Promise<void> {
    const { api } = requireAccount()
    // What comes while they are read is not one of them.
    const known = new Set(notificationsStore.get().items.map(({ id }) => id))
    try {
        await change((state) => ({ ...withRead(state, known), unread: 0 }), () => api.readNotifications({ all: true }))
        showToast({ tone: "plain", text: t("notifications.allRead") })
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}

/** Takes one off the list; it comes back when the server refuses. */
export async function removeNotification({ id }: Notification): Promise<void> {
    const { api } = requireAccount()
    const withoutIt = (state: Notifications) => {
        const { items, unread } = withRead(state, new Set([id]))
        return { ...state, items: items.filter((item) => item.id !== id), unread }
    }
    try {
        await change(withoutIt, () => api.deleteNotification(id))
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}

/** Shows a change and makes it. The number that the server then says counts. */
async function change(
    apply: (state: Notifications) => Notifications,
    run: () => Promise<{ count: number } | undefined>,
): Promise<void> {
    const account = requireAccount()
    let answered: number | undefined
    try {
        answered = (await changing.change(all, apply, run))?.count
    } finally {
        const count = heldCount ?? answered
        heldCount = null
        if (count !== undefined && currentAccount() === account) learn((state) => ({ ...state, unread: count }))
    }
}

function withRead(state: Notifications, ids: ReadonlySet<string>): Notifications {
    const readAt = new Date().toISOString()
    const isRead = (item: Notification) => item.readAt === null && ids.has(item.id)
    return {
        ...state,
        items: state.items.map((item) => (isRead(item) ? { ...item, readAt } : item)),
        unread: Math.max(0, state.unread - state.items.filter(isRead).length),
    }
}

export function resetNotifications(): void {
    changing.reset()
    heldCount = null
    notificationsStore.set(none)
}
