// SPDX-License-Identifier: Apache-2.0
/** The events of the default namespace, both directions, with their payloads. */
import type { Chat, DataExport, LinkPreview, Message, NewMessage, Notification, Presence, UserStatus } from "../api/types"

export interface ServerEvents {
    "message:new": Message
    "message:edited": Message
    "message:deleted": Message
    "message:read": { chatId: string; userId: string; messageId: string; seq: number }
    "typing:user": { chatId: string; userId: string; isTyping: boolean }
    "user:status": { userId: string; status: UserStatus }
    "user:last-seen": { userId: string; at: string }
    "chat:new": Chat
    "chat:updated": Chat
    "chat:deleted": { chatId: string }
    "chat:member-added": { chatId: string; userId: string }
    "chat:member-removed": { chatId: string; userId: string }
    "feed:new": { postId: string }
    "post:preview": { postId: string; preview: LinkPreview | null }
    "notification:new": Notification
    "notification:unread": { count: number }
    "export:ended": DataExport
}

/** Client events and what the acknowledgement carries. */
export interface ClientEvents {
    "message:send": { payload: NewMessage; reply: Message }
    "message:read": { payload: { chatId: string; messageId: string }; reply: unknown }
    "typing:start": { payload: { chatId: string }; reply: unknown }
    "typing:stop": { payload: { chatId: string }; reply: unknown }
    "user:status-change": { payload: { status: UserStatus }; reply: unknown }
    "presence:watch": { payload: { userIds: string[] }; reply: Presence[] | { items: Presence[] } }
}

export type ServerEventName = keyof ServerEvents
export type ClientEventName = keyof ClientEvents

/** A server event with its payload, as one value to switch on. */
export type ServerEvent = { [Name in ServerEventName]: { name: Name; payload: ServerEvents[Name] } }[ServerEventName]
