// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules

extension ChatModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [
            PersonalList(
                "chats",
                "The chats you are in, with the other person where they are of two.",
                covers: ["chat.members.user_id"],
                from: "chat.members m JOIN chat.chats c ON c.id = m.chat_id",
                [
                    .id("chatId", "m.chat_id"), .text("type", "c.type"), .text("name", "c.name"),
                    .text("description", "c.description"), .person("first", "c.pair_low"),
                    .person("second", "c.pair_high"), .id("groupId", "c.group_id"), .text("role", "m.role"),
                    .flag("isHidden", "m.is_hidden"), .number("lastReadSeq", "m.last_read_seq"),
                    .time("joinedAt", "m.joined_at"),
                ],
                key: ["chatId"]
            ) { "m.user_id = \($0)" },
            PersonalList(
                "left-chats",
                "The chats you left.",
                covers: ["chat.former_members.user_id"],
                from: "chat.former_members",
                [
                    .id("chatId", "chat_id")
                ],
                key: ["chatId"]
            ) { "user_id = \($0)" },
            PersonalList(
                "messages",
                "The messages you sent, in the order of their chats.",
                covers: ["chat.messages.sender_id"],
                from: "chat.messages",
                [
                    .id("id", "id"), .id("chatId", "chat_id"), .number("seq", "seq"), .text("type", "type"),
                    .text("content", "content"), .id("replyToId", "reply_to_id"),
                    .people("mentions", "mentions"), .flag("isSilent", "is_silent"),
                    .flag("isDeleted", "is_deleted"), .time("createdAt", "created_at"),
                    .time("editedAt", "edited_at"),
                ],
                key: ["chatId", "seq"]
            ) { user in
                // There is no index of senders: chats are gone through one after the other, from where a page ended.
                """
                sender_id = \(user) AND chat_id IN (
                    SELECT chat_id FROM chat.members WHERE user_id = \(user)
                    UNION SELECT chat_id FROM chat.former_members WHERE user_id = \(user))
                """
            },
        ],
        leavesOut: [
            "chat.messages.mentions": "whom others name is theirs",
            "chat.chats.pair_low": "stands in the list of chats",
            "chat.chats.pair_high": "stands in the list of chats",
            "chat.changes.user_id": "tells devices that were offline of memberships",
            "chat.blocks": "a copy of connections",
            "chat.group_members": "a copy of memberships in groups",
        ]
    )
}
