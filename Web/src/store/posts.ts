// SPDX-License-Identifier: Apache-2.0
/**
 * Posts, each once, and the lists they stand in.
 *
 * A list is the ids of a page after page read so far, under the name of what it lists. It stays when its screen
 * closes, so coming back shows it at once and where it was left.
 */
import { useMemo } from "react"
import type { Page, Post, User } from "../api/types"
import { requireAccount } from "./account"
import { Changing, Moment } from "./changing"
import { createStore, useStore, withEntry } from "./createStore"
import { leavingStore } from "./leaving"
import type { LoadState } from "./state"

/** "feed", "bookmarks", "user <id>", "group <id>" or "tag <name>". */
export type ListName = string

export interface PostList {
    ids: readonly string[]
    /** Who brought a post here by passing it on. */
    reposters: Readonly<Record<string, User>>
    cursor: string | null
    load: LoadState
    more: LoadState
    error: unknown
}

const maxLists = 20
const emptyList: PostList = { ids: [], reposters: {}, cursor: null, load: "idle", more: "idle", error: null }

export const postsStore = createStore<Record<string, Post>>({})
/** What one changes about posts, and about which are in a list of one's own. */
export const changingPosts = new Changing<Post>(
    (id) => postsStore.get()[id],
    (id, post) => postsStore.set((posts) => withEntry(posts, id, post)),
)
export const listsStore = createStore<Record<ListName, PostList>>({})
/** Posts the server told of that the feed does not show yet. */
export const newPostsStore = createStore<readonly string[]>([])

export function useList(name: ListName): PostList {
    const list = useStore(listsStore, (lists) => lists[name] ?? emptyList)
    const leaving = useStore(leavingStore)
    return useMemo(() => shownOf(list, leaving), [list, leaving])
}

/** A list without what was just deleted. */
export function shownOf(list: PostList, leaving: ReadonlySet<string>): PostList {
    if (!list.ids.some((id) => leaving.has(id))) return list
    return { ...list, ids: list.ids.filter((id) => !leaving.has(id)) }
}

export function listOf(name: ListName): PostList {
    return listsStore.get()[name] ?? emptyList
}

function patchList(name: ListName, change: Partial<PostList>): void {
    listsStore.set((lists) => {
        const list = { ...(lists[name] ?? emptyList), ...change }
        const { [name]: _, ...others } = lists
        const kept = Object.entries(others).slice(-(maxLists - 1))
        return { ...Object.fromEntries(kept), [name]: list }
    })
}

/** Posts the server told of, asked at a moment: one that was changed since stays as it is shown. */
export function putPosts(posts: readonly Post[], asked: Moment): void {
    if (posts.length === 0) return
    postsStore.set((known) => {
        const next = { ...known }
        for (const post of posts) {
            // Who passed it on belongs to a place in a list, not to the post.
            if (!known[post.id] || !changingPosts.isStale(post.id, asked)) next[post.id] = { ...post, repostedBy: null }
        }
        return next
    })
}

/** A post as one's own change of it left it. */
export function putPost(post: Post): void {
    const shown = { ...post, repostedBy: null }
    if (postsStore.get()[post.id]) changingPosts.learn(post.id, () => shown)
    else postsStore.set((posts) => withEntry(posts, post.id, shown))
}

export function patchPost(id: string, change: (post: Post) => Post): void {
    changingPosts.learn(id, change)
}

export async function loadPost(id: string): Promise<void> {
    const asked = changingPosts.ask()
    putPosts([await requireAccount().api.post(id)], asked)
}

/** Takes a post out of everything: it was deleted, or may no longer be seen. */
export function forgetPost(id: string): void {
    touchLists()
    justPublished.delete(id)
    listsStore.set((lists) => without(lists, (other) => other !== id))
    postsStore.set((posts) => withEntry(posts, id, undefined))
    newPostsStore.set((ids) => ids.filter((other) => other !== id))
}

