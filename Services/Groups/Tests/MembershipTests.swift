// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import GroupsAPI
import Testing
import Testkit
import UsersAPI

@testable import Groups

struct MembershipTests {
    @Test(arguments: TestDatabase.all)
    func `anybody joins and leaves a public group`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.found()

            let joined = try await rig.eve.call(JoinGroup(group))
            _ = try await rig.eve.call(JoinGroup(group))
            #expect(joined.membership.role == .member && joined.memberCount == 2)
            #expect(try await rig.server.newEvents() == ["group.member_joined"])

            _ = try await rig.eve.call(LeaveGroup(group))
            _ = try await rig.eve.call(LeaveGroup(group))
            #expect(try await rig.server.newEvents() == ["group.member_left"])
            #expect(try await rig.view(rig.eve, group).memberCount == 1)
            let left = try #require(try await rig.server.events(of: GroupMemberLeft.self).last)
            #expect(left.exit == .left)
            let steps = try await rig.server.events(of: GroupMemberJoined.self).map(\.step)
            #expect(try #require(steps.max()) < left.step)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an owner does not leave without a successor`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated()
            #expect(try await rig.ada.refusal(of: LeaveGroup(group)).code == .groupNeedsOwner)
            #expect(
                try await rig.ada.refusal(of: ChangeGroupRole(.member, to: rig.ada.id, in: group)).code
                    == .groupNeedsOwner
            )

            _ = try await rig.ada.call(ChangeGroupRole(.owner, to: rig.noor.id, in: group))
            #expect(try await rig.server.newEvents() == ["group.role_changed", "group.role_changed"])
            #expect(try await rig.view(rig.ada, group).membership.role == .moderator)
            #expect(try await rig.view(rig.noor, group).membership.role == .owner)
            #expect(try await rig.log(group).first == .handedOver)
            _ = try await rig.ada.call(LeaveGroup(group))
            #expect(try await rig.members(group, as: rig.noor) == ["grace", "noor"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `roles are the owner's to give, and a moderator's to lay down`(
        _ database: TestDatabase
    ) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated()

            for member in [rig.grace, rig.noor, rig.eve] {
                let refusal = try await member.refusal(
                    of: ChangeGroupRole(.moderator, to: rig.noor.id, in: group)
                )
                #expect(refusal.code == .groupForbidden)
            }
            let unknown = try await rig.ada.refusal(
                of: ChangeGroupRole(.moderator, to: rig.eve.id, in: group)
            )
            #expect(unknown.code == .groupMemberNotFound && unknown.kind == .notFound)
            _ = try await rig.ada.call(ChangeGroupRole(.moderator, to: rig.grace.id, in: group))
            #expect(try await rig.server.newEvents() == [])
            _ = try await rig.grace.call(ChangeGroupRole(.member, to: rig.grace.id, in: group))
            #expect(try await rig.server.newEvents() == ["group.role_changed"])
            #expect(try await rig.view(rig.grace, group).membership.role == .member)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `who looks after a group takes out those below`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated()

            for (member, other, code) in [
                (rig.grace, rig.ada, ErrorCode.groupForbidden), (rig.grace, rig.grace, .groupForbidden),
                (rig.noor, rig.grace, .groupForbidden), (rig.grace, rig.eve, .groupMemberNotFound),
                (rig.ada, rig.ada, .groupForbidden),
            ] {
                #expect(try await member.refusal(of: RemoveGroupMember(other.id, from: group)).code == code)
            }
            _ = try await rig.grace.call(RemoveGroupMember(rig.noor.id, from: group))
            #expect(try await rig.server.newEvents() == ["group.member_left"])
            _ = try await rig.ada.call(RemoveGroupMember(rig.grace.id, from: group))
            #expect(try await rig.members(group) == ["ada"])
            #expect(try await rig.log(group).prefix(2) == [.memberRemoved, .memberRemoved])
            // Taken out is not banned.
            _ = try await rig.noor.call(JoinGroup(group))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a member chooses whether posts come home`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated()

            let changed = try await rig.noor.call(UpdateGroupMembership(group, showsInHome: false))
            _ = try await rig.noor.call(UpdateGroupMembership(group, showsInHome: false))

            #expect(!changed.membership.showsInHome)
            #expect(try await rig.server.newEvents() == ["group.home_choice_changed"])
            let refusal = try await rig.eve.refusal(of: UpdateGroupMembership(group, showsInHome: true))
            #expect(refusal.code == .groupMembersOnly)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `members are listed in pages, by role and by name`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated()
            try await rig.bring(rig.kofi, into: group)

            let first = try await rig.eve.call(ListGroupMembers(of: group, limit: PageLimit(clamping: 3)))
            let second = try await rig.eve.call(ListGroupMembers(of: group, cursor: first.nextCursor))
            #expect(
                (first.items + second.items).map(\.user.username.text) == ["ada", "grace", "noor", "kofi"]
            )
            #expect(first.items.count == 3 && second.nextCursor == nil)
            #expect(first.items.map(\.role) == [.owner, .moderator, .member])
            let moderators = try await rig.eve.call(ListGroupMembers(of: group, role: .moderator))
            #expect(moderators.items.map(\.user.id) == [rig.grace.id])
            let named = try await rig.eve.call(ListGroupMembers(of: group, q: NameQuery(trusted: "KO")))
            #expect(named.items.map(\.user.id) == [rig.kofi.id])
            // A person of the name who is not in the group.
            let eve = try await rig.ada.call(ListGroupMembers(of: group, q: NameQuery(trusted: "eve")))
            #expect(eve.items.isEmpty && eve.nextCursor == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a personal block hides people from each other, and the group goes on for both`(
        _ database: TestDatabase
    ) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated()
            _ = try await rig.noor.call(BlockUser(rig.grace.id))

            #expect(try await rig.members(group, as: rig.noor) == ["ada", "noor"])
            #expect(try await rig.members(group, as: rig.grace) == ["ada", "grace"])
            #expect(try await rig.members(group) == ["ada", "grace", "noor"])
            let named = try await rig.noor.call(ListGroupMembers(of: group, q: NameQuery(trusted: "grace")))
            #expect(named.items.isEmpty)
            #expect(try await rig.view(rig.noor, group).memberCount == 3)
            // Who looks after the group does so for everybody.
            _ = try await rig.grace.call(RemoveGroupMember(rig.noor.id, from: group))
            #expect(
                try await rig.grace.refusal(of: InviteToGroup(rig.noor.id, to: group)).code == .userNotFound
            )
        }
    }
}
