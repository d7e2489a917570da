// SPDX-License-Identifier: Apache-2.0
import type { Post } from "../../api/types"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { leavingStore } from "../../store/leaving"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { CommentForm } from "./CommentForm"
import { CommentItem } from "./CommentItem"
import { useComments } from "./useComments"

/** What was said to a post, as threads, and the place to say something. */
export function Comments({ post }: { post: Post }) {
    const comments = useComments(post.id, null)
    const { pages, send } = comments
    const leaving = useStore(leavingStore)
    // Answers hold the place of a comment open.
    const shown = pages.items.filter(({ id, replyCount }) => !leaving.has(id) || replyCount > 0)
    return (
        <section className="comments" aria-label={t("comment.title")}>
            <CommentForm label={t("comment.write")} onSend={send} />
            {pages.state === "loading" && <SkeletonRows count={Math.min(3, post.commentCount)} />}
            {pages.state === "failed" && (
                <ErrorState title={t("comment.failed")} error={pages.error} onRetry={pages.retry} />
            )}
            {pages.state === "ready" && shown.length === 0 && !pages.loadMore && (
                <EmptyState icon="chats" title={t("comment.empty")} hint={t("comment.emptyHint")} />
            )}
            {shown.length > 0 && (
                <ol className="thread">
                    {shown.map((comment) => (
                        <CommentItem key={comment.id} comment={comment} depth={0} among={comments} />
                    ))}
                </ol>
            )}
            {pages.loadMore && (
                <button type="button" className="more-rows" onClick={pages.loadMore}>
                    {t("comment.more")}
                </button>
            )}
        </section>
    )
}
