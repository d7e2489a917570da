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

struct DeletedAccountTests {
    /// How many rows name somebody, but for the note that they are gone.
    private func rows(naming id: UserID, _ rig: GroupsRig) async throws -> Int {
        try await rig.database.read { db in
            let counts: [SQLQuery] = [
                "SELECT count(*) FROM groups.members WHERE user_id = \(id)",
                "SELECT count(*) FROM groups.requests WHERE user_id = \(id)",
                "SELECT count(*) FROM groups.invitations WHERE user_id = \(id) OR by_id = \(id)",
                "SELECT count(*) FROM groups.links WHERE by_id = \(id)",
                "SELECT count(*) FROM groups.bans WHERE user_id = \(id) OR by_id = \(id)",
                "SELECT count(*) FROM groups.log WHERE actor_id = \(id) OR person_id = \(id)",
                "SELECT count(*) FROM groups.people WHERE id = \(id)",
            ]
            return try counts.map { try db.value($0, as: Int.self) ?? 0 }.reduce(0, +)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a group passes to the moderator who is there longest`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.found()
            for member in [rig.noor, rig.kofi, rig.grace] { try await rig.bring(member, into: group) }
            for member in [rig.grace, rig.kofi] {
                _ = try await rig.ada.call(ChangeGroupRole(.moderator, to: member.id, in: group))
            }
            try await rig.forgetEvents()

            _ = try await rig.ada.call(DeleteUser(rig.ada.id))
            try await eventually("ada is out") { try await rows(naming: rig.ada.id, rig) == 0 }

            #expect(try await rig.view(rig.kofi, group).membership.role == .owner)
            #expect(try await rig.members(group, as: rig.kofi) == ["noor", "kofi", "grace"])
            #expect(
                try await rig.server.newEvents().filter { $0.hasPrefix("group.") }
                    == ["group.role_changed", "group.role_changed", "group.member_left"]
            )
            #expect(try await rig.kofi.call(ListGroupLog(of: group)).items.first?.action == .inherited)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a group without moderators passes to a member, and an empty one is gone`(
        _ database: TestDatabase
    ) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let shared = try await rig.found("shared")
            let alone = try await rig.found("alone")
            try await rig.bring(rig.eve, into: shared)
            try await rig.bring(rig.noor, into: shared)

            _ = try await rig.ada.call(DeleteUser(rig.ada.id))
            try await eventually("ada is out") { try await rows(naming: rig.ada.id, rig) == 0 }

            #expect(try await rig.view(rig.eve, shared).membership.role == .owner)
            #expect(try await rig.eve.refusal(of: GetGroup(alone)).code == .groupNotFound)
            #expect(try await rig.server.events(of: GroupDeleted.self).map(\.group) == [alone])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nothing names somebody who is gone`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated("choir", .closed)
            let other = try await rig.found("other", .closed)
            _ = try await rig.grace.call(InviteToGroup(rig.eve.id, to: group))
            _ = try await rig.grace.call(BanFromGroup(rig.kofi.id, from: group))
            let link = try await rig.grace.call(CreateGroupInviteLink(to: group))
            _ = try await rig.grace.call(JoinGroup(other))

            _ = try await rig.grace.call(DeleteUser(rig.grace.id))
            try await eventually("grace is out") { try await rows(naming: rig.grace.id, rig) == 0 }

            #expect(try await rig.members(group) == ["ada", "noor"])
            #expect(try await rig.eve.call(ListMyGroupInvitations()).items.isEmpty)
            #expect(try await rig.eve.refusal(of: JoinGroupByInvite(link.code)).code == .groupInviteNotFound)
            // The ban stays, whoever imposed it.
            let ban = try #require(try await rig.ada.call(ListGroupBans(of: group)).items.first)
            #expect(ban.user.id == rig.kofi.id && ban.by == .deleted(.nobody))
            let service = try #require(rig.server.site.module(GroupsModule.self)).groups
            await #expect(throws: GroupsError.userNotFound) {
                try await service.change(group, about: [rig.grace.id]) {
                    try $0.admit(rig.grace.id, by: .joined)
                }
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a group with very many goes in several transactions`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.found()
            let many = GroupsLimits.sweep + 20
            let service = try #require(rig.server.site.module(GroupsModule.self)).groups
            try await service.change(group, about: []) { desk in
                for index in 0..<many {
                    try desk.admit(UserID(high: 5, low: UInt64(index)), by: .joined)
                }
            }

            _ = try await rig.ada.call(DeleteGroup(group))
            try await eventually("nobody is left in it") {
                try await rig.database.read { db in
                    try db.value("SELECT count(*) FROM groups.members", as: Int.self) == 0
                }
            }
        }
    }
}
