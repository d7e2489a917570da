// SPDX-License-Identifier: Apache-2.0
/** Hiding and deleting one's account, in English. */
export const account = {
    "account.title": "Your account",
    "account.settingsHint": "Hide or delete it",
    "account.hide": "Hide my account",
    "account.hideText": "You and everything you wrote disappear for others, and you are signed out everywhere. Signing in again brings it all back.",
    "account.hideTitle": "Hide your account?",
    "account.delete": "Delete my account",
    "account.deleteText": "Your account is hidden at once and deleted for good after a while, with everything you wrote. Signing in before that keeps it.",
    "account.deleteTitle": "Delete your account?",
    "account.typeName": "Type your username to be sure: {username}",
    "account.wrongName": "That is not your username.",
} as const
