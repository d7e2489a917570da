// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Database
import Endpoints
import Modules

extension ActivityModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [
            PersonalList(
                "entries",
                "What you did that others may be shown, for the time that entries live.",
                covers: ["activity.entries.actor_id"],
                from: "activity.entries",
                [
                    .id("id", "id"), .text("kind", kindNames), .id("subject", "source_id"),
                    .id("post", "post_id"), .time("at", "at"), .flag("isShown", "is_on AND NOT is_dropped"),
                ]
            ) { "actor_id = \($0)" },
            PersonalList(
                "settings",
                "Who sees what you do.",
                isSingle: true,
                covers: ["activity.people.user_id"],
                from: "activity.people",
                [.person("person", "user_id"), .text("audience", "audience")],
                key: ["person"]
            ) { "user_id = \($0)" },
            PersonalList(
                "choices",
                "Who sees which kind of what you do, where it is not as usual.",
                covers: ["activity.choices.user_id"],
                from: "activity.choices",
                [.text("kind", "kind"), .text("audience", "audience")],
                key: ["kind"]
            ) { "user_id = \($0)" },
        ],
        leavesOut: [
            "activity.entries.source_id": "that others follow you: it is what they did",
            "activity.ties": "a copy of connections",
            "activity.gone": "what must not be shown again",
        ]
    )

    /// The kinds as they are called, by the numbers they are stored as.
    private static let kindNames: SQLQuery = {
        let cases = ActivityKind.allCases.map { kind -> SQLQuery in
            "WHEN \(kind.bit) THEN \(kind.rawValue)"
        }
        return "CASE kind \(cases.joined(separator: " ")) END"
    }()
}
