// SPDX-License-Identifier: Apache-2.0
import type { Message } from "../../api/types"
import { t } from "../../i18n"
import { oneLine } from "../../text/links"

const flashMilliseconds = 1500

/** What a message answers. Leads to it when it is loaded. */
export function Quote({ original }: { original: Message | null }) {
    if (!original) return <span className="quote">{t("conversation.originalGone")}</span>
    return (
        <button type="button" className="quote" tabIndex={-1} onClick={() => show(original.id)}>
            <strong>{original.sender.displayName}</strong>
            <span>{original.isDeleted ? t("conversation.deleted") : oneLine(original.content)}</span>
        </button>
    )
}

function show(messageId: string): void {
    const element = document.querySelector(`[data-message="${CSS.escape(messageId)}"]`)
    if (!element) return
    element.scrollIntoView({ block: "center" })
    element.classList.add("message-flash")
    setTimeout(() => element.classList.remove("message-flash"), flashMilliseconds)
}
