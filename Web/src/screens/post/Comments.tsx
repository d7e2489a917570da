// SPDX-License-Identifier: Apache-2.0
import type { Post } from "../../api/types"
import { t } from "../../i18n"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { CommentForm } from "./CommentForm"
import { CommentItem } from "./CommentItem"
import { useComments } from "./useComments"

/** What was said to a post, as threads, and the place to say something. */
export function Comments({ post }: { post: Post }) {
    const comments = useComments(post.id, null)
    const { pages, send } = comments
    return (
        <section className="comments" aria-label={t("comment.title")}>
            <CommentForm label={t("comment.write")} onSend={send} />
            {pages.state === "loading" && <SkeletonRows count={Math.min(3, post.commentCount)} />}
            {pages.state === "failed" && (
                <ErrorState title={t("comment.failed")} error={pages.error} onRetry={pages.retry} />
            )}
            {pages.state === "ready" && pages.items.length === 0 && (
                <EmptyState icon="chats" title={t("comment.empty")} hint={t("comment.emptyHint")} />
            )}
            {pages.items.length > 0 && (
                <ol className="thread">
                    {pages.items.map((comment) => (
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
