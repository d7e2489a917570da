// SPDX-License-Identifier: Apache-2.0
/** The shapes the server speaks, as the app uses them. */

export type UserStatus = "ONLINE" | "AWAY" | "DND" | "OFFLINE"
export type ChatType = "PRIVATE" | "GROUP" | "CHANNEL"
export type MemberRole = "OWNER" | "ADMIN" | "MEMBER"
export type MessageType = "TEXT" | "IMAGE" | "VIDEO" | "AUDIO" | "FILE" | "VOICE"

export interface User {
    id: string
    username: string
    displayName: string
    avatarUrl: string | null
    bio: string
    status: UserStatus
    createdAt: string
}

export interface Me extends User {
    email: string
    roles: string[]
}

export interface Message {
    id: string
    chatId: string
    sender: User
    type: MessageType
    content: string
    replyToId: string | null
    isEdited: boolean
    isDeleted: boolean
    isSilent: boolean
    seq: number
    clientId: string | null
    createdAt: string
    updatedAt: string
}

export interface Chat {
    id: string
    type: ChatType
    name: string | null
    description: string
    avatarUrl: string | null
    isSecret: boolean
    memberCount: number
    lastMessage: Message | null
    unreadCount: number
    createdAt: string
}

export interface ChatMember {
    user: User
    role: MemberRole
    joinedAt: string
    lastReadSeq: number
}

export interface Session {
    id: string
    device: string
    address: string
    createdAt: string
    lastSeenAt: string
    isCurrent: boolean
}

export interface SignedIn {
    user: User
    accessToken: string
    refreshToken: string
    expiresIn: number
}

export interface Page<Item> {
    items: Item[]
    nextCursor: string | null
}

export type ChangeKind =
    | "MESSAGE_NEW"
    | "MESSAGE_EDITED"
    | "MESSAGE_DELETED"
    | "MESSAGE_READ"
    | "MEMBER_ADDED"
    | "MEMBER_REMOVED"
    | "CHAT_NEW"
    | "CHAT_UPDATED"
    | "CHAT_DELETED"

export interface Change {
    kind: ChangeKind
    chatId: string
    message: Message | null
    chat: Chat | null
    userId: string | null
    messageId: string | null
    at: string
}

export interface SyncPage {
    changes: Change[]
    next: string
    hasMore: boolean
}

export interface Presence {
    userId: string
    status: UserStatus
    lastSeenAt: string | null
}

export interface NewMessage {
    chatId: string
    content: string
    replyToId?: string
    clientId: string
}

export interface FieldProblem {
    field: string
    message: string
}
