// SPDX-License-Identifier: Apache-2.0
import type { User } from "../../api/types"
import { openComposer } from "../../app/compose"
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { loadList, newPostsStore } from "../../store/posts"
import { Icon } from "../../ui/Icon"
import { Screen, useScrollContainer } from "../../ui/Screen"
import { EmptyState } from "../../ui/States"
import { SuggestionList } from "../people/SuggestionList"
import { useSuggestions } from "../people/useSuggestions"
import { Context } from "../explore/Context"
import { PostListView } from "../posts/PostListView"
import { PostComposer } from "./PostComposer"

const beginningsShown = 6

/** What the people one follows have written, the newest first, and the place to write oneself. */
export function FeedScreen({ me }: { me: User }) {
    return (
        <Screen title={t("feed.title")} isTop isFlush aside={<Context />} actions={<ActivityLink />}>
            <div className="only-wide">
                <PostComposer me={me} />
            </div>
            <NewPosts />
            <PostListView
                name="feed"
                label={t("feed.title")}
                empty={
                    <>
                        <EmptyState icon="home" title={t("feed.empty")} hint={t("feed.emptyHint")}>
                            <Link to={{ screen: "people" }} className="button button-primary">
                                {t("feed.findPeople")}
                            </Link>
                        </EmptyState>
                        <Beginnings />
                    </>
                }
            />
            <button type="button" className="compose-floating" aria-label={t("post.new")} onClick={openComposer}>
                <Icon name="edit" />
            </button>
        </Screen>
    )
}

/** On a phone, whose bar has no room for it. */
function ActivityLink() {
    return (
        <span className="only-narrow bar-places">
            <Link
                to={{ screen: "activity" }}
                className="icon-button"
                aria-label={t("nav.activity")}
                title={t("nav.activity")}
            >
                <Icon name="pulse" />
            </Link>
        </span>
    )
}

/** Whom to begin with. Where there is room they stand beside the feed. */
function Beginnings() {
    const { items, isAnybody } = useSuggestions()
    if (items.length === 0) return null
    return (
        <div className="only-narrow">
            <section className="padded" aria-labelledby="feed-people">
                <h2 id="feed-people" className="section-title">
                    {t(isAnybody ? "new.people" : "people.suggestions")}
                </h2>
                <SuggestionList suggestions={items.slice(0, beginningsShown)} isAnybody={isAnybody} />
            </section>
        </div>
    )
}

/** New posts do not push away what one reads: they wait behind a button. */
function NewPosts() {
    const count = useStore(newPostsStore, (ids) => ids.length)
    const scroller = useScrollContainer()
    const show = async () => {
        await loadList("feed")
        newPostsStore.set([])
        scroller.current?.scrollTo({ top: 0 })
        document.querySelector<HTMLElement>("#content article[data-post]")?.focus({ preventScroll: true })
    }
    return (
        <div className="new-posts" role="status">
            {count > 0 && (
                <button type="button" className="button button-primary" onClick={() => void show()}>
                    <Icon name="up" />
                    <span>{t("feed.new", { count })}</span>
                </button>
            )}
        </div>
    )
}
