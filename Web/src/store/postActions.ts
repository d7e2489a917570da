// SPDX-License-Identifier: Apache-2.0
/** What a member does with posts. Shown at once, made true, and put back when the server refuses. */
import type { NewPost } from "../api/client"
import type { Post } from "../api/types"
import { errorText, t, TextKey } from "../i18n"
import { showToast } from "../ui/toastStore"
import { isMe, requireAccount } from "./account"
import { leave } from "./leaving"
import {
    forgetPost, listOf, loadList, patchPost, postsStore, prependPost, putPosts, removeFromList, restoreInList,
} from "./posts"

export async function publish(post: NewPost): Promise<Post> {
    const created = await requireAccount().api.createPost(post)
    showOwnPost(created)
    return created
}

/** Puts a post of one's own on top of the lists it belongs to. */
export function showOwnPost(post: Post): void {
    putPosts([post])
    prependPost("feed", post.id)
    if (post.group) prependPost(`group ${post.group.id}`, post.id)
    prependPost(`user ${post.author.id}`, post.id)
}

export async function changePost(post: Post, change: { text: string }): Promise<void> {
    putPosts([await requireAccount().api.updatePost(post.id, change)])
}

/** Takes a post away. It can be had back while the note about it is there. */
export function removePost(post: Post): void {
    const { api } = requireAccount()
    leave({
        id: post.id,
        text: t("post.deleted"),
        run: () => api.deletePost(post.id),
        onGone: () => forgetPost(post.id),
    })
}

export async function toggleLike(post: Post): Promise<void> {
    const { api } = requireAccount()
    const likes = !post.likedByMe
    await optimistically(
        post,
        (shown) => ({ ...shown, likedByMe: likes, likeCount: Math.max(0, shown.likeCount + (likes ? 1 : -1)) }),
        () => (likes ? api.like(post.id) : api.unlike(post.id)),
    )
}

export async function toggleRepost(post: Post): Promise<void> {
    const { api } = requireAccount()
    const reposts = !post.repostedByMe
    const isDone = await optimistically(
        post,
        (shown) => ({
            ...shown,
            repostedByMe: reposts,
            repostCount: Math.max(0, shown.repostCount + (reposts ? 1 : -1)),
        }),
        () => (reposts ? api.repost(post.id) : api.unrepost(post.id)),
    )
    if (!isDone) return
    sayWithUndo(reposts ? "post.reposted" : "post.unreposted", () => {
        const current = postsStore.get()[post.id]
        if (current?.repostedByMe === reposts) void toggleRepost(current)
    })
}

/** Shows a post of one's own first on one's profile, instead of the one before. */
export async function togglePin(post: Post): Promise<void> {
    const { api, id } = requireAccount()
    const pins = !post.isPinned
    try {
        await (pins ? api.pin(post.id) : api.unpin(post.id))
        sayWithUndo(pins ? "post.nowPinned" : "post.nowUnpinned", () => {
            const current = postsStore.get()[post.id]
            if (current?.isPinned === pins) void togglePin(current)
        })
        const others = Object.values(postsStore.get()).filter((other) => other.isPinned && isMe(other.author))
        if (pins) for (const other of others) patchPost(other.id, (shown) => ({ ...shown, isPinned: false }))
        patchPost(post.id, (shown) => ({ ...shown, isPinned: pins }))
        await loadList(`user ${id}`)
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}

export async function vote(post: Post, options: number[]): Promise<void> {
    putPosts([await requireAccount().api.vote(post.id, options)])
}

export async function toggleBookmark(post: Post): Promise<void> {
    const { api } = requireAccount()
    const keeps = !post.bookmarkedByMe
    const index = listOf("bookmarks").ids.indexOf(post.id)
    if (keeps) prependPost("bookmarks", post.id)
    else removeFromList("bookmarks", post.id)
    const mark = (shown: Post) => ({ ...shown, bookmarkedByMe: keeps })
    const isDone = await optimistically(post, mark, () => (keeps ? api.bookmark(post.id) : api.unbookmark(post.id)))
    if (!isDone) {
        if (keeps) removeFromList("bookmarks", post.id)
        else restoreInList("bookmarks", post.id, Math.max(0, index))
        return
    }
    sayWithUndo(keeps ? "post.bookmarked" : "post.unbookmarked", () => {
        const current = postsStore.get()[post.id]
        if (!current || current.bookmarkedByMe !== keeps) return
        if (!keeps) restoreInList("bookmarks", post.id, Math.max(0, index))
        void toggleBookmark(current)
    })
}

function sayWithUndo(key: TextKey, undo: () => void): void {
    showToast({ tone: "plain", text: t(key), action: { label: t("action.undo"), run: undo } })
}

/** True when the change was made. */
async function optimistically(
    post: Post,
    change: (post: Post) => Post,
    run: () => Promise<unknown>,
): Promise<boolean> {
    const before = postsStore.get()[post.id] ?? post
    patchPost(post.id, change)
    try {
        await run()
        return true
    } catch (error) {
        // Only what this changed goes back; what else happened meanwhile stays.
        const after = change(before)
        const keys = (Object.keys(before) as (keyof Post)[]).filter((key) => before[key] !== after[key])
        patchPost(post.id, (shown) => ({ ...shown, ...Object.fromEntries(keys.map((key) => [key, before[key]])) }))
        showToast({ tone: "error", text: errorText(error) })
        return false
    }
}
