// SPDX-License-Identifier: Apache-2.0
/** People with what is between them and oneself; following, blocking and muting them. */
import type { Relationship, UserProfile } from "../api/types"
import { errorText, t, TextKey } from "../i18n"
import { showToast } from "../ui/toastStore"
import { requireAccount } from "./account"
import { receiveUser } from "./changes"
import { createStore, withEntry } from "./createStore"
import { hidePostsOf } from "./posts"

export const peopleStore = createStore<Record<string, UserProfile>>({})

export async function loadPerson(id: string): Promise<UserProfile> {
    const account = requireAccount()
    const profile = await account.api.user(id)
    peopleStore.set((people) => withEntry(people, id, profile))
    receiveUser(account, profile)
    return profile
}

export interface Named {
    id: string
    displayName: string
}

/** Follows somebody, or asks to when their account is private. */
export function follow(person: Named & { isPrivate?: boolean }): Promise<boolean> {
    const asks = peopleStore.get()[person.id]?.isPrivate ?? false
    return change(person, asks ? { requested: true } : { following: true }, (id) => requireAccount().api.follow(id))
}

export async function unfollow(person: Named): Promise<boolean> {
    const wasRequest = peopleStore.get()[person.id]?.relationship.requested ?? false
    const isDone = await change(person, { following: false, requested: false }, (id) =>
        requireAccount().api.unfollow(id),
    )
    if (isDone) sayWithUndo(wasRequest ? "person.withdrawn" : "person.unfollowed", person, () => follow(person))
    return isDone
}

export async function block(person: Named): Promise<boolean> {
    const isDone = await startBlock(person)
    if (isDone) sayWithUndo("person.blocked", person, () => endBlock(person))
    return isDone
}

export async function unblock(person: Named): Promise<boolean> {
    const isDone = await endBlock(person)
    if (isDone) sayWithUndo("person.unblocked", person, () => startBlock(person))
    return isDone
}

export async function mute(person: Named): Promise<boolean> {
    const isDone = await startMute(person)
    if (isDone) sayWithUndo("person.muted", person, () => endMute(person))
    return isDone
}

export async function unmute(person: Named): Promise<boolean> {
    const isDone = await endMute(person)
    if (isDone) sayWithUndo("person.unmuted", person, () => startMute(person))
    return isDone
}

// Without a note: what an undo does needs no undo of its own.

async function startBlock(person: Named): Promise<boolean> {
    const ends = { blocking: true, following: false, followedBy: false, requested: false, requestedBy: false }
    const isDone = await change(person, ends, (id) => requireAccount().api.block(id))
    if (isDone) hidePostsOf(person.id)
    return isDone
}

function endBlock(person: Named): Promise<boolean> {
    return change(person, { blocking: false }, (id) => requireAccount().api.unblock(id))
}

async function startMute(person: Named): Promise<boolean> {
    const isDone = await change(person, { muting: true }, (id) => requireAccount().api.mute(id))
    if (isDone) hidePostsOf(person.id)
    return isDone
}

function endMute(person: Named): Promise<boolean> {
    return change(person, { muting: false }, (id) => requireAccount().api.unmute(id))
}

/** Shows a change at once and puts it back when it fails. True when it was made. */
async function change(
    person: Named,
    next: Partial<Relationship>,
    run: (id: string) => Promise<unknown>,
): Promise<boolean> {
    const before = peopleStore.get()[person.id]
    if (before) put(withRelationship(before, next))
    try {
        await run(person.id)
        // Somebody in a list, of whom only the name was known: now it matters how things stand.
        if (!before) void loadPerson(person.id).catch(() => undefined)
        return true
    } catch (error) {
        if (before) put(before)
        showToast({ tone: "error", text: errorText(error) })
        return false
    }
}

/** The wide picture of somebody's profile is another one now, or none. */
export function putCover(id: string, coverUrl: string | null): void {
    const profile = peopleStore.get()[id]
    if (profile) put({ ...profile, coverUrl })
}

function put(profile: UserProfile): void {
    peopleStore.set((people) => withEntry(people, profile.id, profile))
}

/** A profile after a change between the two; the number of followers follows it. */
export function withRelationship(profile: UserProfile, next: Partial<Relationship>): UserProfile {
    const relationship = { ...profile.relationship, ...next }
    const difference = Number(relationship.following) - Number(profile.relationship.following)
    return { ...profile, relationship, followerCount: Math.max(0, profile.followerCount + difference) }
}

function sayWithUndo(key: TextKey, person: Named, undo: () => Promise<unknown>): void {
    showToast({
        tone: "plain",
        text: t(key, { name: person.displayName }),
        action: { label: t("action.undo"), run: () => void undo() },
    })
}
