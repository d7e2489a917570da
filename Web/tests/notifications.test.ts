// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import type { Notification } from "../src/api/types"
import { ar } from "../src/i18n/ar"
import { showCatalog } from "../src/i18n/current"
import { de } from "../src/i18n/de"
import { en } from "../src/i18n/en"
import { notificationText, routeOf } from "../src/text/notificationText"
import { ada } from "./fixtures"

const grace = { ...ada, id: "grace", displayName: "Grace Hopper" }

function notification(change: Partial<Notification> = {}): Notification {
    const actors = change.actors ?? [ada]
    return {
        id: "n",
        kind: "LIKE",
        actor: actors[0] ?? null,
        actors,
        actorCount: actors.length,
        count: actors.length,
        subject: {
            type: "POST",
            userId: null,
            postId: "post",
            commentId: null,
            chatId: null,
            groupId: null,
            groupSlug: null,
            excerpt: "",
        },
        createdAt: "2026-01-01T00:00:00.000Z",
        readAt: null,
        ...change,
    }
}

beforeEach(() => showCatalog("en", en))

test("acts that stand together are told by who did them", () => {
    assert.equal(notificationText(notification()), "Ada Lovelace liked your post")
    assert.equal(notificationText(notification({ actors: [ada, grace] })), "Ada Lovelace and Grace Hopper liked your post")
    const many = notification({ actors: [ada, grace], actorCount: 13 })
    assert.equal(notificationText(many), "Ada Lovelace and 12 others liked your post")
    showCatalog("de", de)
    assert.equal(notificationText(many), "Ada Lovelace und 12 weitere mögen deinen Beitrag")
    assert.equal(notificationText(notification()), "Ada Lovelace mag deinen Beitrag")
    showCatalog("ar", ar)
    assert.match(notificationText(many), /12|١٢/)
})

test("messages are counted, and what is not known yet is told all the same", () => {
    const chat = { ...notification().subject, type: "CHAT" as const, postId: null, chatId: "chat" }
    const news = notification({ kind: "MESSAGE", count: 3, subject: chat })
    assert.equal(notificationText(news), "3 new messages from Ada Lovelace")
    assert.deepEqual(routeOf(news), { screen: "conversation", chatId: "chat" })
    const strange = notification({ kind: "SOMETHING_NEW" as Notification["kind"] })
    assert.equal(notificationText(strange), "News from Ada Lovelace")
    assert.equal(notificationText(notification({ actors: [], actorCount: 1 })), "Someone who left liked your post")
})

test("each leads to what it is about", () => {
    assert.deepEqual(routeOf(notification()), { screen: "post", postId: "post" })
    assert.deepEqual(routeOf(notification({ kind: "FOLLOW_REQUEST" })), { screen: "followRequests" })
    const subject = { ...notification().subject, type: "USER" as const, postId: null, userId: "me" }
    assert.deepEqual(routeOf(notification({ kind: "FOLLOW", subject })), { screen: "person", userId: "ada" })
    const group = { ...subject, type: "GROUP" as const, userId: null, groupId: "group", groupSlug: "weavers" }
    const invitation = notification({ kind: "GROUP_INVITATION", subject: group })
    assert.deepEqual(routeOf(invitation), { screen: "group", slug: "weavers" })
    assert.equal(notificationText(invitation), "Ada Lovelace invited you to a group")
})
