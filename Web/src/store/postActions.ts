// SPDX-License-Identifier: Apache-2.0
/** What a member does with posts. Shown at once, made true, and put back when the server refuses. */
import type { NewPost } from "../api/client"
import type { Post } from "../api/types"
import { errorText, t, TextKey } from "../i18n"
import { showToast } from "../ui/toastStore"
import { isMe, requireAccount } from "./account"
import { leave } from "./leaving"
import {
    changingPosts, forgetPost, keyOfList, listOf, loadList, notePublished, patchPost, postsStore, prependPost, putPost,
    removeFromList, restoreInList,
} from "./posts"

export async function publish(post: NewPost): Promise<Post> {
    const created = await requireAccount().api.createPost(post)
    showOwnPost(created)
    return created
}

/** Puts a post of one's own on top of the lists it belongs to. */
export function showOwnPost(post: Post): void {
    putPost(post)
    notePublished(post.id)
    prependPost("feed", post.id)
    if (post.group) prependPost(`group ${post.group.id}`, post.id)
    prependPost(`user ${post.author.id}`, post.id)
}

export async function changePost({ id }: Post, change: { text: string }): Promise<void> {
    const { api } = requireAccount()
    putPost(await changingPosts.change(id, asItIs, () => api.updatePost(id, change)))
}

/** Takes the preview of its link off a post; the link stays. */
export async function removePreview({ id }: Post): Promise<void> {
    const { api } = requireAccount()
    try {
        await changingPosts.change(id, (shown) => ({ ...shown, preview: null }), () => api.removePreview(id))
        showToast({ tone: "plain", text: t("post.previewRemoved") })
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
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
    const tell = () => (likes ? api.like(post.id) : api.unlike(post.id))
    await optimistically(post, (shown) => withLike(shown, likes), tell)
}

export async function toggleRepost(post: Post): Promise<void> {
    const { api } = requireAccount()
    const reposts = !post.repostedByMe
    const tell = () => (reposts ? api.repost(post.id) : api.unrepost(post.id))
    const isDone = await optimistically(post, (shown) => withRepost(shown, reposts), tell)
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
        await changingPosts.change(post.id, asItIs, () => (pins ? api.pin(post.id) : api.unpin(post.id)))
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

export async function vote({ id }: Post, options: number[]): Promise<void> {
    const { api } = requireAccount()
    putPost(await changingPosts.change(id, asItIs, () => api.vote(id, options)))
}

export async function toggleBookmark(post: Post): Promise<void> {
    const { api } = requireAccount()
    const keeps = !post.bookmarkedByMe
    const index = listOf("bookmarks").ids.indexOf(post.id)
    if (keeps) prependPost("bookmarks", post.id)
    else removeFromList("bookmarks", post.id)
    const mark = (shown: Post) => ({ ...shown, bookmarkedByMe: keeps })
    const tell = () => (keeps ? api.bookmark(post.id) : api.unbookmark(post.id))
    const isDone = await optimistically(post, mark, () => changingPosts.change(keyOfList("bookmarks"), asItIs, tell))
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
    try {
        await changingPosts.change(post.id, change, run)
        return true
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
        return false
    }
}

const asItIs = (post: Post) => post

/** A post with one's like, or without. */
export function withLike(post: Post, likedByMe: boolean): Post {
    const difference = Number(likedByMe) - Number(post.likedByMe)
    return { ...post, likedByMe, likeCount: Math.max(0, post.likeCount + difference) }
}

/** A post passed on by oneself, or not. */
export function withRepost(post: Post, repostedByMe: boolean): Post {
    const difference = Number(repostedByMe) - Number(post.repostedByMe)
    return { ...post, repostedByMe, repostCount: Math.max(0, post.repostCount + difference) }
}
