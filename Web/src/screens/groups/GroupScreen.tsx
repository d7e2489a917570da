// SPDX-License-Identifier: Apache-2.0
import type { Group } from "../../api/types"
import { asApiError } from "../../api/errors"
import { openComposer } from "../../app/compose"
import { Link } from "../../app/navigation"
import { dateText, t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { groupsStore, loadGroup, moderates } from "../../store/groups"
import { writeInGroup } from "../../store/postDraft"
import { Icon } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonPosts, SkeletonRows } from "../../ui/States"
import { useAsync } from "../../ui/useAsync"
import { Context } from "../explore/Context"
import { PostListView } from "../posts/PostListView"
import { PostText } from "../posts/PostText"
import { GroupHead } from "./GroupHead"
import { kindIcons } from "./GroupRow"
import { ManageGroup } from "./ManageGroup"
import { Members } from "./Members"

export type GroupTab = "group" | "aboutGroup" | "groupMembers" | "manageGroup"

const tabTexts = {
    group: "groups.tab.feed",
    aboutGroup: "groups.tab.about",
    groupMembers: "groups.tab.members",
    manageGroup: "groups.tab.manage",
} as const

/** A group: what is posted in it, what it is about, who is in it, and how it is looked after. */
export function GroupScreen({ slug, tab }: { slug: string; tab: GroupTab }) {
    const [loaded, retry] = useAsync(() => loadGroup(slug), [slug])
    const group = useStore(groupsStore, (groups) => groups[slug])
    const isGone = loaded.state === "failed" && asApiError(loaded.error).isMissing
    return (
        <Screen title={group?.name ?? t("groups.title")} isFlush aside={<Context />}>
            {isGone || (loaded.state === "ready" && !group) ? (
                <EmptyState icon="groups" title={t("groups.gone")} hint={t("groups.goneHint")}>
                    <Link to={{ screen: "groups" }} className="button button-plain">
                        {t("groups.title")}
                    </Link>
                </EmptyState>
            ) : group ? (
                <>
                    <GroupHead group={group} />
                    <Tabs group={group} tab={tab} />
                    <TabContent group={group} tab={tab} />
                </>
            ) : loaded.state === "failed" ? (
                <ErrorState title={t("groups.groupFailed")} error={loaded.error} onRetry={retry} />
            ) : (
                <>
                    <SkeletonRows count={1} />
                    <SkeletonPosts count={2} />
                </>
            )}
        </Screen>
    )
}

function Tabs({ group, tab }: { group: Group; tab: GroupTab }) {
    const tabs: GroupTab[] = ["group", "aboutGroup", "groupMembers"]
    if (moderates(group)) tabs.push("manageGroup")
    return (
        <nav className="tabs" aria-label={t("groups.tabs")}>
            {tabs.map((name) => (
                <Link
                    key={name}
                    to={{ screen: name, slug: group.slug }}
                    replace
                    className="tab"
                    aria-current={tab === name ? "page" : undefined}
                >
                    {t(tabTexts[name])}
                </Link>
            ))}
        </nav>
    )
}

function TabContent({ group, tab }: { group: Group; tab: GroupTab }) {
    const isMember = group.membership.role !== null
    const mayRead = isMember || group.kind === "PUBLIC"
    if (tab === "aboutGroup") return <About group={group} />
    if (!mayRead) return <EmptyState icon="lock" title={t("groups.locked")} hint={t("groups.lockedHint")} />
    if (tab === "groupMembers") return <Members group={group} />
    if (tab === "manageGroup") return moderates(group) ? <ManageGroup group={group} /> : null
    return (
        <>
            {isMember && <WriteButton group={group} />}
            <PostListView
                name={`group ${group.id}`}
                label={t("groups.postsIn", { name: group.name })}
                empty={<EmptyState icon="edit" title={t("groups.noPosts")} hint={t("groups.noPostsHint")} />}
            />
        </>
    )
}

/** Looks like a field and opens the composer, which has room for everything. */
function WriteButton({ group }: { group: Group }) {
    const write = () => {
        writeInGroup(group)
        openComposer()
    }
    return (
        <button type="button" className="group-write" onClick={write}>
            <Icon name="edit" />
            {t("groups.write")}
        </button>
    )
}

function About({ group }: { group: Group }) {
    return (
        <div className="padded group-about">
            {group.description === "" ? (
                <p className="screen-note">{t("groups.noDescription")}</p>
            ) : (
                <PostText text={group.description} className="comment-text" />
            )}
            <p className="profile-line">
                <Icon name={kindIcons[group.kind]} className="icon-small" />
                {t(`groups.kind.${group.kind}`)} · {t(`groups.kindHint.${group.kind}`)}
            </p>
            <p className="profile-line">
                <Icon name="clock" className="icon-small" /> {t("groups.since", { date: dateText(group.createdAt) })}
            </p>
            <h2 className="section-title">{t("groups.rules")}</h2>
            {group.rules.length === 0 ? (
                <p className="screen-note">{t("groups.noRules")}</p>
            ) : (
                <ol className="card group-rules">
                    {group.rules.map((rule, index) => (
                        <li key={index} dir="auto">
                            {rule}
                        </li>
                    ))}
                </ol>
            )}
        </div>
    )
}
