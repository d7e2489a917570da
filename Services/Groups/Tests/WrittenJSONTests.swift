// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import GroupsAPI
import Testing
import Testkit
import UsersAPI

/// Groups and members write their own JSON: it must be what their fields say.
struct WrittenJSONTests {
    private static let time = Timestamp(microseconds: 1_750_000_000_123_000)
    private static let person = User(
        id: UserID(high: 1, low: 2),
        username: Username(trusted: "ada"),
        displayName: "Ada \"L\"",
        createdAt: time
    )

    private static func group(_ membership: GroupMembership, isFull: Bool) -> Group {
        Group(
            id: GroupID(high: 3, low: 4),
            slug: GroupSlug(trusted: "city-gardeners"),
            name: "City \\ gardeners",
            description: isFull ? "Tomatoes\nand 紫蘇" : "",
            rules: isFull ? ["Be kind", "\"No\" peat"] : [],
            kind: isFull ? .hidden : .open,
            avatarUrl: isFull ? "/a.webp" : nil,
            memberCount: 7,
            chatId: isFull ? GroupChatID(high: 5, low: 6) : nil,
            membership: membership,
            createdAt: time
        )
    }

    @Test func `a group with everything set and with nothing`() throws {
        let full = GroupMembership(
            role: .moderator,
            joinedAt: Self.time,
            showsInHome: true,
            hasRequested: true,
            isInvited: true,
            isBanned: true
        )
        for group in [Self.group(full, isFull: true), Self.group(GroupMembership(), isFull: false)] {
            #expect(JSON.bytes(of: group) == (try jsonByFields(group)))
            #expect(JSON.bytes(of: group.membership) == (try jsonByFields(group.membership)))
        }
    }

    @Test(arguments: GroupRole.allCases)
    func `a member`(_ role: GroupRole) throws {
        let member = GroupMember(user: Self.person, role: role, joinedAt: Self.time)
        #expect(JSON.bytes(of: member) == (try jsonByFields(member)))
    }
}
