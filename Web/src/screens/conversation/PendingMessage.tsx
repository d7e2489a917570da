// SPDX-License-Identifier: Apache-2.0
import type { Message } from "../../api/types"
import { t, timeText } from "../../i18n"
import { discardSend, retrySend } from "../../store/compose"
import type { OutboxItem } from "../../store/outboxQueue"
import { isFewEmoji } from "../../text/links"
import { Icon } from "../../ui/Icon"
import { MessageText } from "./MessageText"
import { Quote } from "./Quote"

/** A message on its way, or one the server refused. */
export function PendingMessage({ item, messages }: { item: OutboxItem; messages: readonly Message[] }) {
    const original = messages.find(({ id }) => id === item.replyToId) ?? null
    const isBig = isFewEmoji(item.content)
    return (
        <li className={`message message-own message-pending ${isBig ? "message-big" : ""}`}>
            <div className={item.failure ? "bubble bubble-failed" : "bubble"}>
                {item.replyToId !== null && <Quote original={original} />}
                <MessageText text={item.content} />
                <span className="bubble-foot">
                    <time dateTime={item.createdAt}>{timeText(item.createdAt)}</time>
                    {item.failure ? (
                        <Icon name="warning" />
                    ) : (
                        <span className="receipt" role="img" aria-label={t("conversation.status.waiting")}>
                            <Icon name="clock" />
                        </span>
                    )}
                </span>
                {item.failure && (
                    <span className="bubble-failure">
                        <span>{t("conversation.notSentWhy", { reason: item.failure.message })}</span>
                        <button type="button" className="text-button" onClick={() => void retrySend(item.clientId)}>
                            {t("conversation.retry")}
                        </button>
                        <button type="button" className="text-button" onClick={() => discardSend(item.clientId)}>
                            {t("conversation.discard")}
                        </button>
                    </span>
                )}
            </div>
        </li>
    )
}
