// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react"
import type { Group, GroupInvitation, GroupOrder } from "../../api/types"
import { Link, navigate } from "../../app/navigation"
import { errorText, t } from "../../i18n"
import { joinGroup, leaveGroup, askForGroups, putGroups } from "../../store/groups"
import { api } from "../../store/session"
import { Button } from "../../ui/Button"
import { SearchField, SelectField } from "../../ui/Field"
import { Icon } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { Pages, usePages } from "../people/usePages"
import { GroupRow } from "./GroupRow"

/** The groups one is in and is invited to, or all there are to find. */
export function GroupsScreen({ isSearch }: { isSearch: boolean }) {
    return (
        <Screen
            title={t("groups.title")}
            isTop
            actions={
                <Link to={{ screen: "foundGroup" }} className="button button-primary button-small">
                    <Icon name="plus" />
                    <span>{t("groups.create")}</span>
                </Link>
            }
        >
            <nav className="tabs tabs-inside" aria-label={t("groups.parts")}>
                <Link to={{ screen: "groups" }} replace className="tab" aria-current={isSearch ? undefined : "page"}>
                    {t("groups.yours")}
                </Link>
                <Link to={{ screen: "findGroups" }} replace className="tab" aria-current={isSearch ? "page" : undefined}>
                    {t("groups.browse")}
                </Link>
            </nav>
            {isSearch ? <FindGroups /> : <OwnGroups />}
        </Screen>
    )
}

function OwnGroups() {
    const pages = usePages<Group>((cursor) => api.myGroups(cursor), [])
    return (
        <>
            <Invitations onJoined={pages.prepend} />
            <GroupList pages={pages}>
                <EmptyState icon="groups" title={t("groups.empty")} hint={t("groups.emptyHint")}>
                    <Link to={{ screen: "findGroups" }} className="button button-primary">
                        {t("groups.browse")}
                    </Link>
                </EmptyState>
            </GroupList>
        </>
    )
}

/** Said to those who are invited; nothing is said of nothing. */
function Invitations({ onJoined }: { onJoined(group: Group): void }) {
    const pages = usePages<GroupInvitation>((cursor) => api.myInvitations(cursor), [])
    if (pages.items.length === 0) return null
    const answer = async ({ group }: GroupInvitation, accepts: boolean) => {
        try {
            if (accepts) onJoined(await joinGroup(group))
            else await leaveGroup(group)
            pages.remove((other) => other.group.id === group.id)
            if (accepts) navigate({ screen: "group", slug: group.slug })
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    return (
        <>
            <h2 className="section-title">{t("groups.invitations")}</h2>
            <ul className="rows rows-card">
                {pages.items.map((invitation) => (
                    <GroupRow
                        key={invitation.group.id}
                        group={invitation.group}
                        note={t("groups.invitedBy", { name: invitation.invitedBy.displayName })}
                    >
                        <span className="row-buttons">
                            <Button look="primary" isSmall onClick={() => void answer(invitation, true)}>
                                {t("groups.accept")}
                            </Button>
                            <Button isSmall onClick={() => void answer(invitation, false)}>
                                {t("groups.decline")}
                            </Button>
                        </span>
                    </GroupRow>
                ))}
            </ul>
        </>
    )
}

const settleMilliseconds = 200
const orders: readonly GroupOrder[] = ["SIZE", "NEW", "NAME"]

function FindGroups() {
    const [text, setText] = useState("")
    const [query, setQuery] = useState("")
    const [order, setOrder] = useState<GroupOrder>("SIZE")
    useEffect(() => {
        const timer = setTimeout(() => setQuery(text.trim()), settleMilliseconds)
        return () => clearTimeout(timer)
    }, [text])
    const pages = usePages<Group>(
        (cursor) => api.groups({ order, cursor, ...(query === "" ? {} : { prefix: query }) }),
        [query, order],
    )
    return (
        <>
            <SearchField label={t("groups.find")} value={text} onChange={setText} />
            <SelectField
                label={t("groups.order")}
                value={order}
                options={orders.map((value) => ({ value, label: t(`groups.order.${value}`) }))}
                onChange={(value) => setOrder(value as GroupOrder)}
            />
            <GroupList pages={pages}>
                <EmptyState
                    icon="groups"
                    title={query === "" ? t("groups.noneAtAll") : t("groups.none", { query })}
                    hint={t("groups.noneHint")}
                />
            </GroupList>
        </>
    )
}

function GroupList({ pages, children }: { pages: Pages<Group>; children: JSX.Element }) {
    // Before the first of them was asked for: what one changes while they are shown is newer than all of them.
    const [asked] = useState(askForGroups)
    useEffect(() => putGroups(pages.items, asked), [pages.items])
    if (pages.state === "loading") return <SkeletonRows count={5} />
    if (pages.state === "failed") {
        return <ErrorState title={t("groups.failed")} error={pages.error} onRetry={pages.retry} />
    }
    if (pages.items.length === 0) return children
    return (
        <>
            <ul className="rows rows-card">
                {pages.items.map((group) => (
                    <GroupRow key={group.id} group={group} />
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
