// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { parentOf, parsePath, pathTo, Route, sectionOf } from "../src/app/router"

const routes: Route[] = [
    { screen: "feed" },
    { screen: "explore" },
    { screen: "tag", tag: "garden" },
    { screen: "tag", tag: "散歩" },
    { screen: "post", postId: "01890a5d-ac96-774b-bcce-b302099a8057" },
    { screen: "likes", postId: "01890a5d-ac96-774b-bcce-b302099a8057" },
    { screen: "edits", postId: "01890a5d-ac96-774b-bcce-b302099a8057" },
    { screen: "drafts" },
    { screen: "bookmarks" },
    { screen: "search" },
    { screen: "groups" },
    { screen: "findGroups" },
    { screen: "foundGroup" },
    { screen: "groupInvite", code: "Zm9v_-1" },
    { screen: "group", slug: "city-gardeners" },
    { screen: "aboutGroup", slug: "city-gardeners" },
    { screen: "groupMembers", slug: "city-gardeners" },
    { screen: "manageGroup", slug: "new" },
    { screen: "editGroup", slug: "city-gardeners" },
    { screen: "message", chatId: "01890a5d-ac96-774b-bcce-b302099a8057", seq: "17" },
    { screen: "people" },
    { screen: "followRequests" },
    { screen: "handle", username: "ada.l_1" },
    { screen: "followers", userId: "01890a5d-ac96-774b-bcce-b302099a8057" },
    { screen: "following", userId: "01890a5d-ac96-774b-bcce-b302099a8057" },
    { screen: "privacy" },
    { screen: "blocked" },
    { screen: "notify" },
    { screen: "account" },
    { screen: "notifications" },
    { screen: "muted" },
    { screen: "shortcuts" },
    { screen: "chats" },
    { screen: "login" },
    { screen: "register" },
    { screen: "conversation", chatId: "01890a5d-ac96-774b-bcce-b302099a8057" },
    { screen: "chatDetails", chatId: "01890a5d-ac96-774b-bcce-b302099a8057" },
    { screen: "newChat" },
    { screen: "newGroup" },
    { screen: "person", userId: "01890a5d-ac96-774b-bcce-b302099a8057" },
    { screen: "editProfile" },
    { screen: "settings" },
    { screen: "sessions" },
    { screen: "password" },
]

test("every route leads to a path that leads back to it", () => {
    for (const route of routes) assert.deepEqual(parsePath(pathTo(route)), route)
})

test("a path that is none of ours is not found", () => {
    const paths = [
        "/nowhere", "/chats/a/b", "/chats/../x", "/people/%3Cb%3E", "/settings/x", "/login/x", "/tags/a%20b", "/@a", "/@", "/posts",
        "/tags/%", "/people/a/b",
    ]
    for (const path of paths) assert.deepEqual(parsePath(path), { screen: "notFound" }, path)
})

test("a screen belongs to the part of the app that leads to it", () => {
    assert.equal(sectionOf({ screen: "conversation", chatId: "x" }, "me"), "chats")
    assert.equal(sectionOf({ screen: "person", userId: "me" }, "me"), "profile")
    assert.equal(sectionOf({ screen: "followers", userId: "other" }, "me"), "people")
    assert.equal(sectionOf({ screen: "blocked" }, "me"), "settings")
    assert.equal(sectionOf({ screen: "notFound" }, "me"), "none")
})

test("a slash at the end changes nothing", () => {
    assert.deepEqual(parsePath("/settings/"), { screen: "settings" })
})

test("back leads up, and in the end to the feed", () => {
    for (const start of routes) {
        let route = start
        for (let step = 0; step < 3; step++) route = parentOf(route)
        assert.deepEqual(route, { screen: "feed" }, start.screen)
    }
})
