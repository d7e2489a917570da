// SPDX-License-Identifier: Apache-2.0
/** Which key does what. The page of shortcuts shows this list. */
import { openComposer } from "./compose"
import { navigate } from "./navigation"
import type { Route } from "./router"
import type { Shortcut } from "./shortcuts"

export function appShortcuts(ownId: string): Shortcut[] {
    const go = (route: Route) => () => navigate(route)
    return [
        { keys: "n", text: "shortcuts.compose", run: openComposer },
        { keys: "/", text: "shortcuts.search", run: search },
        { keys: "g h", text: "shortcuts.home", run: go({ screen: "feed" }) },
        { keys: "g e", text: "shortcuts.explore", run: go({ screen: "explore" }) },
        { keys: "g n", text: "shortcuts.notifications", run: go({ screen: "notifications" }) },
        { keys: "g c", text: "shortcuts.chats", run: go({ screen: "chats" }) },
        { keys: "g p", text: "shortcuts.people", run: go({ screen: "people" }) },
        { keys: "g g", text: "shortcuts.groups", run: go({ screen: "groups" }) },
        { keys: "g b", text: "shortcuts.bookmarks", run: go({ screen: "bookmarks" }) },
        { keys: "g m", text: "shortcuts.profile", run: go({ screen: "person", userId: ownId }) },
        { keys: "g s", text: "shortcuts.settings", run: go({ screen: "settings" }) },
        { keys: "?", text: "shortcuts.help", run: go({ screen: "shortcuts" }) },
    ]
}

/** Keys of a list of posts, and of the post in focus. Handled where the posts are. */
export const postShortcuts: readonly Shortcut[] = [
    { keys: "j", text: "shortcuts.nextPost" },
    { keys: "k", text: "shortcuts.previousPost" },
    { keys: "o", text: "shortcuts.openPost" },
    { keys: "l", text: "shortcuts.like" },
    { keys: "b", text: "shortcuts.bookmark" },
]

/** To the field for searching on screen, else to the search. */
function search(): void {
    const field = document.querySelector<HTMLElement>("#content input[type=search], #chats input[type=search]")
    if (field) field.focus()
    else navigate({ screen: "search" })
}
