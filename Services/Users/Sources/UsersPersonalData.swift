// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules

extension UsersModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [
            PersonalList(
                "profile",
                "Your profile.",
                isSingle: true,
                covers: ["users.users.id"],
                from: "users.users",
                [
                    .id("id", "id"), .text("username", "username"), .text("displayName", "display_name"),
                    .text("avatarUrl", "avatar_url"), .text("coverUrl", "cover_url"), .text("bio", "bio"),
                    .text("status", "status"), .time("createdAt", "created_at"),
                    .time("hiddenAt", "hidden_at"), .time("deleteAt", "delete_at"),
                ]
            ) { "id = \($0)" }
        ],
        leavesOut: [
            "users.name_words": "words of the profile, so that it is found"
        ]
    )
}
