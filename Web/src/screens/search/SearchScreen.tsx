// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react"
import { pathTo } from "../../app/router"
import { requireAccount } from "../../store/account"
import { t } from "../../i18n"
import { loadRecentSearches, rememberSearch } from "../../store/searches"
import { Screen } from "../../ui/Screen"
import { Context } from "../explore/Context"
import { parseSearch, Search, searchText } from "./query"
import { Results } from "./Results"
import { SearchBox } from "./SearchBox"
import { SearchStart } from "./SearchStart"

/** One place to find everything: people, tags, posts, comments and one's own messages. */
export function SearchScreen() {
    const [search, setSearch] = useState<Search>(() => parseSearch(location.search))
    useEffect(() => void loadRecentSearches(), [])
    const change = (next: Search) => {
        setSearch(next)
        // The address says what is looked for: reloading and coming back show it again.
        history.replaceState(history.state, "", pathTo({ screen: "search" }) + searchText(next))
    }
    const start = (q: string) => {
        rememberSearch(q)
        change({ ...search, q })
    }
    return (
        <Screen title={t("search.title")} isTop isFlush aside={<Context />}>
            <div className="search-top">
                <SearchBox query={search.q} onSearch={start} />
            </div>
            {search.q === "" ? (
                <SearchStart onSearch={start} />
            ) : (
                <Results search={search} ownId={requireAccount().id} onChange={change} />
            )}
        </Screen>
    )
}
