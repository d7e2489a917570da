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
                    .text("pronouns", "pronouns"), .text("location", "location"),
                    .text("website", "website"), .text("birthday", "birthday"),
                    .text("status", "status"), .time("createdAt", "created_at"),
                    .time("hiddenAt", "hidden_at"), .time("deleteAt", "delete_at"),
                    .text("bioFor", "bio_for"), .text("presenceFor", "presence_for"),
                    .text("coverFor", "cover_for"), .text("pronounsFor", "pronouns_for"),
                    .text("locationFor", "location_for"), .text("websiteFor", "website_for"),
                    .text("birthdayFor", "birthday_for"),
                ]
            ) { "id = \($0)" }
        ],
        leavesOut: [
            "users.name_words": "words of the profile, so that it is found"
        ]
    )
}
