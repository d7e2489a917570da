// SPDX-License-Identifier: Apache-2.0
/**
 * What is not needed for the first view comes when it is opened, in a few parts that belong together. The service worker
 * has them in store all the same. The screens of posts and people are in the app itself: as a part of their own they
 * made the first view wait for a dozen small files more.
 */
import { lazy } from "react"

const search = () => import("../screens/search/SearchScreen")
const conversation = () => import("../screens/conversation/ConversationScreen")
const groups = () => import("./groupScreens")
const later = () => import("./laterScreens")

/** Once there is nothing more urgent, so that no screen makes anyone wait. */
export function fetchPartsWhenIdle(): void {
    const fetchParts = () => {
        for (const part of [conversation, search, groups, later]) void part().catch(() => undefined)
    }
    setTimeout(fetchParts, idleMilliseconds)
}

const idleMilliseconds = 3000

export const SearchScreen = lazy(() => search().then((screens) => ({ default: screens.SearchScreen })))

export const ConversationScreen = lazy(() =>
    conversation().then((screens) => ({ default: screens.ConversationScreen })),
)

export const GroupsScreen = lazy(() => groups().then((screens) => ({ default: screens.GroupsScreen })))
export const GroupScreen = lazy(() => groups().then((screens) => ({ default: screens.GroupScreen })))
export const GroupFormScreen = lazy(() => groups().then((screens) => ({ default: screens.GroupFormScreen })))
export const GroupInviteScreen = lazy(() => groups().then((screens) => ({ default: screens.GroupInviteScreen })))

export const NewChatScreen = lazy(() => later().then((screens) => ({ default: screens.NewChatScreen })))
export const NewGroupScreen = lazy(() => later().then((screens) => ({ default: screens.NewGroupScreen })))
export const ChatDetailsScreen = lazy(() => later().then((screens) => ({ default: screens.ChatDetailsScreen })))
export const SettingsPages = lazy(() => later().then((screens) => ({ default: screens.SettingsPages })))
