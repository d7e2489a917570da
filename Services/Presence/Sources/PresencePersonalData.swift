// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules

extension PresenceModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [
            PersonalList(
                "activity",
                "When you were last seen and how many messages you sent.",
                isSingle: true,
                covers: ["presence.activity.user_id"],
                from: "presence.activity",
                [
                    .person("person", "user_id"), .time("lastSeenAt", "last_seen_at"),
                    .number("messagesSent", "messages_sent"),
                ],
                key: ["person"]
            ) { "user_id = \($0)" }
        ]
    )
}
