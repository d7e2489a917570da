// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useCallback, useEffect } from "react"
import { cameBack } from "../../app/navigation"
import { isForUs } from "../../app/shortcuts"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { ListName, listsStore, loadList, loadMorePosts, postsStore, useList } from "../../store/posts"
import { Button } from "../../ui/Button"
import { ErrorState, SkeletonPosts } from "../../ui/States"
import { WindowedList } from "../../ui/WindowedList"
import { PostCard } from "./PostCard"

interface PostListViewProps {
    name: ListName
    label: string
    /** What to show when there is nothing: says what to do. */
    empty: ReactNode
}

/** A list of posts with its beginnings, its end and its troubles. */
export function PostListView({ name, label, empty }: PostListViewProps) {
    const list = useList(name)
    useEffect(() => {
        // Who comes back finds the list as it was left; who opens it anew sees what is new.
        if (!cameBack() || list.load === "idle") void loadList(name)
    }, [name])
    const draw = useCallback((id: string) => <StoredPost list={name} id={id} />, [name])
    const loadMore = useCallback(() => void loadMorePosts(name), [name])
    useEffect(() => listenForSteps(), [])

    if (list.ids.length === 0) {
        if (list.load === "failed") {
            return <ErrorState title={t("post.listFailed")} error={list.error} onRetry={() => void loadList(name)} />
        }
        return list.load === "ready" ? <>{empty}</> : <SkeletonPosts count={4} />
    }
    return (
        <>
            <WindowedList
                name={name}
                label={label}
                items={list.ids}
                keyOf={itself}
                onEnd={list.cursor !== null && list.more !== "failed" ? loadMore : undefined}
            >
                {draw}
            </WindowedList>
            <div className="list-end">
                {list.more === "failed" ? (
                    <>
                        <p>{t("post.moreFailed")}</p>
                        <Button onClick={loadMore}>{t("action.retry")}</Button>
                    </>
                ) : list.cursor !== null ? (
                    <span className="spinner" role="img" aria-label={t("action.loading")} />
                ) : (
                    <p>{t("post.listEnd")}</p>
                )}
            </div>
        </>
    )
}

const itself = (id: string) => id

function StoredPost({ list, id }: { list: ListName; id: string }) {
    const post = useStore(postsStore, (posts) => posts[id])
    const repostedBy = useStore(listsStore, (lists) => lists[list]?.reposters[id])
    if (!post) return null
    return <PostCard post={post} repostedBy={repostedBy} showsPin={/^(user|group) /.test(list)} isInGroup={list.startsWith("group ")} />
}

/** `j` and `k` go from post to post, from wherever one is. */
function listenForSteps(): () => void {
    const onKeyDown = (event: KeyboardEvent) => {
        if ((event.key !== "j" && event.key !== "k") || !isForUs(event)) return
        const posts = [...document.querySelectorAll<HTMLElement>("#content article[data-post]")]
        const current = posts.findIndex((post) => post.contains(document.activeElement))
        const next = current < 0 ? firstInView(posts) : current + (event.key === "j" ? 1 : -1)
        const target = posts[next]
        if (!target) return
        event.preventDefault()
        target.focus({ preventScroll: true })
        target.scrollIntoView({ block: "nearest" })
    }
    document.addEventListener("keydown", onKeyDown)
    return () => document.removeEventListener("keydown", onKeyDown)
}

function firstInView(posts: readonly HTMLElement[]): number {
    const index = posts.findIndex((post) => post.getBoundingClientRect().bottom > 120)
    return Math.max(0, index)
}
