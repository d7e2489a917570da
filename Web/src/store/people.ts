// SPDX-License-Identifier: Apache-2.0
/** People with what is between them and oneself; following, blocking and muting them. */
import type { ApiClient } from "../api/client"
import type { Relationship, UserProfile } from "../api/types"
import { errorText, t, TextKey } from "../i18n"
import { showToast } from "../ui/toastStore"
import { requireAccount } from "./account"
import { receiveUser } from "./changes"
import { Changing } from "./changing"
import { createStore, withEntry } from "./createStore"
import { expectFilledFeed, hidePostsOf } from "./posts"

export const peopleStore = createStore<Record<string, UserProfile>>({})
const changing = new Changing<UserProfile>((id) => peopleStore.get()[id], (_, profile) => put(profile))

export async function loadPerson(id: string): Promise<UserProfile> {
    const account = requireAccount()
    const profile = await changing.read(id, () => account.api.user(id))
    put(profile)
    receiveUser(account, profile)
    return profile
}

export interface Named {
    id: string
    displayName: string
}

/** Follows somebody, or asks to when their account is private. */
export async function follow(person: Named & { isPrivate?: boolean }): Promise<boolean> {
    const asks = peopleStore.get()[person.id]?.isPrivate ?? false
    const isDone = await change(person, asks ? { requested: true } : { following: true }, (api, id) => api.follow(id))
    if (isDone) expectFilledFeed()
    return isDone
}

export async function unfollow(person: Named): Promise<boolean> {
    const wasRequest = peopleStore.get()[person.id]?.relationship.requested ?? false
    const isDone = await change(person, { following: false, requested: false }, (api, id) => api.unfollow(id))
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
    const isDone = await change(person, ends, (api, id) => api.block(id))
    if (isDone) hidePostsOf(person.id)
    return isDone
}

function endBlock(person: Named): Promise<boolean> {
    return change(person, { blocking: false }, (api, id) => api.unblock(id))
}

async function startMute(person: Named): Promise<boolean> {
    const isDone = await change(person, { muting: true }, (api, id) => api.mute(id))
    if (isDone) hidePostsOf(person.id)
    return isDone
}

function endMute(person: Named): Promise<boolean> {
    return change(person, { muting: false }, (api, id) => api.unmute(id))
}

/** Shows a change at once and puts it back when it fails. True when it was made. */
async function change(
    person: Named,
    next: Partial<Relationship>,
    run: (api: ApiClient, id: string) => Promise<unknown>,
): Promise<boolean> {
    const { api } = requireAccount()
    const { id } = person
    try {
        await changing.change(id, (profile) => withRelationship(profile, next), () => run(api, id))
        // Somebody in a list, of whom only the name was known: now it matters how things stand.
        if (!peopleStore.get()[id]) void loadPerson(id).catch(() => undefined)
        return true
    } catch (error) {
        showToast({ tone: "error", text: errorText(error) })
        return false
    }
}

/** The wide picture of one's profile becomes another one, or none: `shown` is what to show meanwhile. */
export async function changeCover(id: string, shown: string | null, run: () => Promise<unknown>): Promise<void> {
    await changing.change(id, (profile) => ({ ...profile, coverUrl: shown }), run)
}

/** Somebody's profile as their change of it left it. */
export function learnProfile(id: string, change: (profile: UserProfile) => UserProfile): void {
    changing.learn(id, change)
}

export function resetPeople(): void {
    changing.reset()
    peopleStore.set({})
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
