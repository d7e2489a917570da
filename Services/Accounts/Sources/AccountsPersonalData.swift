// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules

extension AccountsModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [
            PersonalList(
                "account",
                "Your account: how you sign in.",
                isSingle: true,
                covers: ["accounts.accounts.id"],
                from: "accounts.accounts",
                [
                    .id("id", "id"), .text("email", "email"), .text("username", "username"),
                    .words("roles", "roles"), .time("createdAt", "created_at"),
                ]
            ) { "id = \($0)" },
            PersonalList(
                "sessions",
                "The devices on which you are signed in.",
                covers: ["accounts.sessions.user_id"],
                from: "accounts.sessions",
                [
                    .id("id", "id"), .text("device", "device"), .text("address", "address"),
                    .time("createdAt", "created_at"), .time("lastSeenAt", "last_seen_at"),
                    .time("expiresAt", "expires_at"),
                ]
            ) { "user_id = \($0)" },
        ]
    )
}
