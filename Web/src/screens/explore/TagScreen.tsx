// SPDX-License-Identifier: Apache-2.0
import { t } from "../../i18n"
import { Screen } from "../../ui/Screen"
import { EmptyState } from "../../ui/States"
import { PostListView } from "../posts/PostListView"
import { Context } from "./Context"

/** What was written under one tag. */
export function TagScreen({ tag }: { tag: string }) {
    return (
        <Screen title={`#${tag}`} isFlush aside={<Context />}>
            <PostListView
                name={`tag ${tag}`}
                label={t("tag.label", { tag })}
                empty={<EmptyState icon="hash" title={t("tag.empty", { tag })} hint={t("tag.emptyHint")} />}
            />
        </Screen>
    )
}
