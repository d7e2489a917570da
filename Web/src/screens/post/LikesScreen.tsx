// SPDX-License-Identifier: Apache-2.0
import { t } from "../../i18n"
import { isMe } from "../../store/account"
import { api } from "../../store/session"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { FollowButton } from "../people/FollowButton"
import { PersonList } from "../people/PersonList"
import { usePages } from "../people/usePages"

/** Who likes a post, the latest first. */
export function LikesScreen({ postId }: { postId: string }) {
    const pages = usePages((cursor) => api.likesOf(postId, cursor), [postId])
    return (
        <Screen title={t("likes.title")}>
            {pages.state === "loading" && <SkeletonRows count={5} />}
            {pages.state === "failed" && (
                <ErrorState title={t("likes.failed")} error={pages.error} onRetry={pages.retry} />
            )}
            {pages.state === "ready" && pages.items.length === 0 && (
                <EmptyState icon="heart" title={t("likes.empty")} hint={t("likes.emptyHint")} />
            )}
            {pages.items.length > 0 && (
                <PersonList
                    people={pages.items}
                    onMore={pages.loadMore}
                    action={(user) => !isMe(user) && <FollowButton person={user} isSmall />}
                />
            )}
        </Screen>
    )
}
