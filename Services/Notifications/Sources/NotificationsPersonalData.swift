// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules

extension NotificationsModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [
            PersonalList(
                "notifications",
                "What you were told, newest last.",
                covers: ["notifications.items.user_id"],
                from: "notifications.items",
                [
                    .id("id", "id"), .text("kind", "kind"), .id("postId", "post_id"),
                    .id("commentId", "comment_id"), .id("chatId", "chat_id"), .text("excerpt", "excerpt"),
                    .number("actorCount", "actor_count"), .number("count", "count"),
                    .person("actor1", "actor_1"), .person("actor2", "actor_2"), .person("actor3", "actor_3"),
                    .time("at", "at"), .time("readAt", "read_at"),
                ],
                key: ["at", "id"]
            ) { "user_id = \($0)" },
            PersonalList(
                "quiet-hours",
                "When nothing is announced to you: minutes of the day.",
                isSingle: true,
                covers: ["notifications.people.user_id"],
                from: "notifications.people",
                [
                    .person("person", "user_id"), .number("quietFrom", "quiet_from"),
                    .number("quietTo", "quiet_to"), .text("timeZone", "time_zone"),
                ],
                key: ["person"]
            ) { "user_id = \($0)" },
            PersonalList(
                "choices",
                "What you want to hear of, by which channels, where it is not as usual.",
                covers: ["notifications.choices.user_id"],
                from: "notifications.choices",
                [
                    .text("kind", "kind"), .flag("inApp", "in_app"), .flag("live", "live"),
                ],
                key: ["kind"]
            ) { "user_id = \($0)" },
        ],
        leavesOut: [
            "notifications.items.group_id": "by which they are collected: a follow by whom it is of",
            "notifications.items.actor_1": "who others are told of",
            "notifications.items.actor_2": "who others are told of",
            "notifications.items.actor_3": "who others are told of",
            "notifications.items.excerpt": "what others are told",
            "notifications.acts": "what notifications are made of",
            "notifications.things": "copies of posts and comments",
            "notifications.ties": "a copy of connections",
            "notifications.chat_members": "a copy of chats",
            "notifications.memberships": "a copy of groups",
            "notifications.chat_messages": "a copy of messages",
            "notifications.gone": "what must not be told again",
        ]
    )
}
