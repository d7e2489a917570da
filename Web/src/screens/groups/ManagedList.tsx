// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react"
import type { User } from "../../api/types"
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { Avatar } from "../../ui/Avatar"
import type { IconName } from "../../ui/Icon"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import type { Pages } from "../people/usePages"

interface ManagedListProps<Item> {
    pages: Pages<Item>
    icon: IconName
    empty: string
    emptyHint: string
    children(item: Item): ReactNode
}

/** A list of what there is to look after, with its beginnings and troubles. */
export function ManagedList<Item>({ pages, icon, empty, emptyHint, children }: ManagedListProps<Item>) {
    if (pages.state === "loading") return <SkeletonRows count={3} />
    if (pages.state === "failed") {
        return <ErrorState title={t("groups.manageFailed")} error={pages.error} onRetry={pages.retry} />
    }
    if (pages.items.length === 0) return <EmptyState icon={icon} title={empty} hint={emptyHint} />
    return (
        <>
            <ul className="rows rows-card">{pages.items.map(children)}</ul>
            {pages.loadMore && (
                <button type="button" className="more-rows" onClick={pages.loadMore}>
                    {t("action.loadMore")}
                </button>
            )}
        </>
    )
}

/** A person, what there is to say of them, and what can be done. */
export function PersonLine({ user, note, children }: { user: User; note: ReactNode; children?: ReactNode }) {
    return (
        <li className="row-with-button row-wraps">
            <Link to={{ screen: "person", userId: user.id }} className="row">
                <Avatar id={user.id} name={user.displayName} url={user.avatarUrl} />
                <span className="row-main">
                    <span className="row-title">
                        <bdi>{user.displayName}</bdi>
                    </span>
                    <span className="group-note">{note}</span>
                </span>
            </Link>
            <span className="row-buttons">{children}</span>
        </li>
    )
}
