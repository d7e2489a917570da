// SPDX-License-Identifier: Apache-2.0
/** Connects the outbox queue to its table, to the server and to the screens. */
import type { ApiClient } from "../api/client"
import type { Message, NewMessage } from "../api/types"
import { errorText, t } from "../i18n"
import { backoff } from "../realtime/backoff"
import type { RealtimeSocket } from "../realtime/socket"
import { showToast } from "../ui/toastStore"
import { currentAccount } from "./account"
import { announce } from "./announcements"
import { receiveMessage } from "./changes"
import type { Table } from "./database"
import { OutboxItem, OutboxQueue } from "./outboxQueue"
import { reading } from "./reading"
import { outboxStore } from "./state"

const retry = { firstMilliseconds: 1000, longestMilliseconds: 60_000 }

export function createOutbox(
    table: Table<OutboxItem>,
    waiting: OutboxItem[],
    api: ApiClient,
    socket: RealtimeSocket,
): OutboxQueue {
    let attempts = 0
    const outbox: OutboxQueue = new OutboxQueue(
        table,
        {
            send: (message) => send(message, api, socket),
            onChange: (items) => outboxStore.set(items),
            onSent: (_, message) => {
                attempts = 0
                const account = currentAccount()
                if (account) receiveMessage(account, message, true)
            },
            onFailed: ({ chatId }, error) => {
                const text = errorText(error, t("conversation.notSent"))
                // In the chat on screen the message itself says so.
                if (reading.get() === chatId) announce(text)
                else showToast({ tone: "error", text })
            },
            retryAfter: (seconds) => {
                const wait = seconds === null ? backoff(attempts++, retry) : seconds * 1000
                setTimeout(() => {
                    if (currentAccount()?.outbox === outbox) void outbox.flush()
                }, wait)
            },
        },
        waiting,
    )
    outboxStore.set(outbox.all)
    return outbox
}

/** Over the socket when there is one; whatever goes wrong there, HTTP has the last word. */
async function send(message: NewMessage, api: ApiClient, socket: RealtimeSocket): Promise<Message> {
    if (socket.isOnline) {
        try {
            return await socket.request("message:send", message)
        } catch {
            // An acknowledgement has no status to decide by, and may have been lost with the connection.
        }
    }
    return api.sendMessage(message)
}
