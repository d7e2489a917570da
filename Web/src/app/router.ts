// SPDX-License-Identifier: Apache-2.0
/** Addresses and screens: which path shows what. The only place that knows paths. */
export type Route =
    | { screen: "feed" }
    | { screen: "login" }
    | { screen: "register" }
    | { screen: "explore" }
    | { screen: "notifications" }
    | { screen: "activity" }
    | { screen: "search" }
    | { screen: "tag"; tag: string }
    | { screen: "post"; postId: string }
    | { screen: "likes"; postId: string }
    | { screen: "edits"; postId: string }
    | { screen: "drafts" }
    | { screen: "bookmarks" }
    | { screen: "groups" }
    | { screen: "findGroups" }
    | { screen: "foundGroup" }
    | { screen: "groupInvite"; code: string }
    | { screen: "group"; slug: string }
    | { screen: "aboutGroup"; slug: string }
    | { screen: "groupMembers"; slug: string }
    | { screen: "manageGroup"; slug: string }
    | { screen: "editGroup"; slug: string }
    | { screen: "chats" }
    | { screen: "conversation"; chatId: string }
    | { screen: "message"; chatId: string; seq: string }
    | { screen: "chatDetails"; chatId: string }
    | { screen: "newChat" }
    | { screen: "newGroup" }
    | { screen: "people" }
    | { screen: "followRequests" }
    | { screen: "handle"; username: string }
    | { screen: "person"; userId: string }
    | { screen: "deeds"; userId: string }
    | { screen: "followers"; userId: string }
    | { screen: "following"; userId: string }
    | { screen: "editProfile" }
    | { screen: "settings" }
    | { screen: "privacy" }
    | { screen: "notify" }
    | { screen: "account" }
    | { screen: "data" }
    | { screen: "blocked" }
    | { screen: "muted" }
    | { screen: "sessions" }
    | { screen: "password" }
    | { screen: "shortcuts" }
    | { screen: "notFound" }

export type ScreenName = Route["screen"]

/** `:name` stands for a value of the route. Earlier patterns win, so fixed words stand before values. */
const patterns: Record<Exclude<ScreenName, "notFound">, string> = {
    feed: "/",
    login: "/login",
    register: "/register",
    explore: "/explore",
    notifications: "/notifications",
    activity: "/activity",
    search: "/search",
    tag: "/tags/:tag",
    post: "/posts/:postId",
    likes: "/posts/:postId/likes",
    edits: "/posts/:postId/edits",
    drafts: "/drafts",
    bookmarks: "/bookmarks",
    groups: "/groups",
    findGroups: "/groups/find",
    foundGroup: "/groups/new",
    groupInvite: "/group-invites/:code",
    group: "/g/:slug",
    aboutGroup: "/g/:slug/about",
    groupMembers: "/g/:slug/members",
    manageGroup: "/g/:slug/manage",
    editGroup: "/g/:slug/edit",
    chats: "/chats",
    newChat: "/chats/new",
    newGroup: "/chats/new/group",
    conversation: "/chats/:chatId",
    chatDetails: "/chats/:chatId/about",
    message: "/chats/:chatId/messages/:seq",
    handle: "/@:username",
    people: "/people",
    followRequests: "/people/requests",
    person: "/people/:userId",
    deeds: "/people/:userId/activity",
    followers: "/people/:userId/followers",
    following: "/people/:userId/following",
    settings: "/settings",
    editProfile: "/settings/profile",
    privacy: "/settings/privacy",
    notify: "/settings/notifications",
    account: "/settings/account",
    data: "/settings/data",
    blocked: "/settings/blocked",
    muted: "/settings/muted",
    sessions: "/settings/sessions",
    password: "/settings/password",
    shortcuts: "/shortcuts",
}

const idPattern = /^[0-9a-zA-Z-]{1,64}$/
const valuePatterns: Readonly<Record<string, RegExp>> = {
    tag: /^[\p{L}\p{M}\p{N}_]{1,100}$/u,
    slug: /^[a-z0-9-]{3,50}$/i,
    code: /^[\w-]{1,64}$/,
    seq: /^[1-9][0-9]{0,14}$/,
    username: /^[a-z0-9_.]{3,30}$/i,
}

