// SPDX-License-Identifier: Apache-2.0
/** Groups as one sees them, by their name in addresses, and what one does in them. */
import type { Group, Post, PostGroup } from "../api/types"
import { errorText, t } from "../i18n"
import { showToast } from "../ui/toastStore"
import { requireAccount } from "./account"
import { Changing, Moment } from "./changing"
import { createStore, withEntry } from "./createStore"
import { changingPosts, loadList, patchPost } from "./posts"

export const groupsStore = createStore<Record<string, Group>>({})
const changing = new Changing<Group>((slug) => groupsStore.get()[slug], (_, group) => put(group))

/** Groups the server told of, asked at a moment: one that was changed since stays as it is shown. */
export function putGroups(groups: readonly Group[], asked: Moment): void {
    const fresh = groups.filter(({ slug }) => !groupsStore.get()[slug] || !changing.isStale(slug, asked))
    groupsStore.set((known) => ({ ...known, ...Object.fromEntries(fresh.map((group) => [group.slug, group])) }))
}

/** A group as one's own change of it left it. */
export function putGroup(group: Group): void {
    changing.touch(group.slug)
    put(group)
}

function put(group: Group): void {
    groupsStore.set((known) => withEntry(known, group.slug, group))
}

/** To be taken before groups are asked for, for `putGroups`. */
export function askForGroups(): Moment {
    return changing.ask()
}

/** Makes a change whose answer is the group as it is then. */
export async function changeGroup({ slug }: Group, run: () => Promise<Group>): Promise<Group> {
    const changed = await changing.change(slug, asItIs, run)
    putGroup(changed)
    return changed
}

const asItIs = (group: Group) => group

export async function loadGroup(slug: string): Promise<Group> {
    const { api } = requireAccount()
    const group = await changing.read(slug, () => api.groupBySlug(slug))
    put(group)
    return group
}

/** Whether one looks after a group; false for one that has not been read. */
export function moderates({ slug }: Pick<PostGroup, "slug">): boolean {
    const role = groupsStore.get()[slug]?.membership.role
    return role === "OWNER" || role === "MODERATOR"
}

/** Joins, or asks to; the answer says which it was. */
export async function joinGroup(group: Group, note?: string): Promise<Group> {
    const { api } = requireAccount()
    const joined = await changeGroup(group, () => api.joinGroup(group.id, note))
    showToast({ tone: "plain", text: joinedText(joined) })
    return joined
}

export function joinedText(group: Group): string {
    return group.membership.role === null ? t("groups.askSent") : t("groups.joined", { name: group.name })
}

/** Leaves a group, takes a request back or declines an invitation: whichever there is. */
export async function leaveGroup(group: Group): Promise<void> {
    const { membership } = group
    const { api } = requireAccount()
    await changing.change(group.slug, asItIs, () => api.leaveGroup(group.id))
    const text = membership.role
        ? t("groups.left", { name: group.name })
        : t(membership.hasRequested ? "groups.withdrawn" : "groups.declined")
    showToast({ tone: "plain", text })
    // A hidden group is no longer there for who is not in it.
    if (group.kind === "HIDDEN") groupsStore.set((groups) => withEntry(groups, group.slug, undefined))
    else await loadGroup(group.slug)
}

export async function showInHome(group: Group, isShown: boolean): Promise<void> {
    const { api } = requireAccount()
    try {
        await changeGroup(group, () => api.showGroupInHome(group.id, isShown))
        showToast({
            tone: "plain",
            text: t(isShown ? "groups.nowInHome" : "groups.nowNotInHome"),
            action: { label: t("action.undo"), run: () => void showInHome(group, !isShown) },
        })
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}

/** Shows a post first in its group, instead of the one before. */
export async function togglePinInGroup(post: Post): Promise<void> {
    const { api } = requireAccount()
    try {
        await changingPosts.change(post.id, (shown) => shown, () =>
            post.isPinned ? api.unpinInGroup(post.id) : api.pinInGroup(post.id),
        )
        showToast({ tone: "plain", text: t(post.isPinned ? "post.nowUnpinned" : "groups.nowPinned") })
        patchPost(post.id, (shown) => ({ ...shown, isPinned: !post.isPinned }))
        if (post.group) await loadList(`group ${post.group.id}`)
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
    }
}

export function resetGroups(): void {
    changing.reset()
    groupsStore.set({})
}
