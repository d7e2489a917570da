// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useEffect, useId, useRef, useState } from "react"
import { errorText, t } from "../i18n"
import { Button } from "./Button"

interface DialogProps {
    title: string
    onClose(): void
    children: ReactNode
}

/** A modal dialog. The browser's own: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, children }: DialogProps) {
    const titleId = useId()
    const element = useRef<HTMLDialogElement>(null)
    useEffect(() => {
        const dialog = element.current
        const before = document.activeElement
        dialog?.showModal()
        // The browser would choose the first button.
        dialog?.querySelector<HTMLElement>("[data-autofocus]")?.focus()
        return () => {
            dialog?.close()
            if (before instanceof HTMLElement && before.isConnected) before.focus()
        }
    }, [])
    return (
        <dialog
            ref={element}
            className="dialog"
            aria-labelledby={titleId}
            onCancel={(event) => {
                event.preventDefault()
                onClose()
            }}
            onClick={(event) => {
                if (event.target === element.current) onClose()
            }}
        >
            <div className="dialog-body">
                <h2 id={titleId}>{title}</h2>
                {children}
            </div>
        </dialog>
    )
}

interface ConfirmProps {
    title: string
    text: string
    confirm: string
    isDanger?: boolean
    run(): Promise<unknown>
    onClose(): void
}

/** Asks before something that cannot be taken back, does it, and says so when it fails. */
export function ConfirmDialog({ title, text, confirm, isDanger = false, run, onClose }: ConfirmProps) {
    const [isBusy, setBusy] = useState(false)
    const [problem, setProblem] = useState<string | null>(null)
    const accept = async () => {
        setBusy(true)
        setProblem(null)
        try {
            await run()
            onClose()
        } catch (error) {
            setProblem(errorText(error))
            setBusy(false)
        }
    }
    return (
        <Dialog title={title} onClose={onClose}>
            <p>{text}</p>
            {problem && (
                <p className="notice notice-error" role="alert">
                    {problem}
                </p>
            )}
            <div className="dialog-actions">
                <Button onClick={onClose}>{t("action.cancel")}</Button>
                <Button look={isDanger ? "danger" : "primary"} isBusy={isBusy} onClick={() => void accept()}>
                    {confirm}
                </Button>
            </div>
        </Dialog>
    )
}
