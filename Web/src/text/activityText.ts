// SPDX-License-Identifier: Apache-2.0
/** What people did, in words, and where each leads. */
import type { ActivityEntry, ActivitySubject } from "../api/types"
import type { Route } from "../app/router"
import { t, TextKey } from "../i18n"

const single: Readonly<Record<string, TextKey>> = {
    FOLLOW: "activity.FOLLOW",
    LIKE: "activity.LIKE",
    COMMENT: "activity.COMMENT",
    REPOST: "activity.REPOST",
    GROUP_JOIN: "activity.GROUP_JOIN",
    GROUP_CREATE: "activity.GROUP_CREATE",
    PROFILE_PICTURE: "activity.PROFILE_PICTURE",
}
const several: Readonly<Record<string, TextKey>> = {
    FOLLOW: "activity.several.FOLLOW",
    LIKE: "activity.several.LIKE",
    COMMENT: "activity.several.COMMENT",
    REPOST: "activity.several.REPOST",
    GROUP_JOIN: "activity.several.GROUP_JOIN",
    GROUP_CREATE: "activity.several.GROUP_CREATE",
}

/** "Ada liked a post by Grace", "Ada liked 5 posts" */
export function activityText({ kind, actor, subject, count }: ActivityEntry): string {
    const name = actor.displayName
    const key = count > 1 ? (several[kind] ?? single[kind]) : single[kind]
    // A server newer than this app may tell of something this app has no words for.
    if (!key) return t("activity.other", { name })
    return t(key, { name, other: nameOf(subject), count })
}

function nameOf({ type, user, excerpt }: ActivitySubject): string {
    if (type === "GROUP") return excerpt
    return user?.displayName ?? t("chats.someone")
}

/** What a subject is called where several stand together. */
export function subjectText(subject: ActivitySubject): string {
    return subject.excerpt === "" ? nameOf(subject) : subject.excerpt
}

export function routeOfSubject({ postId, groupSlug, user }: ActivitySubject, actorId: string): Route {
    if (postId) return { screen: "post", postId }
    if (groupSlug) return { screen: "group", slug: groupSlug }
    return { screen: "person", userId: user?.id ?? actorId }
}
