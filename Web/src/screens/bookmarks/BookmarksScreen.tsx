// SPDX-License-Identifier: Apache-2.0
import { t } from "../../i18n"
import { Screen } from "../../ui/Screen"
import { EmptyState } from "../../ui/States"
import { Context } from "../explore/Context"
import { PostListView } from "../posts/PostListView"

/** The posts one kept. */
export function BookmarksScreen() {
    return (
        <Screen title={t("bookmarks.title")} isTop isFlush aside={<Context />}>
            <PostListView
                name="bookmarks"
                label={t("bookmarks.title")}
                empty={<EmptyState icon="bookmark" title={t("bookmarks.empty")} hint={t("bookmarks.emptyHint")} />}
            />
        </Screen>
    )
}
