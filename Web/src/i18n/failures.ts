// SPDX-License-Identifier: Apache-2.0
/** Failures in words: what happened and what to try. */
import { ApiError, asApiError } from "../api/errors"
import type { TextKey } from "./catalog"
import { languageStore, t } from "./current"

/** Codes with a sentence of their own. Any other is told by its kind, or in the server's words. */
export const codeTexts: Readonly<Record<string, TextKey>> = {
    "client.unreachable": "error.unreachable",
    "client.timeout": "error.timeout",
    "client.bad_reply": "error.badReply",
    "auth.email_taken": "error.emailTaken",
    "auth.forbidden": "error.forbidden",
    "auth.invalid_credentials": "error.credentials",
    "auth.username_taken": "error.usernameTaken",
    "auth.wrong_password": "error.wrongPassword",
    "auth.session_not_found": "error.sessionGone",
    "chat.forbidden": "error.chatForbidden",
    "chat.is_full": "error.chatFull",
    "chat.is_private": "error.chatPrivate",
    "chat.media_needed": "error.mediaNeeded",
    "chat.message_deleted": "error.messageDeleted",
    "chat.message_not_found": "error.messageGone",
    "chat.not_found": "error.chatGone",
    "connections.blocking": "error.blocking",
    "connections.list_hidden": "error.listHidden",
    "connections.request_not_found": "error.requestGone",
    "connections.too_many": "error.tooManyConnections",
    "connections.with_oneself": "error.withOneself",
    "exports.not_found": "error.exportGone",
    "exports.not_ready": "error.exportGone",
    "exports.too_many": "error.exportTooMany",
    "exports.under_way": "error.exportUnderWay",
    "groups.already_member": "error.alreadyMember",
    "groups.banned": "error.groupBanned",
    "groups.forbidden": "error.groupForbidden",
    "groups.full": "error.groupFull",
    "groups.members_only": "error.groupMembersOnly",
    "groups.needs_owner": "error.groupNeedsOwner",
    "groups.not_found": "error.groupGone",
    "groups.slug_taken": "error.slugTaken",
    "groups.too_many": "error.tooManyGroups",
    "posts.comment_not_found": "error.commentGone",
    "posts.draft_not_found": "error.draftGone",
    "posts.forbidden": "error.postForbidden",
    "posts.not_found": "error.postGone",
    "posts.not_shareable": "error.notShareable",
    "posts.poll_ended": "error.pollEnded",
    "posts.poll_voted": "error.pollVoted",
    "posts.too_many_edits": "error.tooManyEdits",
    "posts.too_many_drafts": "error.tooManyDrafts",
    "request.idempotency_conflict": "error.sentTwice",
    "request.invalid": "error.invalid",
    "request.too_large": "error.tooLarge",
    "request.timeout": "error.timeout",
    "server.internal": "error.server",
    "server.unavailable": "error.busy",
    "users.not_found": "error.personGone",
}

/** Codes of a part that a site may lack. */
const pictureCodeTexts: Readonly<Record<string, TextKey>> = {
    "media.in_use": "error.mediaInUse",
    "media.not_found": "error.mediaGone",
    "media.quota_exceeded": "error.mediaQuota",
    "media.too_many_unused": "error.mediaUnused",
    "media.unreadable": "error.mediaUnreadable",
}

/** Fields of forms with a rule that can be told in every language. */
const fieldTexts: Readonly<Record<string, TextKey>> = {
    email: "problem.email",
    username: "problem.username",
    password: "problem.password",
    newPassword: "problem.password",
    currentPassword: "error.wrongPassword",
    displayName: "problem.displayName",
    bio: "problem.bio",
    name: "problem.name",
    description: "problem.description",
    content: "problem.message",
    slug: "problem.slug",
    text: "problem.text",
    contentWarning: "problem.contentWarning",
}

export function errorText(error: unknown, lead?: string): string {
    const text = reasonText(asApiError(error))
    return lead ? `${lead} ${text}` : text
}

/** What is wrong with a field. The server says it exactly, but in English only. */
export function fieldText(field: string, serverText: string): string {
    const key = fieldTexts[field]
    return key === undefined || languageStore.get() === "en" ? serverText : t(key)
}

function reasonText(error: ApiError): string {
    if (error.status === 429) {
        return error.retryAfterSeconds === null
            ? t("error.tooManySoon")
            : t("error.tooMany", { count: Math.ceil(error.retryAfterSeconds) })
    }
    // What exactly is wrong comes with its field.
    const detail = error.details[0]
    if (detail) return fieldText(detail.field, detail.message)
    const key = codeTexts[error.code] ?? pictureCodeTexts[error.code]
    if (key !== undefined && !(key === "error.invalid" && languageStore.get() === "en")) return t(key)
    if (error.status === 403) return t("error.forbidden")
    if (error.status === 404) return t("error.missing")
    if (error.status === 413) return t("error.tooLarge")
    if (error.status >= 500) return t("error.server")
    return error.message
}
