// SPDX-License-Identifier: Apache-2.0
import type { User } from "../api/types"
import { t } from "../i18n"
import { useStore } from "../store/createStore"
import { chatsStore, unreadTotal } from "../store/state"
import { Avatar } from "../ui/Avatar"
import { Icon, IconName, Logo } from "../ui/Icon"
import { Link } from "./navigation"
import type { Route, ScreenName } from "./router"

/** The way between the parts of the app: a bar at the bottom of a phone, a rail beside the list elsewhere. */
export function NavigationBar({ me, route }: { me: User; route: Route }) {
    const unread = useStore(chatsStore, unreadTotal)
    const isIn = (...screens: ScreenName[]) => screens.includes(route.screen)
    const isOwnProfile = route.screen === "person" && route.userId === me.id
    return (
        <nav className="nav" aria-label={t("app.navigation")}>
            <Logo className="nav-logo" />
            <NavLink
                to={{ screen: "chats" }}
                icon="chats"
                label={t("nav.chats")}
                isOn={isIn("chats", "conversation", "chatDetails")}
                count={unread}
            />
            <NavLink to={{ screen: "newChat" }} icon="plus" label={t("nav.new")} isOn={isIn("newChat", "newGroup")} />
            <NavLink
                to={{ screen: "settings" }}
                icon="sliders"
                label={t("nav.settings")}
                isOn={isIn("settings", "sessions", "password", "editProfile")}
            />
            <Link
                to={{ screen: "person", userId: me.id }}
                className="nav-link nav-me"
                aria-current={isOwnProfile ? "page" : undefined}
            >
                <Avatar id={me.id} name={me.displayName} url={me.avatarUrl} size="small" />
                <span className="nav-label">{t("nav.profile")}</span>
            </Link>
        </nav>
    )
}

interface NavLinkProps {
    to: Route
    icon: IconName
    label: string
    isOn: boolean
    count?: number
}

function NavLink({ to, icon, label, isOn, count = 0 }: NavLinkProps) {
    return (
        <Link to={to} className="nav-link" aria-current={isOn ? "page" : undefined}>
            <span className="nav-icon">
                <Icon name={icon} />
                {count > 0 && (
                    <span className="badge nav-badge">
                        <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
                        <span className="visually-hidden">{t("chats.unread", { count })}</span>
                    </span>
                )}
            </span>
            <span className="nav-label">{label}</span>
        </Link>
    )
}
