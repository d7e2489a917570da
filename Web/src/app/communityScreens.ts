// SPDX-License-Identifier: Apache-2.0
/** The screens of posts and people: one part, loaded when the first of them is opened. */
export { BookmarksScreen } from "../screens/bookmarks/BookmarksScreen"
export { ExploreScreen } from "../screens/explore/ExploreScreen"
export { TagScreen } from "../screens/explore/TagScreen"
export { FeedScreen } from "../screens/feed/FeedScreen"
export { ComposeDialog } from "../screens/feed/ComposeDialog"
export { FollowRequestsScreen } from "../screens/people/FollowRequestsScreen"
export { PeopleScreen } from "../screens/people/PeopleScreen"
export { PostScreen } from "../screens/post/PostScreen"
export { HandleScreen } from "../screens/profile/HandleScreen"
export { ProfileScreen } from "../screens/profile/ProfileScreen"
