// SPDX-License-Identifier: Apache-2.0
import { FormEvent, ReactNode, useEffect, useRef, useState } from "react"
import { ApiError, asApiError } from "../api/errors"
import { errorText, fieldText } from "../i18n"

interface FormState {
    isBusy: boolean
    /** What the server said about a field. */
    problem(field: string): string | undefined
}

interface FormProps {
    /** Fields that show their own problem; any other failure is written below them. */
    fields: string[]
    onSubmit(): Promise<unknown>
    label?: string
    children(state: FormState): ReactNode
}

/** A form that sends once at a time, puts the server's objections at their fields and focuses the first. */
export function Form({ fields, onSubmit, label, children }: FormProps) {
    const [isBusy, setBusy] = useState(false)
    const [failure, setFailure] = useState<ApiError | null>(null)
    const element = useRef<HTMLFormElement>(null)

    useEffect(() => {
        if (failure) element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus()
    }, [failure])

    const submit = async (event: FormEvent) => {
        event.preventDefault()
        if (isBusy) return
        setBusy(true)
        setFailure(null)
        try {
            await onSubmit()
        } catch (error) {
            setFailure(asApiError(error))
        } finally {
            setBusy(false)
        }
    }
    const problem = (field: string) => {
        const text = failure?.problem(field)
        return text === undefined ? undefined : fieldText(field, text)
    }
    const isShownAtField = fields.some((field) => problem(field) !== undefined)
    return (
        <form ref={element} className="form" onSubmit={(event) => void submit(event)} aria-label={label} noValidate>
            {children({ isBusy, problem })}
            <div role="alert">
                {failure && !isShownAtField && <p className="notice notice-error">{errorText(failure)}</p>}
            </div>
        </form>
    )
}
