// SPDX-License-Identifier: Apache-2.0
import type { User } from "../api/types"
import { t, TextKey } from "../i18n"
import { useStore } from "../store/createStore"
import { requestCount, requestsStore } from "../store/followRequests"
import { notificationsStore, unreadCount } from "../store/notifications"
import { chatsStore, unreadTotal } from "../store/state"
import { Avatar } from "../ui/Avatar"
import { Icon, IconName, Logo } from "../ui/Icon"
import { openComposer } from "./compose"
import { Link } from "./navigation"
import { Route, Section, sectionOf } from "./router"

interface Place {
    section: Section
    to: Route
    icon: IconName
    label: TextKey
    /** Left out of the bar of a phone, which has room for five; the profile leads there. */
    isExtra?: boolean
}

const places: readonly Place[] = [
    { section: "feed", to: { screen: "feed" }, icon: "home", label: "nav.home" },
    { section: "explore", to: { screen: "explore" }, icon: "compass", label: "nav.explore" },
    { section: "search", to: { screen: "search" }, icon: "search", label: "nav.search", isExtra: true },
    { section: "notifications", to: { screen: "notifications" }, icon: "bell", label: "nav.notifications" },
    { section: "activity", to: { screen: "activity" }, icon: "pulse", label: "nav.activity", isExtra: true },
    { section: "chats", to: { screen: "chats" }, icon: "chats", label: "nav.chats" },
    { section: "people", to: { screen: "people" }, icon: "group", label: "nav.people", isExtra: true },
    { section: "groups", to: { screen: "groups" }, icon: "groups", label: "nav.groups", isExtra: true },
    { section: "bookmarks", to: { screen: "bookmarks" }, icon: "bookmark", label: "nav.bookmarks", isExtra: true },
    { section: "settings", to: { screen: "settings" }, icon: "sliders", label: "nav.settings", isExtra: true },
]

/** The way between the parts of the app: a bar at the bottom of a phone, a rail or a column of words elsewhere. */
export function NavigationBar({ me, route }: { me: User; route: Route }) {
    const unread = useStore(chatsStore, unreadTotal)
    const requests = useStore(requestsStore, requestCount)
    const section = sectionOf(route, me.id)
    // On a phone the profile is the way to what the bar leaves out.
    const isElsewhere = section === "search" || section === "activity"
    const holdsCurrent = !isElsewhere && places.some((place) => place.isExtra && place.section === section)
    // Exploring is the way to the search, and the feed to what its people do.
    const holds = (place: Section) =>
        (place === "explore" && section === "search") || (place === "feed" && section === "activity")
    const news = useStore(notificationsStore, unreadCount)
    const countOf = (place: Section) => {
        if (place === "notifications" && news > 0) {
            return { count: news, label: t("notifications.unread", { count: news }) }
        }
        if (place === "chats" && unread > 0) return { count: unread, label: t("chats.unread", { count: unread }) }
        if (place === "people" && requests > 0) {
            return { count: requests, label: t("requests.waiting", { count: requests }) }
        }
        return null
    }
    return (
        <nav className="nav" aria-label={t("app.navigation")}>
            <Link to={{ screen: "feed" }} className="nav-brand" aria-label={t("app.name")} tabIndex={-1}>
                <Logo />
                <span className="nav-brand-name" aria-hidden="true">
                    {t("app.name")}
                </span>
            </Link>
            {places.map((place) => (
                <Link
                    key={place.section}
                    to={place.to}
                    className={`nav-link ${place.isExtra ? "nav-extra" : ""} ${holds(place.section) ? "nav-holds" : ""}`}
                    aria-current={section === place.section ? "page" : undefined}
                >
                    <NavIcon icon={place.icon} badge={countOf(place.section)} />
                    <span className="nav-label">{t(place.label)}</span>
                </Link>
            ))}
            <button type="button" className="nav-compose button button-primary" onClick={openComposer}>
                <Icon name="edit" />
                <span>{t("post.new")}</span>
            </button>
            <Link
                to={{ screen: "person", userId: me.id }}
                className={holdsCurrent ? "nav-link nav-me nav-holds" : "nav-link nav-me"}
                aria-current={section === "profile" ? "page" : undefined}
            >
                <span className="nav-icon">
                    <Avatar id={me.id} name={me.displayName} url={me.avatarUrl} size="small" />
                </span>
                <span className="nav-label">{t("nav.profile")}</span>
            </Link>
        </nav>
    )
}

function NavIcon({ icon, badge }: { icon: IconName; badge: { count: number; label: string } | null }) {
    return (
        <span className="nav-icon">
            <Icon name={icon} />
            {badge && (
                <span className="badge nav-badge">
                    <span aria-hidden="true">{badge.count > 99 ? "99+" : badge.count}</span>
                    <span className="visually-hidden">{badge.label}</span>
                </span>
            )}
        </span>
    )
}