export function parsePath(path: string): Route {
    const parts = partsOf(path)
    for (const [screen, pattern] of Object.entries(patterns)) {
        const values = match(partsOf(pattern), parts)
        if (values) return { screen, ...values } as Route
    }
    return { screen: "notFound" }
}

export function pathTo(route: Route): string {
    if (route.screen === "notFound") return "/"
    const values = route as unknown as Record<string, string>
    return patterns[route.screen].replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ""))
}

function partsOf(path: string): string[] {
    return path.split("/").filter((part) => part !== "")
}

/** The values of a path that fits a pattern; null for one that does not. */
function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
    if (pattern.length !== parts.length) return null
    const values: Record<string, string> = {}
    for (const [index, expected] of pattern.entries()) {
        const part = parts[index] ?? ""
        const [fixed = "", name] = expected.split(":")
        const value = decoded(part)
        if (value === null || !value.startsWith(fixed)) return null
        if (name === undefined) {
            if (value !== fixed) return null
            continue
        }
        const rest = value.slice(fixed.length)
        if (!(valuePatterns[name] ?? idPattern).test(rest)) return null
        values[name] = rest
    }
    return values
}

function decoded(part: string): string | null {
    try {
        return decodeURIComponent(part)
    } catch {
        return null
    }
}

/** Where "back" leads when the browser has no earlier page of ours. */
export function parentOf(route: Route): Route {
    switch (route.screen) {
        case "chatDetails":
        case "message":
            return { screen: "conversation", chatId: route.chatId }
        case "conversation":
        case "newChat":
            return { screen: "chats" }
        case "newGroup":
            return { screen: "newChat" }
        case "deeds":
        case "followers":
        case "following":
            return { screen: "person", userId: route.userId }
        case "followRequests":
            return { screen: "people" }
        case "likes":
        case "edits":
            return { screen: "post", postId: route.postId }
        case "tag":
            return { screen: "explore" }
        case "foundGroup":
        case "findGroups":
        case "groupInvite":
        case "group":
            return { screen: "groups" }
        case "aboutGroup":
        case "groupMembers":
        case "manageGroup":
        case "editGroup":
            return { screen: "group", slug: route.slug }
        case "sessions":
        case "password":
        case "editProfile":
        case "privacy":
        case "notify":
        case "account":
        case "data":
        case "blocked":
        case "muted":
        case "shortcuts":
            return { screen: "settings" }
        default:
            return { screen: "feed" }
    }
}

/** The part of the app a screen belongs to, as the navigation shows it. */
export type Section =
    | "feed" | "explore" | "search" | "notifications" | "activity" | "chats" | "people" | "groups" | "bookmarks" | "profile" | "settings" | "none"

export function sectionOf(route: Route, ownId: string): Section {
    switch (route.screen) {
        case "feed":
        case "post":
        case "likes":
        case "edits":
            return "feed"
        case "explore":
        case "tag":
            return "explore"
        case "search":
            return "search"
        case "notifications":
            return "notifications"
        case "activity":
            return "activity"
        case "chats":
        case "conversation":
        case "message":
        case "chatDetails":
        case "newChat":
        case "newGroup":
            return "chats"
        case "people":
        case "followRequests":
            return "people"
        case "groups":
        case "findGroups":
        case "foundGroup":
        case "groupInvite":
        case "group":
        case "aboutGroup":
        case "groupMembers":
        case "manageGroup":
        case "editGroup":
            return "groups"
        case "bookmarks":
            return "bookmarks"
        case "drafts":
            return "profile"
        case "person":
        case "deeds":
        case "followers":
        case "following":
            return route.userId === ownId ? "profile" : "people"
        case "login":
        case "register":
        case "notFound":
            return "none"
        default:
            return "settings"
    }
}
