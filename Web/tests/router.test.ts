// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { parentOf, parsePath, pathTo, Route } from "../src/app/router"

const routes: Route[] = [
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
    const paths = ["/nowhere", "/chats", "/chats/a/b", "/chats/../x", "/people/%3Cb%3E", "/settings/x", "/login/x"]
    for (const path of paths) assert.deepEqual(parsePath(path), { screen: "notFound" }, path)
})

test("a slash at the end changes nothing", () => {
    assert.deepEqual(parsePath("/settings/"), { screen: "settings" })
})

test("back leads up, and in the end to the chats", () => {
    for (const start of routes) {
        let route = start
        for (let step = 0; step < 3; step++) route = parentOf(route)
        assert.deepEqual(route, { screen: "chats" }, start.screen)
    }
})
