// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react"
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import {
    loadMoreNotifications, loadNotifications, markAllRead, NotificationFilter, notificationsStore, shownNotifications,
} from "../../store/notifications"
import { IconButton } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { Context } from "../explore/Context"
import { NotificationRow } from "./NotificationRow"

const filters: readonly NotificationFilter[] = ["all", "unread", "mentions"]

const emptyTexts = {
    all: ["notifications.empty", "notifications.emptyHint"],
    unread: ["notifications.noUnread", "notifications.noUnreadHint"],
    mentions: ["notifications.noMentions", "notifications.noMentionsHint"],
} as const

/** What others did that concerns oneself, the latest first; acts of one kind on one thing stand together. */
export function NotificationsScreen() {
    const state = useStore(notificationsStore)
    const { filter, load, error, cursor, unread } = state
    const shown = shownNotifications(state)
    useEffect(() => void loadNotifications(notificationsStore.get().filter), [])
    return (
        <Screen
            title={t("notifications.title")}
            isTop
            isFlush
            aside={<Context />}
            actions={
                <>
                    {unread > 0 && (
                        <IconButton icon="checks" label={t("notifications.readAll")} onClick={() => void markAllRead()} />
                    )}
                    <Link
                        to={{ screen: "notify" }}
                        className="icon-button"
                        aria-label={t("notifications.preferences")}
                        title={t("notifications.preferences")}
                    >
                        <Icon name="sliders" />
                    </Link>
                </>
            }
        >
            <div className="tabs" role="group" aria-label={t("notifications.filter")}>
                {filters.map((name) => (
                    <button
                        key={name}
                        type="button"
                        className="tab"
                        aria-pressed={name === filter}
                        onClick={() => void loadNotifications(name)}
                    >
                        {t(`notifications.filter.${name}`)}
                    </button>
                ))}
            </div>
            {shown.length === 0 && load === "loading" && <SkeletonRows count={6} />}
            {shown.length === 0 && load === "failed" && (
                <ErrorState
                    title={t("notifications.failed")}
                    error={error}
                    onRetry={() => void loadNotifications(filter)}
                />
            )}
            {shown.length === 0 && load === "ready" && (
                <EmptyState icon="bell" title={t(emptyTexts[filter][0])} hint={t(emptyTexts[filter][1])} />
            )}
            {shown.length > 0 && (
                <ul className="news">
                    {shown.map((notification) => (
                        <NotificationRow key={notification.id} notification={notification} />
                    ))}
                </ul>
            )}
            {cursor !== null && load === "ready" && (
                <button type="button" className="more-rows" onClick={() => void loadMoreNotifications()}>
                    {t("action.loadMore")}
                </button>
            )}
        </Screen>
    )
}
