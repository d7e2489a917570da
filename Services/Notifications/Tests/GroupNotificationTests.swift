// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import NotificationsAPI
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Notifications

/// What people are told of groups, and of what is posted in them.
struct GroupNotificationTests {
    private func found(_ kind: GroupKind, _ rig: NotificationsRig) async throws -> Group {
        let slug = GroupSlug(trusted: "weavers-\(kind.rawValue.lowercased())")
        return try await rig.ada.call(CreateGroup(GroupName(trusted: "The Weavers"), slug: slug, kind: kind))
    }

    private func post(_ text: String, in group: Group, by member: TestMember) async throws -> Post {
        try await member.call(CreatePost(.saying(text) { $0.groupId = group.id }))
    }

    @Test(arguments: TestDatabase.all)
    func `who is invited is told, until the invitation ends`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let group = try await found(.hidden, rig)
            _ = try await rig.ada.call(InviteToGroup(rig.grace.id, to: group.id))

            let invitation = try #require(try await rig.list(of: rig.grace).first)
            #expect(invitation.kind == .groupInvitation && invitation.actor?.id == rig.ada.id)
            #expect(
                invitation.subject
                    == NotificationSubject(
                        .group,
                        groupId: group.id,
                        groupSlug: GroupSlug(trusted: "weavers-hidden"),
                        excerpt: "The Weavers"
                    )
            )
            _ = try await rig.ada.call(WithdrawGroupInvitation(of: rig.grace.id, to: group.id))
            #expect(try await rig.told(rig.grace) == [])
            _ = try await rig.ada.call(InviteToGroup(rig.grace.id, to: group.id))
            #expect(try await rig.told(rig.grace) == ["GROUP_INVITATION ada 1"])
            _ = try await rig.grace.call(JoinGroup(group.id))
            #expect(try await rig.told(rig.grace) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `requests are told to moderators until they are answered, and the answer to whoever asked`(
        _ database: TestDatabase
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let group = try await found(.closed, rig)
            for member in [rig.grace, rig.eve] {
                rig.goOn()
                _ = try await member.call(JoinGroup(group.id))
            }
            #expect(try await rig.told(rig.ada) == ["GROUP_REQUEST eve grace 2"])

            _ = try await rig.ada.call(AcceptGroupRequest(from: rig.grace.id, in: group.id))
            _ = try await rig.ada.call(RefuseGroupRequest(from: rig.eve.id, in: group.id))

            #expect(try await rig.told(rig.ada) == [])
            #expect(try await rig.told(rig.grace) == ["GROUP_ACCEPTED ada 1"])
            #expect(try await rig.told(rig.eve) == [])
            _ = try await rig.grace.call(LeaveGroup(group.id))
            #expect(try await rig.told(rig.grace) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a new role is told, and one that was taken away is not, nor what goes with it`(
        _ database: TestDatabase
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let group = try await found(.open, rig)
            let closed = try await found(.closed, rig)
            _ = try await rig.grace.call(JoinGroup(group.id))
            _ = try await rig.ada.call(ChangeGroupRole(.moderator, to: rig.grace.id, in: group.id))
            #expect(try await rig.told(rig.grace) == ["GROUP_ROLE ada 1"])
            _ = try await rig.ada.call(ChangeGroupRole(.member, to: rig.grace.id, in: group.id))
            #expect(try await rig.told(rig.grace) == [])

            _ = try await rig.grace.call(JoinGroup(closed.id))
            _ = try await rig.ada.call(AcceptGroupRequest(from: rig.grace.id, in: closed.id))
            _ = try await rig.ada.call(ChangeGroupRole(.moderator, to: rig.grace.id, in: closed.id))
            rig.goOn()
            _ = try await rig.eve.call(JoinGroup(closed.id))
            #expect(try await rig.told(rig.grace).contains("GROUP_REQUEST eve 1"))
            _ = try await rig.ada.call(ChangeGroupRole(.member, to: rig.grace.id, in: closed.id))
            #expect(try await rig.told(rig.grace) == ["GROUP_ACCEPTED ada 1"])
        }
    }

    @Test(arguments: TestDatabase.all, GroupKind.allCases)
    func `what is posted in a group is told to its members, and no longer once they are out`(
        _ database: TestDatabase,
        kind: GroupKind
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let group = try await found(kind, rig)
            _ = try await rig.ada.call(InviteToGroup(rig.grace.id, to: group.id))
            _ = try await rig.grace.call(JoinGroup(group.id))
            _ = try await post("Hello @grace and @eve", in: group, by: rig.ada)
            let own = try await post("Here I am", in: group, by: rig.grace)
            rig.goOn()
            _ = try await rig.ada.call(LikePost(own.id))
            rig.goOn()
            _ = try await rig.ada.call(CreateComment("Welcome", on: own.id))

            #expect(try await rig.told(rig.grace) == ["COMMENT ada 1", "LIKE ada 1", "MENTION ada 1"])
            #expect(try await rig.told(rig.eve) == [])

            _ = try await rig.ada.call(BanFromGroup(rig.grace.id, from: group.id))
            #expect(try await rig.told(rig.grace) == [])
            #expect(try await rig.unread(rig.grace) == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nothing is told of a group that is gone`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let group = try await found(.open, rig)
            _ = try await rig.grace.call(JoinGroup(group.id))
            _ = try await post("Hello @grace", in: group, by: rig.ada)
            _ = try await rig.ada.call(InviteToGroup(rig.eve.id, to: group.id))
            #expect(try await rig.told(rig.grace) == ["MENTION ada 1"])
            #expect(try await rig.told(rig.eve) == ["GROUP_INVITATION ada 1"])

            _ = try await rig.ada.call(DeleteGroup(group.id))

            #expect(try await rig.told(rig.grace) == [])
            #expect(try await rig.told(rig.eve) == [])
        }
    }

    @Test func `an end that is heard of last ends what began before it, and nothing after`() async throws {
        try await NotificationsRig.run(.sqlite) { rig async throws in
            let (ada, grace) = (rig.ada.id, rig.grace.id)
            let began = rig.server.clock.now
            func hear(_ body: @escaping @Sendable (any SQLConnection) throws -> Void) async throws {
                try await rig.service.database.write { db in try body(db) }
            }
            let deed = Deed(
                user: grace,
                kind: .follow,
                source: ThingID(ada),
                actor: ada,
                group: ThingID(grace),
                at: began
            )
            var later = deed
            later.at = began + .seconds(5)
            let again = later
            try await hear { db in try db.keepLedger { try $0.note(deed, isOn: true, position: 101) } }
            // Muted and heard again in between: what is older than that is not told.
            try await hear { db in
                try db.keepLedger { ledger in
                    try ledger.change(grace, with: ada) { $0.cut(until: began + .seconds(2)) }
                    try ledger.note(again, isOn: true, position: 105)
                    try ledger.note(deed, isOn: false, position: 104)
                }
            }

            #expect(try await rig.told(rig.grace) == ["FOLLOW ada 1"])
        }
    }
}
