// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Comment, SearchCount, SearchHit } from "../../api/types"
import { compactText, t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { leavingStore } from "../../store/leaving"
import { api } from "../../store/session"
import { Button } from "../../ui/Button"
import { SelectField } from "../../ui/Field"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { useAsync } from "../../ui/useAsync"
import { usePages } from "../people/usePages"
import { HitItem } from "./HitItem"
import { hasFilters, kinds, Period, periods, Search, wantedBy } from "./query"

interface ResultsProps {
    search: Search
    ownId: string
    onChange(search: Search): void
}

/** What was found, of all kinds or of one, and the ways to narrow it. */
export function Results({ search, ownId, onChange }: ResultsProps) {
    const { q, kind, period, isMine } = search
    const wanted = wantedBy(search, ownId)
    const pages = usePages<SearchHit>(
        (cursor) => api.search(wanted, kind === "ALL" ? undefined : kind, cursor),
        [q, kind, period, isMine],
    )
    const [counted] = useAsync(() => api.searchCounts(wanted), [q, period, isMine])
    const leaving = useStore(leavingStore)
    const hits = pages.items.filter((hit) => !isLeaving(hit, leaving))
    const counts = counted.state === "ready" ? counted.value.counts : []
    return (
        <>
            <Tabs search={search} counts={counts} onChange={onChange} />
            <Filters search={search} onChange={onChange} />
            <section aria-label={t("search.results", { query: q })} aria-busy={pages.state === "loading"}>
                {pages.state === "loading" && <SkeletonRows count={6} />}
                {pages.state === "failed" && (
                    <ErrorState title={t("search.failed")} error={pages.error} onRetry={pages.retry} />
                )}
                {pages.state === "ready" && hits.length === 0 && !pages.loadMore && <Nothing search={search} onChange={onChange} />}
                {pages.state === "ready" && hits.length > 0 && (
                    <ol className="hits">
                        {hits.map((hit) => (
                            <li key={`${hit.kind} ${hit.id}`}>
                                <HitItem hit={hit} />
                            </li>
                        ))}
                    </ol>
                )}
                {pages.state === "ready" && pages.loadMore && (
                    <button type="button" className="more-rows" onClick={pages.loadMore}>
                        {t("action.loadMore")}
                    </button>
                )}
            </section>
        </>
    )
}

/** Whether one has just deleted it, or the post it was said to. */
function isLeaving({ kind, id, item }: SearchHit, leaving: ReadonlySet<string>): boolean {
    return leaving.has(id) || (kind === "COMMENT" && leaving.has((item as Comment).postId))
}

interface PartProps {
    search: Search
    onChange(search: Search): void
}

/** All kinds, and those of which something was found, with how many. */
function Tabs({ search, counts, onChange }: PartProps & { counts: readonly SearchCount[] }) {
    const shown = kinds.filter((kind) => kind === search.kind || counts.some((count) => count.kind === kind && count.count > 0))
    return (
        <div className="tabs tabs-scroll" role="group" aria-label={t("search.kinds")}>
            {(["ALL", ...shown] as const).map((kind) => {
                const count = counts.find((other) => other.kind === kind)
                return (
                    <button
                        key={kind}
                        type="button"
                        className="tab"
                        aria-pressed={kind === search.kind}
                        onClick={() => onChange({ ...search, kind })}
                    >
                        {t(`search.kind.${kind}`)}
                        {count && <span className="tab-count">{countText(count)}</span>}
                    </button>
                )
            })}
        </div>
    )
}

function countText({ count, isAtLeast }: SearchCount): string {
    return isAtLeast ? t("search.atLeast", { count: compactText(count) }) : compactText(count)
}

function Filters({ search, onChange }: PartProps) {
    const [isOpen, setOpen] = useState(hasFilters(search))
    return (
        <div className="search-filters">
            <button
                type="button"
                className="quiet-button"
                aria-expanded={isOpen}
                aria-controls="search-filters"
                onClick={() => setOpen(!isOpen)}
            >
                {t("search.filters")}
            </button>
            {hasFilters(search) && (
                <button
                    type="button"
                    className="quiet-button"
                    onClick={() => onChange({ ...search, period: "any", isMine: false })}
                >
                    {t("search.noFilters")}
                </button>
            )}
            <div id="search-filters" className="search-filter-fields" hidden={!isOpen}>
                <SelectField
                    label={t("search.when")}
                    value={search.period}
                    options={periods.map((value) => ({ value, label: t(`search.when.${value}`) }))}
                    onChange={(period) => onChange({ ...search, period: period as Period })}
                />
                <SelectField
                    label={t("search.by")}
                    value={search.isMine ? "me" : "anyone"}
                    options={(["anyone", "me"] as const).map((value) => ({ value, label: t(`search.by.${value}`) }))}
                    onChange={(value) => onChange({ ...search, isMine: value === "me" })}
                />
            </div>
        </div>
    )
}

function Nothing({ search, onChange }: PartProps) {
    const isNarrow = hasFilters(search) || search.kind !== "ALL"
    return (
        <EmptyState
            icon="search"
            title={t("search.none", { query: search.q })}
            hint={t(hasFilters(search) ? "search.noneFiltered" : "search.noneHint")}
        >
            {isNarrow && (
                <Button onClick={() => onChange({ ...search, kind: "ALL", period: "any", isMine: false })}>
                    {t("search.everything")}
                </Button>
            )}
        </EmptyState>
    )
}
