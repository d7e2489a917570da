// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import "./address"
import type { Page, Post, UserProfile } from "../src/api/types"
import { Account, setCurrentAccount } from "../src/store/account"
import { withRelationship } from "../src/store/people"
import { showOwnPost } from "../src/store/postActions"
import { emptyDraft, postOf } from "../src/store/postDraft"
import {
    forgetPost, hidePostsOf, joined, listOf, listsStore, loadList, lookForFeedNews, newPostsStore, patchPost, PostList, postsStore, prependPost,
    putPosts, receiveFeedNews, removeFromList, resetPosts, restoreInList,
} from "../src/store/posts"
import { postPieces } from "../src/text/postText"
import { ada, post } from "./fixtures"

const list = (ids: string[], cursor: string | null = null): PostList => ({
    ids, reposters: {}, cursor, load: "ready", more: "idle", error: null,
})

beforeEach(resetPosts)

test("tags and names become pieces, addresses and numbers do not", () => {
    const kinds = (text: string) => postPieces(text).filter(({ kind }) => kind !== "text").map((piece) => piece.text)
    assert.deepEqual(kinds("Hello #Garden and @ada.l, see https://example.org/#top"), [
        "#Garden", "@ada.l", "https://example.org/#top",
    ])
    assert.deepEqual(kinds("#散歩 #نسيج #été"), ["#散歩", "#نسيج", "#été"])
    assert.deepEqual(kinds("We are #1, mail ada@example.org, C#minor, a&#b, ##x"), [])
})

test("pieces put together are the text, and tags are compared without case", () => {
    const text = "(#Roost) @Ada: #a#b @x.\n#end"
    assert.equal(postPieces(text).map((piece) => piece.text).join(""), text)
    assert.deepEqual(postPieces("#Roost"), [{ kind: "tag", text: "#Roost", tag: "roost" }])
})

test("a newest page that meets what was read before goes on with it", () => {
    const before = { ids: ["c", "b", "a"], cursor: "old" }
    assert.deepEqual(joined(["e", "d", "c"], "new", before), { ids: ["e", "d", "c", "b", "a"], cursor: "old" })
})

test("a newest page that does not meet what was read before leaves no gap", () => {
    const before = { ids: ["b", "a"], cursor: "old" }
    assert.deepEqual(joined(["e", "d"], "new", before), { ids: ["e", "d"], cursor: "new" })
    assert.deepEqual(joined([], null, before), { ids: [], cursor: null })
})

test("a deleted post leaves every list", () => {
    putPosts([post("a"), post("b")], 0)
    listsStore.set({ feed: list(["a", "b"]), bookmarks: list(["a"]) })
    newPostsStore.set(["a"])
    forgetPost("a")
    assert.deepEqual(listOf("feed").ids, ["b"])
    assert.deepEqual(listOf("bookmarks").ids, [])
    assert.deepEqual(newPostsStore.get(), [])
    assert.equal(postsStore.get()["a"], undefined)
})

test("posts of somebody blocked leave all lists but their own", () => {
    putPosts([post("a"), post("b", { author: { ...ada, id: "grace" } })], 0)
    listsStore.set({ feed: list(["a", "b"]), "user ada": list(["a"]) })
    hidePostsOf("ada")
    assert.deepEqual(listOf("feed").ids, ["b"])
    assert.deepEqual(listOf("user ada").ids, ["a"])
})

test("a post goes on top once, and back to where it was", () => {
    listsStore.set({ feed: list(["c", "b", "a"]) })
    prependPost("feed", "d")
    prependPost("feed", "d")
    removeFromList("feed", "b")
    restoreInList("feed", "b", 2)
    restoreInList("feed", "b", 0)
    assert.deepEqual(listOf("feed").ids, ["d", "c", "b", "a"])
    prependPost("a list nobody has read", "d")
    assert.equal(listsStore.get()["a list nobody has read"], undefined)
})

