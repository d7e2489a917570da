// SPDX-License-Identifier: Apache-2.0
/** Addresses and screens: which path shows what. The only place that knows paths. */
export type Route =
    | { screen: "login" }
    | { screen: "register" }
    | { screen: "chats" }
    | { screen: "conversation"; chatId: string }
    | { screen: "chatDetails"; chatId: string }
    | { screen: "newChat" }
    | { screen: "newGroup" }
    | { screen: "person"; userId: string }
    | { screen: "editProfile" }
    | { screen: "settings" }
    | { screen: "sessions" }
    | { screen: "password" }
    | { screen: "notFound" }

export type ScreenName = Route["screen"]

const idPattern = /^[0-9a-zA-Z-]{1,64}$/

export function parsePath(path: string): Route {
    const parts = path.split("/").filter((part) => part !== "")
    const [first, second, third] = parts
    if (parts.length === 0) return { screen: "chats" }
    if (parts.length === 1) {
        switch (first) {
            case "login":
                return { screen: "login" }
            case "register":
                return { screen: "register" }
            case "new":
                return { screen: "newChat" }
            case "settings":
                return { screen: "settings" }
        }
    }
    const isId = second !== undefined && idPattern.test(second)
    if (first === "chats" && isId && parts.length === 2) return { screen: "conversation", chatId: second }
    if (first === "chats" && isId && third === "about" && parts.length === 3) {
        return { screen: "chatDetails", chatId: second }
    }
    if (first === "people" && isId && parts.length === 2) return { screen: "person", userId: second }
    if (first === "new" && second === "group" && parts.length === 2) return { screen: "newGroup" }
    if (first === "settings" && parts.length === 2) {
        if (second === "sessions") return { screen: "sessions" }
        if (second === "password") return { screen: "password" }
        if (second === "profile") return { screen: "editProfile" }
    }
    return { screen: "notFound" }
}

export function pathTo(route: Route): string {
    switch (route.screen) {
        case "chats":
        case "notFound":
            return "/"
        case "login":
            return "/login"
        case "register":
            return "/register"
        case "conversation":
            return `/chats/${route.chatId}`
        case "chatDetails":
            return `/chats/${route.chatId}/about`
        case "newChat":
            return "/new"
        case "newGroup":
            return "/new/group"
        case "person":
            return `/people/${route.userId}`
        case "settings":
            return "/settings"
        case "sessions":
            return "/settings/sessions"
        case "password":
            return "/settings/password"
        case "editProfile":
            return "/settings/profile"
    }
}

/** Where "back" leads when the browser has no earlier page of ours. */
export function parentOf(route: Route): Route {
    switch (route.screen) {
        case "chatDetails":
            return { screen: "conversation", chatId: route.chatId }
        case "newGroup":
            return { screen: "newChat" }
        case "sessions":
        case "password":
        case "editProfile":
            return { screen: "settings" }
        default:
            return { screen: "chats" }
    }
}
