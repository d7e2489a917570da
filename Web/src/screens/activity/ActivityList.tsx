// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useEffect, useRef } from "react"
import type { ActivityEntry, Page } from "../../api/types"
import { Link } from "../../app/navigation"
import { fullTimeText, shortAgoText, t } from "../../i18n"
import { isMe, requireAccount } from "../../store/account"
import { useStore } from "../../store/createStore"
import { leave, leavingStore } from "../../store/leaving"
import { activityText, routeOfSubject, subjectText } from "../../text/activityText"
import { Avatar } from "../../ui/Avatar"
import { IconButton } from "../../ui/Button"
import { Icon, IconName } from "../../ui/Icon"
import { ErrorState, SkeletonRows } from "../../ui/States"
import { Pages, usePages } from "../people/usePages"

interface ActivityListProps {
    ask(cursor?: string): Promise<Page<ActivityEntry>>
    /** Stands for what is asked for. */
    name: string
    label: string
    /** What to show when nothing was done: says what to do. */
    empty: ReactNode
}

/** What people did, the latest first. */
export function ActivityList({ ask, name, label, empty }: ActivityListProps) {
    const pages = usePages<ActivityEntry>(ask, [name])
    const leaving = useStore(leavingStore)
    const shown = pages.items.filter(({ id }) => !leaving.has(id))
    useFilledPage(pages)
    if (pages.state === "loading") return <SkeletonRows count={6} />
    if (pages.state === "failed") {
        return <ErrorState title={t("activity.failed")} error={pages.error} onRetry={pages.retry} />
    }
    if (shown.length === 0 && !pages.loadMore) return <>{empty}</>
    return (
        <>
            <ul className="news" aria-label={label}>
                {shown.map((entry) => (
                    <ActivityRow key={entry.id} entry={entry} />
                ))}
            </ul>
            {pages.loadMore && (
                <button type="button" className="more-rows" onClick={pages.loadMore}>
                    {t("action.loadMore")}
                </button>
            )}
        </>
    )
}

const fewest = 8
const maxPagesAhead = 5

/** Pages may be short, even empty, before the end: some are read ahead until there is something to show. */
function useFilledPage({ state, items, loadMore }: Pages<ActivityEntry>): void {
    const count = useRef(0)
    useEffect(() => {
        if (state !== "ready" || items.length >= fewest || !loadMore || count.current >= maxPagesAhead) return
        count.current += 1
        loadMore()
    }, [state, items.length, loadMore === undefined])
}

const icons: Readonly<Record<string, IconName>> = {
    FOLLOW: "userAdd",
    LIKE: "heart",
    COMMENT: "chats",
    REPOST: "repost",
    GROUP_JOIN: "groups",
    GROUP_CREATE: "groups",
    PROFILE_PICTURE: "image",
}

/** Who did what, and with what; one's own can be taken out of everybody's list. */
function ActivityRow({ entry }: { entry: ActivityEntry }) {
    const { id, kind, actor, subject, others, createdAt } = entry
    const isGrouped = others.length > 0
    return (
        <li className="news-item">
            <div className="news-whole">
                <Link to={routeOfSubject(subject, actor.id)} className="news-link">
                    <span className={`news-icon news-icon-${kind}`}>
                        <Icon name={icons[kind] ?? "pulse"} />
                    </span>
                    <span className="news-main">
                        <span className="news-top">
                            <span className="news-faces" aria-hidden="true">
                                <Avatar id={actor.id} name={actor.displayName} url={actor.avatarUrl} size="small" />
                            </span>
                            <time className="row-time" dateTime={createdAt} title={fullTimeText(createdAt)}>
                                {shortAgoText(createdAt)}
                            </time>
                        </span>
                        <span className="news-text">{activityText(entry)}</span>
                        {!isGrouped && subject.excerpt !== "" && subject.type !== "GROUP" && (
                            <span className="news-excerpt" dir="auto">
                                {subject.excerpt}
                            </span>
                        )}
                    </span>
                </Link>
                {isGrouped && (
                    <ul className="news-several">
                        {[subject, ...others].map((other, index) => (
                            <li key={index}>
                                <Link to={routeOfSubject(other, actor.id)}>
                                    <bdi>{subjectText(other)}</bdi>
                                </Link>
                            </li>
                        ))}
                    </ul>
                )}
            </div>
            {isMe(actor) && <IconButton icon="close" label={t("activity.remove")} onClick={() => removeEntry(id)} />}
        </li>
    )
}

function removeEntry(id: string): void {
    const { api } = requireAccount()
    leave({ id, text: t("activity.removed"), run: () => api.deleteActivity(id) })
}
