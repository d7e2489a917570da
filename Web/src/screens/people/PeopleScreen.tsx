// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react"
import { Link } from "../../app/navigation"
import { numberText, t } from "../../i18n"
import { isMe } from "../../store/account"
import { useStore } from "../../store/createStore"
import { loadRequests, requestCount, requestsStore } from "../../store/followRequests"
import { SearchField } from "../../ui/Field"
import { Icon } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { usePeople } from "../new/usePeople"
import { FollowButton } from "./FollowButton"
import { PersonList } from "./PersonList"
import { SuggestionList } from "./SuggestionList"
import { useSuggestions } from "./useSuggestions"

/** Finding people: by name, by suggestion, and all who are here. */
export function PeopleScreen() {
    const [query, setQuery] = useState("")
    const isSearch = query.trim() !== ""
    const people = usePeople(query)
    const suggestions = useSuggestions()
    return (
        <Screen title={t("people.title")} isTop>
            <SearchField label={t("new.search")} value={query} onChange={setQuery} />
            {!isSearch && <RequestsLink />}
            {!isSearch && !suggestions.isAnybody && suggestions.items.length > 0 && (
                <>
                    <h2 className="section-title">{t("people.suggestions")}</h2>
                    <SuggestionList suggestions={suggestions.items} />
                </>
            )}
            <h2 className="section-title">{t(isSearch ? "new.results" : "new.people")}</h2>
            <p className="visually-hidden" role="status">
                {isSearch && people.state === "ready" ? t("new.found", { count: people.items.length }) : ""}
            </p>
            {people.state === "loading" && <SkeletonRows count={6} />}
            {people.state === "failed" && (
                <ErrorState title={t("new.failed")} error={people.error} onRetry={people.retry} />
            )}
            {people.state === "ready" &&
                people.items.length === 0 &&
                (isSearch ? (
                    <EmptyState
                        icon="search"
                        title={t("new.noMatch", { query: query.trim() })}
                        hint={t("new.noMatchHint")}
                    />
                ) : (
                    <EmptyState icon="people" title={t("new.nobody")} hint={t("new.nobodyHint")} />
                ))}
            {people.items.length > 0 && (
                <PersonList
                    people={people.items}
                    onMore={people.hasMore ? people.loadMore : undefined}
                    // Who follows nobody yet can begin right here.
                    action={suggestions.isAnybody ? (user) => !isMe(user) && <FollowButton person={user} isSmall /> : undefined}
                />
            )}
        </Screen>
    )
}

function RequestsLink() {
    const count = useStore(requestsStore, requestCount)
    useEffect(() => void loadRequests(), [])
    if (count === 0) return null
    return (
        <Link to={{ screen: "followRequests" }} className="card card-link">
            <span className="avatar avatar-medium avatar-action">
                <Icon name="userAdd" />
            </span>
            <span className="row-main">
                <span className="row-title">{t("requests.title")}</span>
                <span className="row-preview">{t("requests.waiting", { count })}</span>
            </span>
            <span className="badge" aria-hidden="true">
                {numberText(count)}
            </span>
        </Link>
    )
}
