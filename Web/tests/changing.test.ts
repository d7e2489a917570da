// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import "./address"
import type { Notification, UserProfile } from "../src/api/types"
import { showCatalog } from "../src/i18n/current"
import { en } from "../src/i18n/en"
import { Account, setCurrentAccount } from "../src/store/account"
import { Changing } from "../src/store/changing"
import {
    loadNotifications, markAllRead, markNotificationRead, notificationsStore, receiveNotification, receiveUnread,
    resetNotifications,
} from "../src/store/notifications"
import { follow, loadPerson, mute, peopleStore, resetPeople, unfollow } from "../src/store/people"
import { toggleLike, toggleRepost } from "../src/store/postActions"
import {
    forgetPost, hidePostsOf, listOf, listsStore, loadList, loadPost, patchPost, postsStore, putPost, resetPosts,
} from "../src/store/posts"
import { ada, post } from "./fixtures"

interface Call {
    name: string
    resolve(value?: unknown): void
    reject(error: unknown): void
}

/** What was asked of the server, each to be answered by the test. */
let calls: Call[] = []
const settled = () => new Promise<void>((resolve) => setTimeout(resolve))

/** The next unanswered call, which must be of this name. */
async function next(name: string): Promise<Call> {
    await settled()
    const call = calls.shift()
    assert.equal(call?.name, name)
    return call as Call
}

beforeEach(() => {
    showCatalog("en", en)
    calls = []
    const api = new Proxy({}, {
        get: (_, name: string) => () =>
            new Promise((resolve, reject) => calls.push({ name, resolve: resolve as Call["resolve"], reject })),
    })
    setCurrentAccount({ id: "ada", api } as unknown as Account)
    resetPosts()
    resetPeople()
    resetNotifications()
})

function profile(change: Partial<UserProfile["relationship"]> = {}, followerCount = 5): UserProfile {
    const relationship = {
        following: false, followedBy: false, requested: false, requestedBy: false, blocking: false, muting: false,
        ...change,
    }
    return { ...ada, id: "grace", followerCount, followingCount: 0, isPrivate: false, relationship } as UserProfile
}
const grace = { id: "grace", displayName: "Grace Hopper" }
const shown = () => peopleStore.get()["grace"]

test("a profile asked for before a change and answered after it does not undo the change", async () => {
    peopleStore.set({ grace: profile() })
    const loading = loadPerson("grace")
    const asked = await next("user")
    const following = follow(grace)
    assert(shown()?.relationship.following)
    const told = await next("follow")
    asked.resolve(profile())
    await settled()
    assert(shown()?.relationship.following, "while the change is made")
    told.resolve()
    await following
    // It is asked again, and this answer counts.
    ;(await next("user")).resolve(profile({ following: true }, 9))
    await loading
    assert.equal(shown()?.followerCount, 9)
})

test("a profile asked for while a change is made waits for it", async () => {
    peopleStore.set({ grace: profile() })
    void mute(grace)
    const told = await next("mute")
    void loadPerson("grace")
    await settled()
    assert.equal(calls.length, 0)
    told.resolve()
    ;(await next("user")).resolve(profile({ muting: true }))
    await settled()
    assert(shown()?.relationship.muting)
})

test("two changes of one thing reach the server one after another, and a refused one alone goes back", async () => {
    peopleStore.set({ grace: profile() })
    const first = follow(grace)
    const second = mute(grace)
    assert.deepEqual([shown()?.relationship.following, shown()?.relationship.muting], [true, true])
    const told = await next("follow")
    assert.equal(calls.length, 0)
    told.reject(new Error("lost"))
    assert.equal(await first, false)
    assert.deepEqual([shown()?.relationship.following, shown()?.relationship.muting], [false, true])
    assert.equal(shown()?.followerCount, 5)
    ;(await next("mute")).resolve()
    assert.equal(await second, true)
    assert(shown()?.relationship.muting)
})

test("following and leaving at once ends where one ended", async () => {
    peopleStore.set({ grace: profile() })
    void follow(grace)
    const left = unfollow(grace)
    assert.equal(shown()?.relationship.following, false)
    ;(await next("follow")).resolve()
    ;(await next("unfollow")).resolve()
    await left
    assert.deepEqual([shown()?.relationship.following, shown()?.followerCount], [false, 5])
})