/** Takes the posts of somebody out of all lists but their own: they were blocked or muted. */
export function hidePostsOf(userId: string): void {
    touchLists()
    const posts = postsStore.get()
    listsStore.set((lists) => {
        const { [`user ${userId}`]: own, ...others } = lists
        const left = without(others, (id) => posts[id]?.author.id !== userId)
        return own ? { ...left, [`user ${userId}`]: own } : left
    })
}

/** Pages on their way may still have what was just taken out. */
function touchLists(): void {
    for (const name of Object.keys(listsStore.get())) changingPosts.touch(keyOfList(name))
}

function without(lists: Record<ListName, PostList>, keep: (id: string) => boolean): Record<ListName, PostList> {
    return Object.fromEntries(
        Object.entries(lists).map(([name, list]) =>
            list.ids.every(keep) ? [name, list] : [name, { ...list, ids: list.ids.filter(keep) }],
        ),
    )
}

function fetchPage(name: ListName, cursor?: string): Promise<Page<Post>> {
    const { api } = requireAccount()
    const [kind, value = ""] = name.split(" ")
    switch (kind) {
        case "user":
            return api.postsOf(value, cursor)
        case "group":
            return api.postsIn(value, cursor)
        case "tag":
            return api.postsTagged(value, cursor)
        case "bookmarks":
            return api.bookmarks(cursor)
        default:
            return api.feed(cursor)
    }
}

/** The key under which `changingPosts` knows a list. */
export function keyOfList(name: ListName): string {
    return `list ${name}`
}

/** A page with its posts put where they belong; asked for again when the list was changed meanwhile. */
async function readPage(name: ListName, cursor?: string): Promise<Page<Post>> {
    const [page, asked] = await changingPosts.read(keyOfList(name), async () => {
        const moment = changingPosts.ask()
        return [await fetchPage(name, cursor), moment] as const
    })
    putPosts(page.items, asked)
    return page
}

/** What is being loaded for a screen that is not there yet. */
let ahead: ListName | null = null

/** Loads a list before its screen is there, which then need not. */
export function loadAhead(name: ListName): Promise<void> {
    const loaded = loadList(name)
    ahead = name
    return loaded
}

/** Lists whose newest page is on its way. */
const loading = new Map<ListName, Promise<void>>()

/** Reads the newest page. What was shown stays until it is there, and stays when it does not come. */
export async function loadList(name: ListName): Promise<void> {
    if (ahead === name) {
        ahead = null
        if (listOf(name).load !== "failed") return
    }
    if (loading.has(name)) return
    const done = readNewest(name).finally(() => loading.delete(name))
    loading.set(name, done)
    await done
}

async function readNewest(name: ListName): Promise<void> {
    patchList(name, { load: "loading" })
    try {
        // One's own list is asked for again when it was changed meanwhile.
        const page = await readPage(name)
        const ids = page.items.map(({ id }) => id)
        if (name === "feed") newPostsStore.set((fresh) => fresh.filter((id) => !ids.includes(id)))
        const reposters = { ...listOf(name).reposters, ...repostersOf(page.items) }
        const before = listOf(name)
        const list = joined(ids, page.nextCursor, before)
        const own = before.ids.filter((id) => isJustPublished(id) && !list.ids.includes(id))
        patchList(name, { ...list, ids: [...own, ...list.ids], reposters, load: "ready", error: null })
    } catch (error) {
        patchList(name, { load: "failed", error })
    }
}

/**
 * The newest page in front of what was read before. Where the two do not meet there is a gap, and what was read
 * before goes: scrolling on reads it again.
 */
export function joined(
    ids: readonly string[],
    cursor: string | null,
    before: Pick<PostList, "ids" | "cursor">,
): Pick<PostList, "ids" | "cursor"> {
    const last = ids[ids.length - 1]
    const meets = last === undefined ? -1 : before.ids.indexOf(last)
    if (meets < 0) return { ids, cursor }
    const fresh = new Set(ids)
    const rest = before.ids.slice(meets + 1).filter((id) => !fresh.has(id))
    return rest.length === 0 ? { ids, cursor } : { ids: [...ids, ...rest], cursor: before.cursor }
}

