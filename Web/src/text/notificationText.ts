// SPDX-License-Identifier: Apache-2.0
/** Notifications in words, and where each leads. */
import type { Notification } from "../api/types"
import type { Route } from "../app/router"
import { t, TextKey } from "../i18n"

const keys: Readonly<Record<string, TextKey>> = {
    FOLLOW: "notifications.FOLLOW",
    FOLLOW_REQUEST: "notifications.FOLLOW_REQUEST",
    FOLLOW_ACCEPTED: "notifications.FOLLOW_ACCEPTED",
    COMMENT: "notifications.COMMENT",
    REPLY: "notifications.REPLY",
    MENTION: "notifications.MENTION",
    REPOST: "notifications.REPOST",
    QUOTE: "notifications.QUOTE",
    GROUP_INVITATION: "notifications.GROUP_INVITATION",
    GROUP_REQUEST: "notifications.GROUP_REQUEST",
    GROUP_ACCEPTED: "notifications.GROUP_ACCEPTED",
    GROUP_ROLE: "notifications.GROUP_ROLE",
}

/** "Ada and 12 others liked your post" */
export function notificationText(notification: Notification): string {
    const { kind, subject, actorCount } = notification
    const names = namesText(notification)
    if (kind === "MESSAGE") return t("notifications.MESSAGE", { names, count: notification.count })
    if (kind === "LIKE") {
        return t(subject.type === "COMMENT" ? "notifications.LIKE.COMMENT" : "notifications.LIKE.POST", {
            names,
            count: actorCount,
        })
    }
    const key = keys[kind]
    // A server newer than this app may tell of something this app has no words for.
    return key ? t(key, { names, count: actorCount }) : t("notifications.other", { names })
}

function namesText({ actors, actorCount }: Notification): string {
    const [first, second] = actors.map(({ displayName }) => displayName)
    const name = first ?? t("chats.someone")
    if (actorCount <= 1) return t("notifications.names.one", { name })
    if (actorCount === 2 && second !== undefined) return t("notifications.names.two", { name, other: second })
    return t("notifications.names.many", { name, count: actorCount - 1 })
}

export function routeOf({ kind, subject, actor }: Notification): Route {
    if (kind === "FOLLOW_REQUEST") return { screen: "followRequests" }
    if (subject.type === "CHAT" && subject.chatId) return { screen: "conversation", chatId: subject.chatId }
    if (subject.groupSlug) return { screen: "group", slug: subject.groupSlug }
    if (subject.postId) return { screen: "post", postId: subject.postId }
    const userId = actor?.id ?? subject.userId
    return userId ? { screen: "person", userId } : { screen: "notifications" }
}