test("a page of posts asked for before a like does not take it back, a later one is believed", async () => {
    putPost(post("a", { likeCount: 2 }))
    const page = (likeCount: number, likedByMe: boolean) => ({ items: [post("a", { likeCount, likedByMe })], nextCursor: null })
    const loading = loadList("feed")
    const asked = await next("feed")
    void toggleLike(post("a"))
    const told = await next("like")
    asked.resolve(page(2, false))
    await loading
    assert.deepEqual([postsStore.get()["a"]?.likedByMe, postsStore.get()["a"]?.likeCount], [true, 3])
    told.resolve()
    await settled()
    const again = loadList("feed")
    ;(await next("feed")).resolve(page(7, true))
    await again
    assert.equal(postsStore.get()["a"]?.likeCount, 7)
})

test("what else is known of a post stays when a change of it fails", async () => {
    putPost(post("a", { likeCount: 2, commentCount: 0 }))
    void toggleLike(post("a"))
    patchPost("a", (shown) => ({ ...shown, commentCount: 1 }))
    void toggleRepost(post("a"))
    ;(await next("like")).reject(new Error("lost"))
    await settled()
    const { likedByMe, likeCount, commentCount, repostedByMe } = postsStore.get()["a"] ?? post("none")
    assert.deepEqual([likedByMe, likeCount, commentCount, repostedByMe], [false, 2, 1, true])
})

test("a post that goes while it is liked does not come back", async () => {
    putPost(post("a"))
    void toggleLike(post("a"))
    forgetPost("a")
    ;(await next("like")).resolve()
    await settled()
    assert.equal(postsStore.get()["a"], undefined)
})

test("a list is asked for again when somebody was blocked or a post deleted meanwhile", async () => {
    putPost(post("a"))
    listsStore.set({ feed: { ids: ["a"], reposters: {}, cursor: null, load: "ready", more: "idle", error: null } })
    const loading = loadList("feed")
    const asked = await next("feed")
    hidePostsOf("ada")
    asked.resolve({ items: [post("a")], nextCursor: null })
    ;(await next("feed")).resolve({ items: [], nextCursor: null })
    await loading
    assert.deepEqual(listOf("feed").ids, [])
})

test("a post asked for before it was liked shows the like", async () => {
    putPost(post("a"))
    const loading = loadPost("a")
    const asked = await next("post")
    void toggleLike(post("a"))
    ;(await next("like")).resolve()
    await settled()
    asked.resolve(post("a"))
    await loading
    assert(postsStore.get()["a"]?.likedByMe)
})

function news(id: string, readAt: string | null = null): Notification {
    return { id, kind: "LIKE", actors: [ada], readAt } as unknown as Notification
}
const unreadShown = () => {
    const { items, unread } = notificationsStore.get()
    return [items.filter(({ readAt }) => readAt === null).map(({ id }) => id), unread]
}

async function showNews(...items: Notification[]): Promise<void> {
    const loading = loadNotifications("all")
    ;(await next("notifications")).resolve({ items, nextCursor: null })
    await loading
    ;(await next("unreadNotifications")).resolve({ count: items.filter(({ readAt }) => readAt === null).length })
    await settled()
}

test("what was read stays read although an older list arrives", async () => {
    await showNews(news("a"), news("b"))
    void loadNotifications("all")
    const asked = await next("notifications")
    void markNotificationRead(news("a"))
    const told = await next("readNotifications")
    asked.resolve({ items: [news("a"), news("b")], nextCursor: null })
    await settled()
    assert.deepEqual(unreadShown(), [["b"], 1])
    // The server's own word of it comes before its answer, and is not counted twice.
    receiveUnread(1)
    assert.deepEqual(unreadShown(), [["b"], 1])
    told.resolve({ count: 1 })
    await settled()
    assert.deepEqual(unreadShown(), [["b"], 1])
})

test("one that comes while all are read stays unread, and all come back when that fails", async () => {
    await showNews(news("a"))
    void markAllRead()
    const told = await next("readNotifications")
    receiveNotification({ ...news("new"), kind: "MESSAGE" })
    receiveUnread(1)
    told.resolve({ count: 0 })
    await settled()
    assert.deepEqual(unreadShown(), [["new"], 1])
    void markAllRead()
    assert.deepEqual(unreadShown(), [[], 0])
    ;(await next("readNotifications")).reject(new Error("lost"))
    await settled()
    assert.deepEqual(unreadShown(), [["new"], 1])
})

test("what is remembered of changes is bounded, and what is forgotten counts as changed", async () => {
    const values = new Map<string, number>([["first", 0]])
    const changing = new Changing<number>((key) => values.get(key), (key, value) => values.set(key, value))
    const asked = changing.ask()
    await changing.change("first", () => 1, async () => undefined)
    for (let number = 0; number < 300; number++) changing.touch(`key ${number}`)
    assert(changing.isStale("first", asked))
    assert.equal(changing.isStale("first", changing.ask()), false)
    assert.equal(await changing.read("first", async () => values.get("first")), 1)
})
