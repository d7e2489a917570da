// SPDX-License-Identifier: Apache-2.0
import { asApiError } from "../../api/errors"
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { leavingStore } from "../../store/leaving"
import { loadPost, postsStore } from "../../store/posts"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonPosts } from "../../ui/States"
import { useAsync } from "../../ui/useAsync"
import { Context } from "../explore/Context"
import { PostCard } from "../posts/PostCard"
import { Comments } from "./Comments"

/** One post and what was said to it. What is known of it is shown until the server has answered. */
export function PostScreen({ postId }: { postId: string }) {
    const post = useStore(postsStore, (posts) => posts[postId])
    const [loaded, retry] = useAsync(() => loadPost(postId), [postId])
    const isLeaving = useStore(leavingStore, (ids) => ids.has(postId))
    const isGone = isLeaving || (loaded.state === "failed" && asApiError(loaded.error).isMissing)
    return (
        <Screen title={t("post.title")} isFlush aside={<Context />}>
            {isGone ? (
                <EmptyState icon="search" title={t("post.gone")} hint={t("post.goneHint")}>
                    <Link to={{ screen: "feed" }} className="button button-plain">
                        {t("app.toHome")}
                    </Link>
                </EmptyState>
            ) : post ? (
                <>
                    <PostCard post={post} isWhole />
                    <Comments post={post} />
                </>
            ) : loaded.state === "failed" ? (
                <ErrorState title={t("post.failed")} error={loaded.error} onRetry={retry} />
            ) : (
                <SkeletonPosts count={1} />
            )}
        </Screen>
    )
}
