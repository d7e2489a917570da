// SPDX-License-Identifier: Apache-2.0
import { Link, useRoute } from "../../app/navigation"
import { t } from "../../i18n"
import { api } from "../../store/session"
import { useAsync } from "../../ui/useAsync"
import { SuggestionList } from "../people/SuggestionList"
import { useSuggestions } from "../people/useSuggestions"
import { TrendList } from "./TrendList"

const suggestionsShown = 4
const trendsShown = 6

/** Beside a screen where there is room: whom one may want to follow, and what people write about. */
export function Context() {
    const suggestions = useSuggestions()
    const route = useRoute()
    // Not whom one looks at already.
    const others = suggestions.items.filter(({ user }) => !("userId" in route && route.userId === user.id))
    const [trends] = useAsync(() => api.trends(), [])
    const tags = trends.state === "ready" ? trends.value.items.slice(0, trendsShown) : []
    return (
        <aside className="context" aria-label={t("explore.context")}>
            {others.length > 0 && (
                <section className="context-card" aria-labelledby="context-people">
                    <h2 id="context-people">{t(suggestions.isAnybody ? "new.people" : "people.suggestions")}</h2>
                    <SuggestionList suggestions={others.slice(0, suggestionsShown)} isCompact />
                    <Link to={{ screen: "people" }} className="context-more">
                        {t("action.loadMore")}
                    </Link>
                </section>
            )}
            {tags.length > 0 && (
                <section className="context-card" aria-labelledby="context-trends">
                    <h2 id="context-trends">{t("explore.trends")}</h2>
                    <TrendList trends={tags} />
                </section>
            )}
            <p className="context-foot">
                <Link to={{ screen: "shortcuts" }}>{t("shortcuts.title")}</Link>
            </p>
        </aside>
    )
}
