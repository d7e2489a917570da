// SPDX-License-Identifier: Apache-2.0
import { memo } from "react"
import type { Notification } from "../../api/types"
import { Link } from "../../app/navigation"
import { fullTimeText, shortAgoText, t } from "../../i18n"
import { markNotificationRead, removeNotification } from "../../store/notifications"
import { notificationText, routeOf } from "../../text/notificationText"
import { Avatar } from "../../ui/Avatar"
import { IconButton } from "../../ui/Button"
import { Icon, IconName } from "../../ui/Icon"

const icons: Readonly<Record<string, IconName>> = {
    FOLLOW: "userAdd",
    FOLLOW_REQUEST: "userAdd",
    FOLLOW_ACCEPTED: "check",
    LIKE: "heart",
    COMMENT: "chats",
    REPLY: "reply",
    REPOST: "repost",
    QUOTE: "edit",
    MESSAGE: "chats",
    GROUP_INVITATION: "groups",
    GROUP_REQUEST: "userAdd",
    GROUP_ACCEPTED: "check",
    GROUP_ROLE: "groups",
}

/** Who did what, to which words of one's own; leads there. */
export const NotificationRow = memo(function NotificationRow({ notification }: { notification: Notification }) {
    const { kind, actors, subject, createdAt, readAt } = notification
    const isUnread = readAt === null
    return (
        <li className={isUnread ? "news-item news-unread" : "news-item"}>
            <Link to={routeOf(notification)} className="news-link" onClick={() => void markNotificationRead(notification)}>
                <span className={`news-icon news-icon-${kind}`}>
                    <Icon name={icons[kind] ?? "bell"} />
                </span>
                <span className="news-main">
                    <span className="news-top">
                        <span className="news-faces" aria-hidden="true">
                            {actors.map(({ id, displayName, avatarUrl }) => (
                                <Avatar key={id} id={id} name={displayName} url={avatarUrl} size="small" />
                            ))}
                        </span>
                        <time className="row-time" dateTime={createdAt} title={fullTimeText(createdAt)}>
                            {shortAgoText(createdAt)}
                        </time>
                    </span>
                    <span className="news-text">
                        {isUnread && <span className="visually-hidden">{`${t("notifications.isUnread")}: `}</span>}
                        {notificationText(notification)}
                    </span>
                    {subject.excerpt !== "" && (
                        <span className="news-excerpt" dir="auto">
                            {subject.excerpt}
                        </span>
                    )}
                </span>
            </Link>
            <IconButton icon="close" label={t("notifications.remove")} onClick={() => void removeNotification(notification)} />
        </li>
    )
})
