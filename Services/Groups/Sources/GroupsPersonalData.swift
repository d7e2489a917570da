// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules

extension GroupsModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [
            PersonalList(
                "memberships",
                "The groups you are in, and what you are there.",
                covers: ["groups.members.user_id"],
                from: "groups.members m JOIN groups.groups g ON g.id = m.group_id",
                [
                    .id("groupId", "m.group_id"), .text("slug", "g.slug"), .text("name", "g.name"),
                    .text("kind", "g.kind"), .text("role", "m.role"),
                    .flag("showsInHome", "m.shows_in_home"), .time("joinedAt", "m.joined_at"),
                ],
                key: ["joinedAt", "groupId"]
            ) { "m.user_id = \($0)" },
            PersonalList(
                "requests",
                "The groups you asked to be let into.",
                covers: ["groups.requests.user_id"],
                from: "groups.requests",
                [
                    .id("groupId", "group_id"), .text("note", "note"), .time("at", "at"),
                ],
                key: ["groupId"]
            ) { "user_id = \($0)" },
            PersonalList(
                "invitations",
                "The groups you are invited to.",
                covers: ["groups.invitations.user_id"],
                from: "groups.invitations",
                [
                    .id("groupId", "group_id"), .person("by", "by_id"), .time("at", "at"),
                    .time("expiresAt", "expires_at"),
                ],
                key: ["at", "groupId"]
            ) { "user_id = \($0)" },
            PersonalList(
                "invitations-sent",
                "Whom you invited to groups.",
                covers: ["groups.invitations.by_id"],
                from: "groups.invitations",
                [
                    .id("groupId", "group_id"), .person("person", "user_id"), .time("at", "at"),
                    .time("expiresAt", "expires_at"),
                ],
                key: ["groupId", "person"]
            ) { "by_id = \($0)" },
            PersonalList(
                "links",
                "The links of invitation that you made, without their codes.",
                covers: ["groups.links.by_id"],
                from: "groups.links",
                [
                    .id("id", "id"), .id("groupId", "group_id"), .number("useCount", "use_count"),
                    .number("maxUses", "max_uses"), .time("expiresAt", "expires_at"), .time("at", "at"),
                ]
            ) { "by_id = \($0)" },
            PersonalList(
                "bans",
                "The groups you are shut out of.",
                covers: ["groups.bans.user_id"],
                from: "groups.bans",
                [
                    .id("groupId", "group_id"), .text("reason", "reason"), .time("until", "until"),
                    .time("at", "at"),
                ],
                key: ["groupId"]
            ) { "user_id = \($0)" },
            PersonalList(
                "bans-imposed",
                "Whom you shut out of groups.",
                covers: ["groups.bans.by_id"],
                from: "groups.bans",
                [
                    .id("groupId", "group_id"), .person("person", "user_id"), .text("reason", "reason"),
                    .time("until", "until"), .time("at", "at"),
                ],
                key: ["groupId", "person"]
            ) { "by_id = \($0)" },
            PersonalList(
                "moderation",
                "What you did as a moderator of groups.",
                covers: ["groups.log.actor_id"],
                from: "groups.log",
                [
                    .id("id", "id"), .id("groupId", "group_id"), .number("number", "number"),
                    .text("action", "action"), .person("person", "person_id"),
                    .id("subjectId", "subject_id"), .text("detail", "detail"), .time("at", "at"),
                ],
                key: ["groupId", "number"]
            ) { "actor_id = \($0)" },
        ],
        leavesOut: [
            "groups.people.id": "counted from the memberships",
            "groups.log.person_id": "what moderators did is in the log of their group",
        ]
    )
}
