// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import Modules
import Testing
import Testkit
import UsersAPI

@testable import Groups

/// Requests, invitations and links.
struct EntranceTests {
    @Test(arguments: TestDatabase.all)
    func `a private group is asked, and its moderators answer`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated("choir", .closed)

            let asked = try await rig.eve.call(JoinGroup(group, note: GroupNote(trusted: "I sing alto")))
            _ = try await rig.eve.call(JoinGroup(group))
            _ = try await rig.kofi.call(JoinGroup(group))
            #expect(asked.membership.hasRequested && asked.membership.role == nil && asked.memberCount == 3)
            #expect(try await rig.server.newEvents() == ["group.join_requested", "group.join_requested"])
            let told = try #require(try await rig.server.events(of: GroupJoinRequested.self).first)
            #expect(Set(told.moderators) == [rig.ada.id, rig.grace.id])

            #expect(try await rig.noor.refusal(of: ListGroupRequests(of: group)).code == .groupForbidden)
            #expect(
                try await rig.noor.refusal(of: AcceptGroupRequest(from: rig.eve.id, in: group)).code
                    == .groupForbidden
            )
            let waiting = try await rig.grace.call(ListGroupRequests(of: group)).items
            #expect(waiting.map(\.user.id) == [rig.eve.id, rig.kofi.id].sorted())
            #expect(waiting.contains { $0.note == "I sing alto" })

            _ = try await rig.grace.call(AcceptGroupRequest(from: rig.eve.id, in: group))
            #expect(
                try await rig.server.newEvents() == ["group.join_request_ended", "group.member_joined"]
            )
            _ = try await rig.grace.call(RefuseGroupRequest(from: rig.kofi.id, in: group))
            #expect(try await rig.server.newEvents() == ["group.join_request_ended"])
            #expect(try await rig.members(group).contains("eve"))
            #expect(try await !rig.view(rig.kofi, group).membership.hasRequested)
            #expect(
                try await rig.grace.refusal(of: AcceptGroupRequest(from: rig.kofi.id, in: group)).code
                    == .groupRequestNotFound
            )
            #expect(try await rig.log(group).prefix(2) == [.requestRefused, .requestAccepted])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a request can be taken back`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated("choir", .closed)
            _ = try await rig.eve.call(JoinGroup(group))

            _ = try await rig.eve.call(LeaveGroup(group))

            #expect(try await rig.ada.call(ListGroupRequests(of: group)).items.isEmpty)
            #expect(
                try await rig.ada.refusal(of: RefuseGroupRequest(from: rig.eve.id, in: group)).code
                    == .groupRequestNotFound
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an invitation lets one in until its time is over`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated("secret", .hidden)
            _ = try await rig.grace.call(InviteToGroup(rig.eve.id, to: group))
            _ = try await rig.grace.call(InviteToGroup(rig.kofi.id, to: group))
            #expect(try await rig.server.newEvents() == ["group.person_invited", "group.person_invited"])

            let mine = try await rig.eve.call(ListMyGroupInvitations()).items
            #expect(mine.map(\.group.id) == [group] && mine[0].invitedBy.id == rig.grace.id)
            #expect(mine[0].group.membership.isInvited)
            #expect(try await rig.ada.call(ListGroupInvitations(of: group)).items.count == 2)
            _ = try await rig.eve.call(JoinGroup(group))
            #expect(
                try await rig.server.newEvents() == ["group.invitation_ended", "group.member_joined"]
            )
            let joined = try #require(try await rig.server.events(of: GroupMemberJoined.self).last)
            #expect(joined.entrance == .invited && joined.by == rig.grace.id)

            rig.server.clock.advance(by: GroupsLimits.invitationLife)
            #expect(try await rig.kofi.refusal(of: JoinGroup(group)).code == .groupNotFound)
            #expect(try await rig.kofi.call(ListMyGroupInvitations()).items.isEmpty)
            #expect(try await rig.ada.call(ListGroupInvitations(of: group)).items.isEmpty)
            let module = try #require(rig.server.site.module(GroupsModule.self))
            try await module.groups.tidy()
            let left = try await rig.database.read { db in
                try db.value("SELECT count(*) FROM groups.invitations", as: Int.self)
            }
            #expect(left == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `who may invite, and whom`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let open = try await rig.populated("open", .open)
            let closed = try await rig.populated("closed", .closed)
            _ = try await rig.ada.call(BanFromGroup(rig.kofi.id, from: open))

            _ = try await rig.noor.call(InviteToGroup(rig.eve.id, to: open))
            for (member, other, group, code) in [
                (rig.noor, rig.eve.id, closed, ErrorCode.groupForbidden),
                (rig.eve, rig.kofi.id, open, .groupForbidden),
                (rig.noor, rig.grace.id, open, .groupAlreadyMember),
                (rig.noor, rig.kofi.id, open, .groupBanned),
                (rig.noor, UserID(high: 9, low: 9), open, .userNotFound),
            ] {
                #expect(try await member.refusal(of: InviteToGroup(other, to: group)).code == code)
            }
            // Who asked to join and is invited by a moderator is in.
            _ = try await rig.eve.call(JoinGroup(closed))
            _ = try await rig.grace.call(InviteToGroup(rig.eve.id, to: closed))
            #expect(try await rig.view(rig.eve, closed).membership.role == .member)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an invitation is taken back by its sender or a moderator`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated()
            _ = try await rig.noor.call(InviteToGroup(rig.eve.id, to: group))
            _ = try await rig.ada.call(InviteToGroup(rig.kofi.id, to: group))

            #expect(
                try await rig.noor.refusal(of: WithdrawGroupInvitation(of: rig.kofi.id, to: group)).code
                    == .groupInviteNotFound
            )
            _ = try await rig.noor.call(WithdrawGroupInvitation(of: rig.eve.id, to: group))
            _ = try await rig.grace.call(WithdrawGroupInvitation(of: rig.kofi.id, to: group))
            #expect(try await rig.ada.call(ListGroupInvitations(of: group)).items.isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a link lets in as many as it may, until it ends`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated("secret", .hidden)
            let now = rig.server.clock.now
            let link = try await rig.grace.call(
                CreateGroupInviteLink(to: group, maxUses: GroupInviteUses(1), expiresAt: now + .hours(1))
            )

            #expect(link.code.text.count == 22 && link.useCount == 0)
            #expect(try await rig.eve.call(GetGroupByInvite(link.code)).id == group)
            #expect(try await rig.eve.call(JoinGroupByInvite(link.code)).membership.role == .member)
            // Once more costs nothing, and a member may still look.
            _ = try await rig.eve.call(JoinGroupByInvite(link.code))
            #expect(try await rig.kofi.refusal(of: JoinGroupByInvite(link.code)).code == .groupInviteNotFound)
            #expect(try await rig.kofi.refusal(of: GetGroupByInvite(link.code)).code == .groupInviteNotFound)
            #expect(try await rig.ada.call(ListGroupInviteLinks(of: group)).items.map(\.useCount) == [1])

            let other = try await rig.grace.call(
                CreateGroupInviteLink(to: group, expiresAt: now + .hours(1))
            )
            rig.server.clock.advance(by: .hours(1))
            #expect(
                try await rig.kofi.refusal(of: JoinGroupByInvite(other.code)).code == .groupInviteNotFound
            )
            let third = try await rig.grace.call(CreateGroupInviteLink(to: group))
            #expect(try await rig.noor.refusal(of: CreateGroupInviteLink(to: group)).code == .groupForbidden)
            #expect(try await rig.noor.refusal(of: ListGroupInviteLinks(of: group)).code == .groupForbidden)
            _ = try await rig.ada.call(RevokeGroupInviteLink(third.id, of: group))
            #expect(
                try await rig.kofi.refusal(of: JoinGroupByInvite(third.code)).code == .groupInviteNotFound
            )
            #expect(
                try await rig.ada.refusal(of: RevokeGroupInviteLink(third.id, of: group)).code
                    == .groupInviteNotFound
            )
            let late = CreateGroupInviteLink(to: group, expiresAt: rig.server.clock.now)
            #expect(try await rig.ada.refusal(of: late).problems.first?.field == "expiresAt")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever is banned is out, and stays out until it ends`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated()
            let link = try await rig.ada.call(CreateGroupInviteLink(to: group))
            let until = rig.server.clock.now + .hours(2)
            try await rig.forgetEvents()

            _ = try await rig.grace.call(
                BanFromGroup(rig.noor.id, from: group, reason: GroupNote(trusted: "Spam"), until: until)
            )
            #expect(try await rig.server.newEvents() == ["group.member_left", "group.member_banned"])
            #expect(try await rig.view(rig.noor, group).membership == GroupMembership(isBanned: true))
            #expect(try await rig.noor.refusal(of: JoinGroup(group)).code == .groupBanned)
            #expect(try await rig.noor.refusal(of: JoinGroupByInvite(link.code)).code == .groupInviteNotFound)
            #expect(try await rig.noor.refusal(of: GetGroupByInvite(link.code)).code == .groupInviteNotFound)
            let bans = try await rig.ada.call(ListGroupBans(of: group)).items
            #expect(
                bans.map(\.user.id) == [rig.noor.id] && bans[0].reason == "Spam" && bans[0].until == until
            )
            #expect(try await rig.eve.refusal(of: ListGroupBans(of: group)).code == .groupForbidden)
            rig.server.clock.advance(by: .hours(2))
            #expect(try await rig.ada.call(ListGroupBans(of: group)).items.isEmpty)
            _ = try await rig.noor.call(JoinGroup(group))

            _ = try await rig.grace.call(BanFromGroup(rig.eve.id, from: group))
            _ = try await rig.grace.call(UnbanFromGroup(rig.eve.id, from: group))
            _ = try await rig.grace.call(UnbanFromGroup(rig.eve.id, from: group))
            _ = try await rig.eve.call(JoinGroup(group))
            #expect(try await rig.log(group).prefix(3) == [.personUnbanned, .personBanned, .personBanned])
            let line = try await rig.ada.call(ListGroupLog(of: group)).items[2]
            #expect(line.detail == "Spam" && line.actor.id == rig.grace.id && line.person?.id == rig.noor.id)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `who may ban, and whom`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated()
            let past = rig.server.clock.now

            for (member, other, code) in [
                (rig.grace, rig.ada.id, ErrorCode.groupForbidden), (rig.grace, rig.grace.id, .groupForbidden),
                (rig.noor, rig.eve.id, .groupForbidden), (rig.eve, rig.noor.id, .groupForbidden),
                (rig.grace, UserID(high: 9, low: 9), .userNotFound),
                (rig.eve, UserID(high: 9, low: 9), .groupForbidden),
            ] {
                #expect(try await member.refusal(of: BanFromGroup(other, from: group)).code == code)
            }
            let refusal = try await rig.ada.refusal(of: BanFromGroup(rig.eve.id, from: group, until: past))
            #expect(refusal.problems.first?.field == "until")
            _ = try await rig.ada.call(BanFromGroup(rig.grace.id, from: group))
            #expect(try await rig.members(group) == ["ada", "noor"])
        }
    }
}
