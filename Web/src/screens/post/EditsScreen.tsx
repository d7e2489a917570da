// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react"
import type { Post, PostEdit } from "../../api/types"
import { fullTimeText, t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { useStore } from "../../store/createStore"
import { loadPost, postsStore } from "../../store/posts"
import { wordDiff } from "../../text/wordDiff"
import { Screen } from "../../ui/Screen"
import { ErrorState, SkeletonPosts } from "../../ui/States"
import { useAsync } from "../../ui/useAsync"
import { usePages } from "../people/usePages"

/** What a post said before it was edited, the latest first, and what each edit changed. */
export function EditsScreen({ postId }: { postId: string }) {
    const post = useStore(postsStore, (posts) => posts[postId])
    const [loaded, retry] = useAsync(() => loadPost(postId), [postId])
    const pages = usePages<PostEdit>((cursor) => requireAccount().api.editsOf(postId, cursor), [postId, post?.editedAt])
    const failed = loaded.state === "failed" ? loaded.error : pages.state === "failed" ? pages.error : null
    const retryAll = () => {
        retry()
        pages.retry()
    }
    return (
        <Screen title={t("edits.title")}>
            {failed !== null ? (
                <ErrorState title={t("edits.failed")} error={failed} onRetry={retryAll} />
            ) : post && pages.state === "ready" ? (
                <Versions post={post} edits={pages.items} onMore={pages.loadMore} />
            ) : (
                <SkeletonPosts count={2} />
            )}
        </Screen>
    )
}

interface VersionsProps {
    post: Post
    edits: readonly PostEdit[]
    onMore: (() => void) | undefined
}

function Versions({ post, edits, onMore }: VersionsProps) {
    const versions = [
        { title: t("edits.now"), text: post.text, warning: post.contentWarning },
        ...edits.map(({ text, contentWarning, replacedAt }) => ({
            title: t("edits.until", { time: fullTimeText(replacedAt) }),
            text,
            warning: contentWarning,
        })),
    ]
    return (
        <>
            <p className="screen-note">{t("edits.legend")}</p>
            <ol className="versions">
                {versions.map((version, index) => (
                    <li key={versions.length - index} className="card version">
                        <h2>{version.title}</h2>
                        {version.warning && <p className="card-note">{t("edits.warning", { text: version.warning })}</p>}
                        <VersionText
                            text={version.text}
                            // Of the last version at hand it is not known what came before, unless it was the first.
                            before={versions[index + 1]?.text ?? null}
                        />
                    </li>
                ))}
            </ol>
            {onMore && (
                <button type="button" className="more-rows" onClick={onMore}>
                    {t("action.loadMore")}
                </button>
            )}
        </>
    )
}

function VersionText({ text, before }: { text: string; before: string | null }) {
    const pieces = useMemo(() => (before === null ? null : wordDiff(before, text)), [text, before])
    return (
        <p className="post-text" dir="auto">
            {pieces?.map((piece, index) =>
                piece.kind === "same" ? (
                    piece.text
                ) : piece.kind === "added" ? (
                    <ins key={index}>{piece.text}</ins>
                ) : (
                    <del key={index}>{piece.text}</del>
                ),
            ) ?? text}
        </p>
    )
}
