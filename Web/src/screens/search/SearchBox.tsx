// SPDX-License-Identifier: Apache-2.0
import { FormEvent, KeyboardEvent, ReactNode, useEffect, useId, useRef, useState } from "react"
import type { FoundHashtag, SearchHit, User } from "../../api/types"
import { navigate } from "../../app/navigation"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { forgetSearch, recentSearches } from "../../store/searches"
import { Avatar } from "../../ui/Avatar"
import { IconButton } from "../../ui/Button"
import { Handle } from "../../ui/Handle"
import { Icon } from "../../ui/Icon"
import { maxQueryLength } from "./query"
import { useSuggest } from "./useSuggest"

interface SearchBoxProps {
    /** What is looked for now. */
    query: string
    onSearch(query: string): void
}

interface Option {
    key: string
    content: ReactNode
    run(): void
    /** Only searches of one's own can be forgotten. */
    forget?: () => void
}

const recentShown = 4

/** The field for searching, with suggestions below it after the ARIA pattern of a combobox. */
export function SearchBox({ query, onSearch }: SearchBoxProps) {
    const [text, setText] = useState(query)
    const [isOpen, setOpen] = useState(false)
    const [active, setActive] = useState(-1)
    const input = useRef<HTMLInputElement>(null)
    const box = useRef<HTMLDivElement>(null)
    const listId = useId()
    const hits = useSuggest(text, isOpen)
    const recent = useStore(recentSearches)
    useEffect(() => setText(query), [query])
    useEffect(() => {
        if (query === "") input.current?.focus()
    }, [])

    const search = (wanted: string) => {
        setOpen(false)
        setActive(-1)
        setText(wanted)
        if (wanted.trim() !== "") onSearch(wanted.trim())
    }
    const options = isOpen ? optionsFor(text.trim(), hits, recent, search) : []
    const shown = options[active]
    const submit = (event: FormEvent) => {
        event.preventDefault()
        if (shown) shown.run()
        else search(text)
        setOpen(false)
    }
    const onKeyDown = (event: KeyboardEvent) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === "Escape" && isOpen && options.length > 0) {
            event.preventDefault()
            setOpen(false)
        } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length > 0) {
            event.preventDefault()
            // One more place than options: the field itself.
            const places = options.length + 1
            setActive(((active + 1 + (event.key === "ArrowDown" ? 1 : -1) + places) % places) - 1)
        }
    }
    return (
        <div
            ref={box}
            className="search-box"
            onBlur={(event) => {
                if (!box.current?.contains(event.relatedTarget)) setOpen(false)
            }}
        >
            <form className="search-field search-form" role="search" onSubmit={submit}>
                <Icon name="search" />
                <input
                    ref={input}
                    type="search"
                    role="combobox"
                    aria-label={t("search.field")}
                    aria-expanded={options.length > 0}
                    aria-controls={listId}
                    aria-autocomplete="list"
                    aria-activedescendant={shown ? `${listId}-${active}` : undefined}
                    placeholder={t("search.field")}
                    value={text}
                    maxLength={maxQueryLength}
                    autoComplete="off"
                    autoCapitalize="off"
                    spellCheck={false}
                    dir="auto"
                    onFocus={() => setOpen(text.trim() !== query || query === "")}
                    onChange={(event) => {
                        setText(event.target.value)
                        setActive(-1)
                        setOpen(true)
                    }}
                    onKeyDown={onKeyDown}
                />
                {text !== "" && (
                    <IconButton
                        icon="close"
                        label={t("search.clear")}
                        onClick={() => {
                            setText("")
                            input.current?.focus()
                        }}
                    />
                )}
            </form>
            <span className="visually-hidden" role="status">
                {isOpen && hits.length > 0 ? t("search.suggested", { count: hits.length }) : ""}
            </span>
            {/* Not a list of buttons: the focus stays in the field, which names the option that is meant. */}
            <ul id={listId} className="search-options" role="listbox" aria-label={t("search.suggestions")} hidden={options.length === 0}>
                {options.map((option, index) => (
                    <li
                        key={option.key}
                        id={`${listId}-${index}`}
                        role="option"
                        aria-selected={index === active}
                        className="search-option"
                        // Before the field loses the focus, which would close the list.
                        onPointerDown={(event) => event.preventDefault()}
                        onClick={() => {
                            setOpen(false)
                            option.run()
                        }}
                    >
                        {option.content}
                    </li>
                ))}
            </ul>
        </div>
    )
}

function optionsFor(
    text: string,
    hits: readonly SearchHit[],
    recent: readonly string[],
    search: (query: string) => void,
): Option[] {
    const begins = recent.filter((query) => text !== "" && query !== text && query.toLowerCase().startsWith(text.toLowerCase()))
    const earlier = begins.slice(0, recentShown).map((query) => ({
        key: `recent ${query}`,
        content: <OptionLine icon="clock" text={query} />,
        run: () => search(query),
        forget: () => forgetSearch(query),
    }))
    const whole = text === "" ? [] : [wholeSearch(text, search)]
    return [...whole, ...earlier, ...(text === "" ? [] : hits.flatMap(optionOf))]
}

function wholeSearch(text: string, search: (query: string) => void): Option {
    return {
        key: "whole",
        content: <OptionLine icon="search" text={t("search.for", { query: text })} />,
        run: () => search(text),
    }
}

function optionOf(hit: SearchHit): Option[] {
    if (hit.kind === "PERSON") {
        const user = hit.item as User
        return [{ key: hit.id, content: <PersonLine user={user} />, run: () => navigate({ screen: "person", userId: user.id }) }]
    }
    if (hit.kind === "HASHTAG") {
        const { tag } = hit.item as FoundHashtag
        return [{ key: `#${tag}`, content: <OptionLine icon="hash" text={tag} />, run: () => navigate({ screen: "tag", tag }) }]
    }
    return []
}

function OptionLine({ icon, text }: { icon: "clock" | "search" | "hash"; text: string }) {
    return (
        <>
            <span className="search-option-icon">
                <Icon name={icon} />
            </span>
            <bdi className="search-option-text">{text}</bdi>
        </>
    )
}

function PersonLine({ user }: { user: User }) {
    return (
        <>
            <Avatar id={user.id} name={user.displayName} url={user.avatarUrl} size="small" />
            <span className="search-option-text">
                <bdi>{user.displayName}</bdi> <span className="post-handle"><Handle user={user} /></span>
            </span>
        </>
    )
}