export async function loadMorePosts(name: ListName): Promise<void> {
    const { cursor, more } = listOf(name)
    if (cursor === null || more === "loading") return
    patchList(name, { more: "loading" })
    try {
        const page = await readPage(name, cursor)
        const { ids, reposters } = listOf(name)
        const known = new Set(ids)
        const added = page.items.filter(({ id }) => !known.has(id))
        patchList(name, {
            ids: [...ids, ...added.map(({ id }) => id)],
            reposters: { ...reposters, ...repostersOf(added) },
            cursor: page.nextCursor,
            more: "ready",
        })
    } catch {
        patchList(name, { more: "failed" })
    }
}

function repostersOf(posts: readonly Post[]): Record<string, User> {
    return Object.fromEntries(posts.flatMap(({ id, repostedBy }) => (repostedBy ? [[id, repostedBy]] : [])))
}

/** Lists learn of a post a moment after its writer: so long it stays on top although they do not have it yet. */
const justPublishedMilliseconds = 15_000
const maxJustPublished = 20
const justPublished = new Map<string, number>()

function isJustPublished(id: string): boolean {
    return Date.now() - (justPublished.get(id) ?? 0) < justPublishedMilliseconds
}

export function notePublished(id: string): void {
    justPublished.set(id, Date.now())
    if (justPublished.size > maxJustPublished) justPublished.delete(justPublished.keys().next().value as string)
}

/** A post of one's own goes on top at once. */
export function prependPost(name: ListName, id: string): void {
    const list = listsStore.get()[name]
    if (list && !list.ids.includes(id)) patchList(name, { ids: [id, ...list.ids] })
    if (name === "feed") newPostsStore.set((ids) => ids.filter((other) => other !== id))
}

export function removeFromList(name: ListName, id: string): void {
    const list = listsStore.get()[name]
    if (list?.ids.includes(id)) patchList(name, { ids: list.ids.filter((other) => other !== id) })
}

/** Puts a post back where it was. */
export function restoreInList(name: ListName, id: string, index: number): void {
    const list = listsStore.get()[name]
    if (!list || list.ids.includes(id)) return
    patchList(name, { ids: [...list.ids.slice(0, index), id, ...list.ids.slice(index)] })
}

const maxNewPosts = 99

/** The server tells of a post for the feed. */
export function receiveFeedNews(postId: string): void {
    const { ids: shown, load } = listOf("feed")
    // A feed nobody has opened yet will be read whole.
    if (load === "idle" || shown.includes(postId)) return
    newPostsStore.set((ids) => (ids.includes(postId) ? ids : [postId, ...ids].slice(0, maxNewPosts)))
}

/** After a gap in the connection: counts what came meanwhile, and leaves the reader where they are. */
export async function lookForFeedNews(): Promise<void> {
    // What is on its way may have been written before the gap ended.
    await loading.get("feed")
    if (listOf("feed").load !== "ready") return
    try {
        const page = await readPage("feed")
        for (const { id } of [...page.items].reverse()) receiveFeedNews(id)
    } catch {
        // Offline again: the next connection looks again.
    }
}

/** The server fills a feed with what a followed person wrote, a moment after one follows. */
const fillMilliseconds = 1500

/** Offers what somebody just followed has written, where there was nothing to read yet. */
export function expectFilledFeed(): void {
    const isEmpty = () => listOf("feed").load === "ready" && listOf("feed").ids.length === 0
    if (isEmpty()) setTimeout(() => isEmpty() && void lookForFeedNews(), fillMilliseconds)
}

export function resetPosts(): void {
    ahead = null
    changingPosts.reset()
    loading.clear()
    justPublished.clear()
    postsStore.set({})
    listsStore.set({})
    newPostsStore.set([])
}
