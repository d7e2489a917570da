// SPDX-License-Identifier: Apache-2.0
/** What screen readers are told as it happens. The live region in ui/LiveRegion speaks it. */
import type { Chat, Message } from "../api/types"
import { t } from "../i18n"
import { createStore } from "./createStore"
import { reading } from "./reading"

export interface Announcement {
    id: number
    text: string
}

export const announcements = createStore<Announcement | null>(null)

let nextId = 1

export function announce(text: string): void {
    announcements.set({ id: nextId++, text })
}

const longestSpokenText = 300

/** In the open chat the words are spoken; from other chats only that there is something. */
export function announceMessage(message: Message, chat: Chat): void {
    if (message.isSilent) return
    const name = message.sender.displayName
    if (reading.get() === chat.id) announce(`${name}: ${message.content.slice(0, longestSpokenText)}`)
    else if (chat.name) announce(t("announce.messageIn", { name, chat: chat.name }))
    else announce(t("announce.messageFrom", { name }))
}
