// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react"
import type { Group, GroupKind } from "../../api/types"
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { oneLine } from "../../text/links"
import { Avatar } from "../../ui/Avatar"
import { Icon, IconName } from "../../ui/Icon"

export const kindIcons: Record<GroupKind, IconName> = { PUBLIC: "globe", PRIVATE: "lock", HIDDEN: "hidden" }
const descriptionShown = 90

interface GroupRowProps {
    group: Group
    /** Instead of how many are in it and what it is about. */
    note?: string
    children?: ReactNode
}

/** A group as a row that leads to it. */
export function GroupRow({ group, note, children }: GroupRowProps) {
    return (
        <li className="row-with-button row-wraps">
            <Link to={{ screen: "group", slug: group.slug }} className="row">
                <Avatar id={group.id} name={group.name} url={group.avatarUrl} isGroup />
                <span className="row-main">
                    <span className="row-title">
                        <bdi>{group.name}</bdi>
                    </span>
                    <span className="row-preview">
                        <span role="img" aria-label={t(`groups.kind.${group.kind}`)} title={t(`groups.kind.${group.kind}`)}>
                            <Icon name={kindIcons[group.kind]} className="icon-small" />
                        </span>{" "}
                        {note ?? t("groups.people", { count: group.memberCount })}
                        {note === undefined && group.description !== "" && (
                            <>
                                {" · "}
                                <bdi>{oneLine(group.description, descriptionShown)}</bdi>
                            </>
                        )}
                    </span>
                </span>
            </Link>
            {children}
        </li>
    )
}