test("who passed a post on belongs to the list, not to the post", () => {
    putPosts([post("a", { repostedBy: ada })], 0)
    assert.equal(postsStore.get()["a"]?.repostedBy, null)
    patchPost("unknown", (unknown) => unknown)
    assert.equal(postsStore.get()["unknown"], undefined)
})

test("news counts each post once, and none that is there already", () => {
    listsStore.set({ feed: list(["a"]) })
    for (const id of ["a", "b", "b", "c"]) receiveFeedNews(id)
    assert.deepEqual(newPostsStore.get(), ["c", "b"])
})

test("the number of followers follows one's own following", () => {
    const relationship = {
        following: false, followedBy: true, requested: false, requestedBy: false, blocking: false, muting: false,
    }
    const counts = { followerCount: 3, followingCount: 0 }
    const profile = { ...ada, coverUrl: null, ...counts, isPrivate: false, relationship } as UserProfile
    const followed = withRelationship(profile, { following: true })
    assert.equal(followed.followerCount, 4)
    assert.equal(withRelationship(followed, { following: true }).followerCount, 4)
    assert.equal(withRelationship(followed, { blocking: true, following: false }).followerCount, 3)
})

test("a post of one's own is no news, whether the server tells of it before or after", () => {
    receiveFeedNews("before the feed was opened")
    listsStore.set({ feed: list([]) })
    receiveFeedNews("a")
    prependPost("feed", "a")
    receiveFeedNews("a")
    assert.deepEqual(newPostsStore.get(), [])
    assert.deepEqual(listOf("feed").ids, ["a"])
})

test("a draft is ready when it says something and its poll has two answers", () => {
    const draft = { ...emptyDraft, text: " Which day? " }
    const now = Date.parse("2026-01-01T00:00:00.000Z")
    assert.equal(postOf(emptyDraft), null)
    assert.equal(postOf({ ...draft, text: "x".repeat(5001) }), null)
    assert.equal(postOf({ ...draft, text: "😀".repeat(5000) })?.text.length, 10_000)
    assert.deepEqual(postOf({ ...draft, contentWarning: "  " }), {
        text: "Which day?", mediaIds: null, visibility: "PUBLIC", groupId: null, contentWarning: null, quotedId: null,
        poll: null,
    })
    const poll = { options: ["Thursday", " ", "Friday", "Thursday"], days: 3, isMultiple: true }
    assert.deepEqual(postOf({ ...draft, poll }, now)?.poll, {
        options: ["Thursday", "Friday"],
        isMultiple: true,
        endsAt: "2026-01-04T00:00:00.000Z",
    })
    assert.equal(postOf({ ...draft, poll: { ...poll, options: ["Thursday", "Thursday"] } }), null)
})

test("a post of one's own stays on top of a page that does not have it yet", async () => {
    let answer: (page: Page<Post>) => void = () => undefined
    const feed = () => new Promise<Page<Post>>((resolve) => (answer = resolve))
    setCurrentAccount({ id: "ada", api: { feed } } as unknown as Account)
    listsStore.set({ feed: list(["a"]) })
    const loading = loadList("feed")
    await new Promise<void>((resolve) => setTimeout(resolve))
    showOwnPost(post("mine"))
    answer({ items: [post("b"), post("a")], nextCursor: null })
    await loading
    assert.deepEqual(listOf("feed").ids, ["mine", "b", "a"])
})

test("news that come while the feed is on its way are looked for after it", async () => {
    const answers: ((page: Page<Post>) => void)[] = []
    const feed = () => new Promise<Page<Post>>((resolve) => answers.push(resolve))
    setCurrentAccount({ id: "ada", api: { feed } } as unknown as Account)
    const loading = loadList("feed")
    const looking = lookForFeedNews()
    await new Promise<void>((resolve) => setTimeout(resolve))
    answers[0]?.({ items: [post("a")], nextCursor: null })
    await loading
    await new Promise<void>((resolve) => setTimeout(resolve))
    answers[1]?.({ items: [post("b"), post("a")], nextCursor: null })
    await looking
    assert.deepEqual([listOf("feed").ids, newPostsStore.get()], [["a"], ["b"]])
})
