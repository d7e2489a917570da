// SPDX-License-Identifier: Apache-2.0
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { forgetSearch, forgetSearches, recentSearches } from "../../store/searches"
import { IconButton } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { EmptyState } from "../../ui/States"

interface SearchStartProps {
    onSearch(query: string): void
}

/** Before anything is looked for: what one looked for last, and how to ask. */
export function SearchStart({ onSearch }: SearchStartProps) {
    const recent = useStore(recentSearches)
    const examples = [
        { query: t("search.example.quotes"), meaning: t("search.tip.quotes") },
        { query: t("search.example.minus"), meaning: t("search.tip.minus") },
        { query: "from:ada", meaning: t("search.tip.from") },
        { query: `after:${new Date().getFullYear()}-01-01`, meaning: t("search.tip.after") },
    ]
    return (
        <>
            {recent.length > 0 && (
                <section className="padded search-recent" aria-labelledby="search-recent">
                    <div className="search-recent-head">
                        <h2 id="search-recent" className="section-title">
                            {t("search.recent")}
                        </h2>
                        <button type="button" className="quiet-button" onClick={forgetSearches}>
                            {t("search.forgetAll")}
                        </button>
                    </div>
                    <ul>
                        {recent.map((query) => (
                            <li key={query} className="row-with-button">
                                <button type="button" className="search-option" onClick={() => onSearch(query)}>
                                    <span className="search-option-icon">
                                        <Icon name="clock" />
                                    </span>
                                    <bdi className="search-option-text">{query}</bdi>
                                </button>
                                <IconButton
                                    icon="close"
                                    label={t("search.forget", { query })}
                                    onClick={() => forgetSearch(query)}
                                />
                            </li>
                        ))}
                    </ul>
                </section>
            )}
            <EmptyState icon="search" title={t("search.begin")} hint={t("search.beginHint")}>
                <dl className="search-tips">
                    {examples.map(({ query, meaning }) => (
                        <div key={query}>
                            <dt>
                                <code dir="auto">{query}</code>
                            </dt>
                            <dd>{meaning}</dd>
                        </div>
                    ))}
                </dl>
                <Link to={{ screen: "people" }} className="button button-plain">
                    {t("search.openPeople")}
                </Link>
            </EmptyState>
        </>
    )
}
