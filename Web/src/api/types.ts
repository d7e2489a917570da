// SPDX-License-Identifier: Apache-2.0
/** The shapes the server speaks, generated from openapi/v1.json, under the names the app uses. */
import type {
    Availability,
    ChatRole,
    Credentials,
    Draft,
    FailureReply,
    LoginSession,
    PresenceState,
    SendMessageDraft,
} from "./schema"

export type {
    ActivityAudience, ActivityEntry, ActivityKind, ActivitySettings, ActivitySubject, Audience, Change, Chat, ChatMember, Comment, ConnectionSettings, DataExport, FollowRequest, FoundHashtag, Group, GroupBan,
    GroupInvitation, GroupInviteLink, GroupJoinRequest, GroupKind, GroupLogEntry, GroupMember, GroupOrder, GroupRole,
    HashtagTrend, HighlightPiece, LinkPreview,
    Message, Notification, NotificationKind, NotificationSettings, Operations, Poll, Post, ProfilePrivacy, PostEdit, PostGroup, QuietHours, QuotedPost, Relationship, SearchCount, SearchHit, SearchKind, Suggestion, User,
    UserProfile, Visibility as PostVisibility,
} from "./schema"
export type { Picture, ProfileCover } from "./pictures"
export type FieldProblem = NonNullable<FailureReply["error"]["details"]>[number]
export type MemberRole = ChatRole
/** A draft on the server; what is being written in this browser is a `PostDraft`. */
export type StoredDraft = Draft
export type Presence = PresenceState
export type Session = LoginSession
export type SignedIn = Credentials
export type UserStatus = Availability

/** What the app sends: always with a name of its own, so that sending again cannot double it. */
export type NewMessage = SendMessageDraft & { clientId: string }

export interface Page<Item> {
    items: Item[]
    nextCursor: string | null
}
