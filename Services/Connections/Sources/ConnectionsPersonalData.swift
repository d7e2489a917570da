// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules

extension ConnectionsModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [
            PersonalList(
                "settings",
                "Who may follow you and what others see of whom you know.",
                isSingle: true,
                covers: ["connections.people.id"],
                from: "connections.people",
                [
                    .id("id", "id"), .flag("isPrivate", "is_private"),
                    .flag("hidesFollowers", "hides_followers"), .flag("hidesFollowing", "hides_following"),
                    .flag("hidesFromSuggestions", "hides_from_suggestions"),
                    .number("followerCount", "follower_count"), .number("followingCount", "following_count"),
                ]
            ) { "id = \($0)" },
            PersonalList(
                "following",
                "Whom you follow, and since when.",
                covers: ["connections.follows.follower_id"],
                from: "connections.follows",
                [
                    .person("person", "followee_id"), .time("at", "at"),
                ],
                key: ["at", "person"]
            ) { "follower_id = \($0)" },
            PersonalList(
                "followers",
                "Who follows you, and since when.",
                covers: ["connections.follows.followee_id"],
                from: "connections.follows",
                [
                    .person("person", "follower_id"), .time("at", "at"),
                ],
                key: ["at", "person"]
            ) { "followee_id = \($0)" },
            PersonalList(
                "requests-sent",
                "Whom you asked to be allowed to follow.",
                covers: ["connections.follow_requests.follower_id"],
                from: "connections.follow_requests",
                [
                    .person("person", "followee_id"), .time("at", "at"),
                ],
                key: ["at", "person"]
            ) { "follower_id = \($0)" },
            PersonalList(
                "requests-received",
                "Who asked to be allowed to follow you.",
                covers: ["connections.follow_requests.followee_id"],
                from: "connections.follow_requests",
                [
                    .person("person", "follower_id"), .time("at", "at"),
                ],
                key: ["at", "person"]
            ) { "followee_id = \($0)" },
            PersonalList(
                "blocks",
                "Whom you block, and since when.",
                covers: ["connections.blocks.blocker_id"],
                from: "connections.blocks",
                [
                    .person("person", "blocked_id"), .time("at", "at"),
                ],
                key: ["at", "person"]
            ) { "blocker_id = \($0)" },
            PersonalList(
                "mutes",
                "Whom you muted, and since when.",
                covers: ["connections.mutes.muter_id"],
                from: "connections.mutes",
                [
                    .person("person", "muted_id"), .time("at", "at"),
                ],
                key: ["at", "person"]
            ) { "muter_id = \($0)" },
            PersonalList(
                "dismissals",
                "Who is not to be suggested to you again.",
                covers: ["connections.dismissals.user_id"],
                from: "connections.dismissals",
                [
                    .person("person", "dismissed_id"), .time("at", "at"),
                ],
                key: ["at", "person"]
            ) { "user_id = \($0)" },
            PersonalList(
                "history",
                "What happened between you and others: follows, requests, and your own blocks and mutes.",
                covers: [
                    "connections.history.low_id", "connections.history.high_id",
                    "connections.history.actor_id",
                ],
                from: "connections.history",
                [
                    .person("first", "low_id"), .person("second", "high_id"), .number("step", "step"),
                    .person("by", "actor_id"), .text("change", "change"), .time("at", "at"),
                ],
                key: ["first", "second", "step"]
            ) { user in
                // Whether and when others blocked or muted is theirs, as in the list of the history.
                """
                (low_id = \(user) OR high_id = \(user)) AND (actor_id = \(user)
                    OR change NOT IN ('BLOCK_STARTED', 'BLOCK_ENDED', 'MUTE_STARTED', 'MUTE_ENDED'))
                """
            },
        ],
        leavesOut: [
            "connections.blocks.blocked_id": "whom others block is theirs",
            "connections.mutes.muted_id": "whom others mute is theirs",
            "connections.dismissals.dismissed_id": "what others do not want suggested is theirs",
            "connections.hidden.user_id": "stands in the profile",
        ]
    )
}
