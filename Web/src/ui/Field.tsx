// SPDX-License-Identifier: Apache-2.0
import { InputHTMLAttributes, TextareaHTMLAttributes, useId, useState } from "react"
import { t } from "../i18n"
import { IconButton } from "./Button"

interface Labelled {
    label: string
    hint?: string | undefined
    /** What is wrong with the value; replaces the hint and is announced. */
    problem?: string | undefined
}

type FieldProps = Labelled & InputHTMLAttributes<HTMLInputElement>

/** One line of text with its label, a hint and a place for what is wrong. */
export function Field({ label, hint, problem, ...input }: FieldProps) {
    const id = useId()
    const note = useNote(id, hint, problem)
    return (
        <div className="field">
            <label htmlFor={id}>{label}</label>
            <input {...input} {...note.attributes} id={id} />
            {note.element}
        </div>
    )
}

type AreaProps = Labelled & TextareaHTMLAttributes<HTMLTextAreaElement>

export function TextArea({ label, hint, problem, ...area }: AreaProps) {
    const id = useId()
    const note = useNote(id, hint, problem)
    return (
        <div className="field">
            <label htmlFor={id}>{label}</label>
            <textarea {...area} {...note.attributes} id={id} />
            {note.element}
        </div>
    )
}

/** A password with a way to see it. */
export function PasswordField({ label, hint, problem, ...input }: FieldProps) {
    const id = useId()
    const [isShown, setShown] = useState(false)
    const note = useNote(id, hint, problem)
    return (
        <div className="field">
            <label htmlFor={id}>{label}</label>
            <div className="field-with-button">
                <input {...input} {...note.attributes} id={id} type={isShown ? "text" : "password"} />
                <IconButton
                    icon="eye"
                    label={isShown ? t("auth.hidePassword") : t("auth.showPassword")}
                    aria-pressed={isShown}
                    onClick={() => setShown(!isShown)}
                />
            </div>
            {note.element}
        </div>
    )
}

function useNote(id: string, hint: string | undefined, problem: string | undefined) {
    const text = problem ?? hint
    if (!text) return { attributes: {}, element: null }
    const noteId = `${id}-note`
    return {
        attributes: { "aria-describedby": noteId, ...(problem ? { "aria-invalid": true } : {}) },
        element: (
            <p id={noteId} className={problem ? "field-note field-problem" : "field-note"}>
                {text}
            </p>
        ),
    }
}

interface SelectProps {
    label: string
    value: string
    options: readonly { value: string; label: string; lang?: string }[]
    onChange(value: string): void
}

/** One of several, in the browser's own list. */
export function SelectField({ label, value, options, onChange }: SelectProps) {
    const id = useId()
    return (
        <div className="field">
            <label htmlFor={id}>{label}</label>
            <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
                {options.map((option) => (
                    <option key={option.value} value={option.value} lang={option.lang}>
                        {option.label}
                    </option>
                ))}
            </select>
        </div>
    )
}

/** One of several at the end of a line, for lists of them. */
export function SelectRow({ label, value, options, onChange }: SelectProps) {
    const id = useId()
    return (
        <div className="select-row">
            <label htmlFor={id}>{label}</label>
            <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
                {options.map((option) => (
                    <option key={option.value} value={option.value}>
                        {option.label}
                    </option>
                ))}
            </select>
        </div>
    )
}

interface SearchFieldProps {
    label: string
    value: string
    onChange(value: string): void
    autoFocus?: boolean
}

export function SearchField({ label, value, onChange, autoFocus = false }: SearchFieldProps) {
    return (
        <div className="search-field">
            <input
                type="search"
                aria-label={label}
                placeholder={label}
                value={value}
                maxLength={50}
                autoFocus={autoFocus}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                onChange={(event) => onChange(event.target.value)}
            />
        </div>
    )
}
