// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react"
import type { User } from "../../api/types"
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { isMe } from "../../store/account"
import { oneLine } from "../../text/links"
import { Avatar } from "../../ui/Avatar"
import { Handle } from "../../ui/Handle"

interface PersonListProps {
    people: readonly User[]
    onMore?: (() => void) | undefined
    /** Beside each person. */
    action?: ((user: User) => ReactNode) | undefined
}

/** People as rows that lead to them. */
export function PersonList({ people, onMore, action }: PersonListProps) {
    return (
        <>
            <ul className="rows rows-card">
                {people.map((user) => (
                    <li key={user.id} className="row-with-button">
                        <Link to={{ screen: "person", userId: user.id }} className="row">
                            <Avatar id={user.id} name={user.displayName} url={user.avatarUrl} />
                            <span className="row-main">
                                <span className="row-title">
                                    <bdi>{isMe(user) ? t("group.you", { name: user.displayName }) : user.displayName}</bdi>
                                </span>
                                <span className="row-preview">
                                    <Handle user={user} />
                                    {user.bio !== "" && (
                                        <>
                                            {" · "}
                                            <bdi>{oneLine(user.bio, 80)}</bdi>
                                        </>
                                    )}
                                </span>
                            </span>
                        </Link>
                        {action?.(user)}
                    </li>
                ))}
            </ul>
            {onMore && (
                <button type="button" className="more-rows" onClick={onMore}>
                    {t("action.loadMore")}
                </button>
            )}
        </>
    )
}
