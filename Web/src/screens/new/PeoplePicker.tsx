// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useState } from "react"
import type { User } from "../../api/types"
import { t } from "../../i18n"
import { Avatar } from "../../ui/Avatar"
import { Handle } from "../../ui/Handle"
import { SearchField } from "../../ui/Field"
import { Icon } from "../../ui/Icon"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { usePeople } from "./usePeople"

interface PeoplePickerProps {
    /** Called with the person whose row was pressed. */
    onPick(user: User): void
    /** With it, rows are toggles that show who is chosen. */
    chosen?: readonly User[]
    /** People who cannot be chosen, for example because they are members already. */
    excluded?: ReadonlySet<string>
    /** Before the list, while nothing is being searched. */
    before?: ReactNode
}

/** Finds people by name and lets one or several be chosen. */
export function PeoplePicker({ onPick, chosen, excluded, before }: PeoplePickerProps) {
    const [query, setQuery] = useState("")
    const people = usePeople(query)
    const items = people.items.filter(({ id }) => !excluded?.has(id))
    const isSearch = query.trim() !== ""
    return (
        <div className="picker">
            <SearchField label={t("new.search")} value={query} onChange={setQuery} autoFocus />
            {!isSearch && before}
            <h2 className="section-title">{isSearch ? t("new.results") : t("new.people")}</h2>
            <p className="visually-hidden" role="status">
                {isSearch && people.state === "ready" ? t("new.found", { count: items.length }) : ""}
            </p>
            {people.state === "loading" && <SkeletonRows count={6} />}
            {people.state === "failed" && (
                <ErrorState title={t("new.failed")} error={people.error} onRetry={people.retry} />
            )}
            {people.state === "ready" && items.length === 0 && <NoOne query={query.trim()} />}
            <ul className="rows rows-card">
                {items.map((user) => (
                    <li key={user.id}>
                        <PersonRow
                            user={user}
                            isChosen={chosen?.some(({ id }) => id === user.id)}
                            onPick={() => onPick(user)}
                        />
                    </li>
                ))}
            </ul>
            {people.hasMore && (
                <button type="button" className="more-rows" onClick={people.loadMore}>
                    {t("action.loadMore")}
                </button>
            )}
        </div>
    )
}

function NoOne({ query }: { query: string }) {
    return query === "" ? (
        <EmptyState icon="people" title={t("new.nobody")} hint={t("new.nobodyHint")} />
    ) : (
        <EmptyState icon="search" title={t("new.noMatch", { query })} hint={t("new.noMatchHint")} />
    )
}

interface PersonRowProps {
    user: User
    isChosen: boolean | undefined
    onPick(): void
}

function PersonRow({ user, isChosen, onPick }: PersonRowProps) {
    return (
        <button type="button" className="row" aria-pressed={isChosen} onClick={onPick}>
            <Avatar id={user.id} name={user.displayName} url={user.avatarUrl} />
            <span className="row-main">
                <span className="row-title">{user.displayName}</span>
                <span className="row-preview"><Handle user={user} /></span>
            </span>
            {isChosen !== undefined && (
                <span className={isChosen ? "tick tick-on" : "tick"}>{isChosen && <Icon name="check" />}</span>
            )}
        </button>
    )
}
