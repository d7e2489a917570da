// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useEffect } from "react"
import { asApiError } from "../../api/errors"
import { coverOf } from "../../api/pictures"
import type { User, UserProfile } from "../../api/types"
import { Link } from "../../app/navigation"
import { birthdayText, compactText, monthText, t } from "../../i18n"
import { isMe } from "../../store/account"
import { useStore } from "../../store/createStore"
import { loadPerson, peopleStore, unblock } from "../../store/people"
import { watchPresence } from "../../store/presence"
import { api } from "../../store/session"
import { membersStore, presenceStore } from "../../store/state"
import { pageOf } from "../../text/links"
import { Avatar } from "../../ui/Avatar"
import { Button } from "../../ui/Button"
import { Handle } from "../../ui/Handle"
import { Icon } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonPosts, SkeletonRows } from "../../ui/States"
import { useAsync } from "../../ui/useAsync"
import { presenceText } from "../conversation/ConversationHeader"
import { ActivityList } from "../activity/ActivityList"
import { Context } from "../explore/Context"
import { PersonList } from "../people/PersonList"
import { usePages } from "../people/usePages"
import { PostListView } from "../posts/PostListView"
import { ProfileActions } from "./ProfileActions"

export type ProfileTab = "posts" | "deeds" | "followers" | "following"

interface ProfileScreenProps {
    userId: string
    tab: ProfileTab
}

/** Who someone is, what they write, and whom they are connected with. */
export function ProfileScreen({ userId, tab }: ProfileScreenProps) {
    const [loaded, retry] = useAsync(() => loadPerson(userId), [userId])
    const profile = useStore(peopleStore, (people) => people[userId])
    // What is known from chats is shown until, or instead of, what the server says.
    const known = useStore(
        membersStore,
        (state) => Object.values(state).flat().find(({ user }) => user.id === userId)?.user,
    )
    const user = profile ?? known
    const isOwn = isMe(userId)
    const isGone = loaded.state === "failed" && asApiError(loaded.error).isMissing
    return (
        <Screen
            title={isOwn ? t("profile.yours") : t("profile.title")}
            isTop={isOwn}
            isFlush
            actions={isOwn && <OwnPlaces />}
            aside={<Context />}
        >
            {isGone ? (
                <EmptyState icon="person" title={t("profile.gone")} hint={t("profile.goneHint")} />
            ) : user ? (
                <>
                    <Head user={user} profile={profile} />
                    {profile && <Tabs profile={profile} tab={tab} />}
                    {profile ? <TabContent profile={profile} tab={tab} /> : <SkeletonPosts count={2} />}
                </>
            ) : loaded.state === "failed" ? (
                <ErrorState title={t("profile.failed")} error={loaded.error} onRetry={retry} />
            ) : (
                <>
                    <SkeletonRows count={1} />
                    <SkeletonPosts count={2} />
                </>
            )}
        </Screen>
    )
}

/** On a phone one's profile leads to what the bar at the bottom has no room for. */
function OwnPlaces() {
    return (
        <span className="only-narrow bar-places">
            <Link to={{ screen: "people" }} className="icon-button" aria-label={t("nav.people")} title={t("nav.people")}>
                <Icon name="group" />
            </Link>
            <Link to={{ screen: "groups" }} className="icon-button" aria-label={t("nav.groups")} title={t("nav.groups")}>
                <Icon name="groups" />
            </Link>
            <Link
                to={{ screen: "bookmarks" }}
                className="icon-button"
                aria-label={t("nav.bookmarks")}
                title={t("nav.bookmarks")}
            >
                <Icon name="bookmark" />
            </Link>
            <Link
                to={{ screen: "settings" }}
                className="icon-button"
                aria-label={t("nav.settings")}
                title={t("nav.settings")}
            >
                <Icon name="sliders" />
            </Link>
        </span>
    )
}

function Head({ user, profile }: { user: User; profile: UserProfile | undefined }) {
    const presence = useStore(presenceStore, (state) => state[user.id])
    const isOwn = isMe(user)
    const cover = profile ? coverOf(profile) : null
    useEffect(() => {
        watchPresence("person", [user.id])
        return () => watchPresence("person", [])
    }, [user.id])
    return (
        <>
            {cover && <img className="profile-cover" src={cover} width={1200} height={400} alt="" />}
            <div className="profile">
                <div className="profile-top">
                    <Avatar
                        id={user.id}
                        name={user.displayName}
                        url={user.avatarUrl}
                        size="large"
                        status={presence?.status}
                    />
                    <ProfileActions user={user} profile={profile} />
                </div>
                <h2 className="profile-name">
                    <bdi>{user.displayName}</bdi>
                    {profile?.isPrivate && (
                        <span role="img" aria-label={t("profile.private")} title={t("profile.private")}>
                            <Icon name="lock" />
                        </span>
                    )}
                </h2>
                <p className="profile-line">
                    <Handle user={user} />
                    {profile?.pronouns && <bdi>· {profile.pronouns}</bdi>}
                    {profile?.relationship.followedBy && <span className="tag">{t("person.followsYou")}</span>}
                </p>
                {user.bio ? (
                    <p className="profile-bio" dir="auto">
                        {user.bio}
                    </p>
                ) : (
                    isOwn && <p className="profile-line">{t("profile.noBioYours")}</p>
                )}
                {profile && <Facts profile={profile} />}
                <p className="profile-line profile-fact">
                    <Icon name="clock" className="icon-small" />
                    <span>
                        {t("profile.since", { date: monthText(user.createdAt) })}
                        {presence && !isOwn && ` · ${presenceText(presence)}`}
                    </span>
                </p>
                {profile && (
                    <p className="profile-counts">
                        <Link to={{ screen: "following", userId: user.id }}>
                            <strong>{compactText(profile.followingCount)}</strong>{" "}
                            {t("profile.followingCount", { count: profile.followingCount })}
                        </Link>
                        <Link to={{ screen: "followers", userId: user.id }}>
                            <strong>{compactText(profile.followerCount)}</strong>{" "}
                            {t("profile.followerCount", { count: profile.followerCount })}
                        </Link>
                    </p>
                )}
            </div>
        </>
    )
}

