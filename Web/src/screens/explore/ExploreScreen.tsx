// SPDX-License-Identifier: Apache-2.0
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { api } from "../../store/session"
import { Icon } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { useAsync } from "../../ui/useAsync"
import { SuggestionList } from "../people/SuggestionList"
import { useSuggestions } from "../people/useSuggestions"
import { TrendList } from "./TrendList"

const suggestionsShown = 5

/** What is going on beyond the people one follows. */
export function ExploreScreen() {
    const [trends, retry] = useAsync(() => api.trends(), [])
    const suggestions = useSuggestions()
    return (
        <Screen title={t("explore.title")} isTop>
            <Link to={{ screen: "search" }} className="search-link">
                <Icon name="search" />
                {t("search.field")}
            </Link>
            <h2 className="section-title">{t("explore.trends")}</h2>
            {trends.state === "loading" && <SkeletonRows count={5} />}
            {trends.state === "failed" && (
                <ErrorState title={t("explore.trendsFailed")} error={trends.error} onRetry={retry} />
            )}
            {trends.state === "ready" &&
                (trends.value.items.length > 0 ? (
                    <div className="card card-tight">
                        <TrendList trends={trends.value.items} />
                    </div>
                ) : (
                    <EmptyState icon="hash" title={t("explore.noTrends")} hint={t("explore.noTrendsHint")} />
                ))}
            {suggestions.items.length > 0 && (
                <>
                    <h2 className="section-title">{t(suggestions.isAnybody ? "new.people" : "people.suggestions")}</h2>
                    <SuggestionList suggestions={suggestions.items.slice(0, suggestionsShown)} isAnybody={suggestions.isAnybody} />
                </>
            )}
        </Screen>
    )
}
