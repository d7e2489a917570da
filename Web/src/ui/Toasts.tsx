// SPDX-License-Identifier: Apache-2.0
import { t } from "../i18n"
import { useStore } from "../store/createStore"
import { IconButton } from "./Button"
import { dismissToast, toastsStore } from "./toastStore"

/** The notes in the corner. A live region, so screen readers speak each as it comes. */
export function Toasts() {
    const toasts = useStore(toastsStore)
    return (
        <div className="toasts" role="status" aria-live="polite">
            {toasts.map(({ id, tone, text, action }) => (
                <div key={id} className={`toast toast-${tone}`}>
                    <p>{text}</p>
                    {action && (
                        <button
                            type="button"
                            className="toast-action"
                            onClick={() => {
                                action.run()
                                dismissToast(id)
                            }}
                        >
                            {action.label}
                        </button>
                    )}
                    <IconButton icon="close" label={t("action.close")} onClick={() => dismissToast(id)} />
                </div>
            ))}
        </div>
    )
}
