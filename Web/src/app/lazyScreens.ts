// SPDX-License-Identifier: Apache-2.0
/**
 * Every screen but the two of signing in and the list of chats comes when it is opened, in a few parts that
 * belong together. The service worker has them in store all the same.
 */
import { lazy } from "react"

const search = () => import("../screens/search/SearchScreen")
const community = () => import("./communityScreens")
const conversation = () => import("../screens/conversation/ConversationScreen")
const groups = () => import("./groupScreens")
const later = () => import("./laterScreens")

/** Once there is nothing more urgent, so that no screen makes anyone wait. */
export function fetchPartsWhenIdle(): void {
    const fetchParts = () => {
        for (const part of [community, conversation, search, groups, later]) void part().catch(() => undefined)
    }
    setTimeout(fetchParts, idleMilliseconds)
}

const idleMilliseconds = 3000

export const FeedScreen = lazy(() => community().then((screens) => ({ default: screens.FeedScreen })))
export const PostScreen = lazy(() => community().then((screens) => ({ default: screens.PostScreen })))
export const LikesScreen = lazy(() => community().then((screens) => ({ default: screens.LikesScreen })))
export const EditsScreen = lazy(() => community().then((screens) => ({ default: screens.EditsScreen })))
export const DraftsScreen = lazy(() => community().then((screens) => ({ default: screens.DraftsScreen })))
export const ExploreScreen = lazy(() => community().then((screens) => ({ default: screens.ExploreScreen })))
export const TagScreen = lazy(() => community().then((screens) => ({ default: screens.TagScreen })))
export const BookmarksScreen = lazy(() => community().then((screens) => ({ default: screens.BookmarksScreen })))
export const ProfileScreen = lazy(() => community().then((screens) => ({ default: screens.ProfileScreen })))
export const PeopleScreen = lazy(() => community().then((screens) => ({ default: screens.PeopleScreen })))
export const FollowRequestsScreen = lazy(() =>
    community().then((screens) => ({ default: screens.FollowRequestsScreen })),
)
export const NotificationsScreen = lazy(() => community().then((screens) => ({ default: screens.NotificationsScreen })))
export const HandleScreen = lazy(() => community().then((screens) => ({ default: screens.HandleScreen })))
export const ComposeDialog = lazy(() => community().then((screens) => ({ default: screens.ComposeDialog })))

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
