// SPDX-License-Identifier: Apache-2.0
import type { User } from "../api/types"
import { t } from "../i18n"
import { Screen, useTitle } from "../ui/Screen"
import { EmptyState } from "../ui/States"
import {
    ActivityScreen, BookmarksScreen, DraftsScreen, EditsScreen, ExploreScreen, FeedScreen, FollowRequestsScreen, HandleScreen,
    LikesScreen, NotificationsScreen, PeopleScreen, PostScreen, ProfileScreen, TagScreen,
} from "./communityScreens"
import {
    ChatDetailsScreen, ConversationScreen, GroupFormScreen, GroupInviteScreen, GroupScreen, GroupsScreen, NewChatScreen,
    NewGroupScreen, SearchScreen, SettingsPages,
} from "./lazyScreens"
import { Link } from "./navigation"
import type { Route } from "./router"

/** The screen of a route. */
export function Content({ me, route }: { me: User; route: Route }) {
    switch (route.screen) {
        case "feed":
            return <FeedScreen me={me} />
        case "post":
            return <PostScreen key={route.postId} postId={route.postId} />
        case "groups":
        case "findGroups":
            return <GroupsScreen key={route.screen} isSearch={route.screen === "findGroups"} />
        case "foundGroup":
            return <GroupFormScreen slug={null} />
        case "editGroup":
            return <GroupFormScreen key={route.slug} slug={route.slug} />
        case "groupInvite":
            return <GroupInviteScreen key={route.code} code={route.code} />
        case "group":
        case "aboutGroup":
        case "groupMembers":
        case "manageGroup":
            return <GroupScreen key={`${route.slug} ${route.screen}`} slug={route.slug} tab={route.screen} />
        case "activity":
            return <ActivityScreen />
        case "deeds":
            return <ProfileScreen key={route.userId} userId={route.userId} tab="deeds" />
        case "notifications":
            return <NotificationsScreen />
        case "search":
            return <SearchScreen />
        case "likes":
            return <LikesScreen key={route.postId} postId={route.postId} />
        case "edits":
            return <EditsScreen key={route.postId} postId={route.postId} />
        case "drafts":
            return <DraftsScreen />
        case "explore":
            return <ExploreScreen />
        case "tag":
            return <TagScreen key={route.tag} tag={route.tag} />
        case "bookmarks":
            return <BookmarksScreen />
        case "handle":
            return <HandleScreen key={route.username} username={route.username} />
        case "people":
            return <PeopleScreen />
        case "followRequests":
            return <FollowRequestsScreen />
        case "person":
            return <ProfileScreen key={route.userId} userId={route.userId} tab="posts" />
        case "followers":
        case "following":
            return <ProfileScreen key={`${route.userId} ${route.screen}`} userId={route.userId} tab={route.screen} />
        case "conversation":
            return <ConversationScreen key={route.chatId} chatId={route.chatId} />
        case "message":
            return <ConversationScreen key={`${route.chatId} ${route.seq}`} chatId={route.chatId} wanted={Number(route.seq)} />
        case "chatDetails":
            return <ChatDetailsScreen key={route.chatId} chatId={route.chatId} />
        case "newChat":
            return <NewChatScreen />
        case "newGroup":
            return <NewGroupScreen />
        case "settings":
        case "privacy":
        case "notify":
        case "account":
        case "data":
        case "blocked":
        case "muted":
        case "sessions":
        case "password":
        case "editProfile":
        case "shortcuts":
            return <SettingsPages key={route.screen} page={route.screen} me={me} />
        case "chats":
            return <NothingOpen />
        default:
            return <NotFound />
    }
}

function NothingOpen() {
    useTitle(t("chats.title"))
    return <EmptyState icon="chats" title={t("chats.choose")} hint={t("chats.chooseHint")} />
}

function NotFound() {
    return (
        <Screen title={t("app.notFound")}>
            <EmptyState icon="search" title={t("app.notFound")} hint={t("app.notFoundHint")}>
                <Link to={{ screen: "feed" }} className="button button-primary">
                    {t("app.toHome")}
                </Link>
            </EmptyState>
        </Screen>
    )
}