/** What they say of themselves besides, as far as it is for the one who looks. */
function Facts({ profile: { location, website, birthday } }: { profile: UserProfile }) {
    const link = website ? pageOf(website) : null
    return (
        <>
            {location && (
                <p className="profile-line profile-fact">
                    <Icon name="place" className="icon-small" />
                    <bdi>{location}</bdi>
                </p>
            )}
            {link && (
                <p className="profile-line profile-fact">
                    <Icon name="link" className="icon-small" />
                    <a href={link.href} target="_blank" rel="noopener noreferrer nofollow ugc" dir="ltr">
                        {link.text}
                    </a>
                </p>
            )}
            {birthday && (
                <p className="profile-line profile-fact">
                    <Icon name="cake" className="icon-small" />
                    <span>{t("profile.born", { date: birthdayText(birthday) })}</span>
                </p>
            )}
        </>
    )
}

function Tabs({ profile, tab }: { profile: UserProfile; tab: ProfileTab }) {
    const tabs = [
        { name: "posts", label: t("profile.posts"), to: { screen: "person", userId: profile.id } },
        { name: "deeds", label: t("nav.activity"), to: { screen: "deeds", userId: profile.id } },
        { name: "followers", label: t("profile.followers"), to: { screen: "followers", userId: profile.id } },
        { name: "following", label: t("profile.following"), to: { screen: "following", userId: profile.id } },
    ] as const
    return (
        <nav className="tabs" aria-label={t("profile.tabs")}>
            {tabs.map(({ name, label, to }) => (
                <Link key={name} to={to} replace className="tab" aria-current={tab === name ? "page" : undefined}>
                    {label}
                </Link>
            ))}
        </nav>
    )
}

function TabContent({ profile, tab }: { profile: UserProfile; tab: ProfileTab }) {
    const { relationship, displayName: name } = profile
    if (relationship.blocking) {
        return (
            <EmptyState icon="block" title={t("person.isBlocked", { name })} hint={t("person.isBlockedHint")}>
                <Button onClick={() => void unblock(profile)}>{t("person.unblock", { name })}</Button>
            </EmptyState>
        )
    }
    if (tab === "deeds") return <Deeds key={profile.id} profile={profile} />
    if (tab !== "posts") return <Connections key={tab} profile={profile} tab={tab} />
    const isHidden = profile.isPrivate && !isMe(profile.id) && !relationship.following
    const nothing = isMe(profile.id) ? (
        <EmptyState icon="edit" title={t("profile.noPostsYours")} hint={t("profile.noPostsYoursHint")} />
    ) : (
        <EmptyState
            icon={isHidden ? "lock" : "edit"}
            title={isHidden ? t("profile.isPrivate") : t("profile.noPosts")}
            hint={isHidden ? t("profile.isPrivateHint", { name }) : t("profile.noPostsHint", { name })}
        />
    )
    return <PostListView name={`user ${profile.id}`} label={t("profile.postsOf", { name })} empty={nothing} />
}

function Deeds({ profile: { id, displayName: name } }: { profile: UserProfile }) {
    return (
        <ActivityList
            name={id}
            label={t("activity.of", { name })}
            ask={(cursor) => api.activityOf(id, cursor)}
            empty={
                <EmptyState
                    icon="pulse"
                    title={isMe(id) ? t("activity.emptyYours") : t("activity.emptyOf", { name })}
                    hint={t(isMe(id) ? "activity.emptyYoursHint" : "activity.emptyOfHint")}
                />
            }
        />
    )
}

function Connections({ profile, tab }: { profile: UserProfile; tab: "followers" | "following" }) {
    const pages = usePages(
        (cursor) => (tab === "followers" ? api.followers(profile.id, cursor) : api.following(profile.id, cursor)),
        [profile.id, tab],
    )
    const { displayName: name } = profile
    const empty: Record<typeof tab, ReactNode> = {
        followers: (
            <EmptyState icon="people" title={t("profile.noFollowers")} hint={t("profile.noFollowersHint", { name })} />
        ),
        following: (
            <EmptyState icon="people" title={t("profile.noFollowing")} hint={t("profile.noFollowingHint", { name })} />
        ),
    }
    if (pages.state === "loading") return <SkeletonRows count={5} />
    if (pages.state === "failed") {
        return asApiError(pages.error).status === 403 ? (
            <EmptyState icon="lock" title={t("profile.listHidden")} hint={t("profile.listHiddenHint", { name })} />
        ) : (
            <ErrorState title={t("new.failed")} error={pages.error} onRetry={pages.retry} />
        )
    }
    if (pages.items.length === 0) return <>{empty[tab]}</>
    return (
        <div className="padded">
            <PersonList people={pages.items} onMore={pages.loadMore} />
        </div>
    )
}
