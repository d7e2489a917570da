// SPDX-License-Identifier: Apache-2.0
/** What a chat is called: its own name, or in a private chat the other person's. */
import type { Chat } from "../api/types"
import { t } from "../i18n"

export function chatTitle(chat: Chat): string {
    if (chat.type === "PRIVATE") return chat.peer?.displayName ?? t("chats.someone")
    return chat.name ?? t("chats.untitled")
}
