// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Foundation
import GroupsAPI

/// A group as it is stored, the same for every viewer.
struct GroupRecord: Sendable, Equatable {
    let id: GroupID
    var slug: GroupSlug
    var name: String
    var description: String
    var rules: [String]
    var kind: GroupKind
    var avatarUrl: String?
    var chat: GroupChatID?
    var memberCount = 0
    let createdAt: Timestamp

    /// The name as it is sorted and looked for: lower case, without accents and widths.
    var foldedName: String { Self.fold(name) }

    /// What events say of it.
    var facts: GroupFacts {
        GroupFacts(
            id: id,
            slug: slug,
            name: name,
            description: description,
            kind: kind,
            createdAt: createdAt
        )
    }

    static func fold(_ text: String) -> String {
        text.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive],
            locale: Locale(identifier: "en")
        )
    }
}

/// A group, and what one person has to do with it.
struct GroupView: Sendable, Equatable {
    let group: GroupRecord
    let membership: GroupMembership

    /// Whether the person may know that the group is there.
    var isKnown: Bool { group.kind != .hidden || membership.role != nil || membership.isInvited }

    /// The group as the person sees it.
    var shown: Group {
        Group(
            id: group.id,
            slug: group.slug,
            name: group.name,
            description: group.description,
            rules: group.rules,
            kind: group.kind,
            avatarUrl: group.avatarUrl,
            memberCount: group.memberCount,
            chatId: membership.role == nil ? nil : group.chat,
            membership: membership,
            createdAt: group.createdAt
        )
    }

    /// What the person may do in it, for other services.
    var standing: GroupStanding {
        GroupStanding(
            group: group.id,
            kind: group.kind,
            slug: group.slug,
            name: group.name,
            role: membership.role,
            isBanned: membership.isBanned,
            isInvited: membership.isInvited
        )
    }
}
