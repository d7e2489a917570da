// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import GroupsAPI
import Testing
import Testkit
import UsersAPI

@testable import Groups

/// What happens at the same moment. That the counters are right is checked at the end of each test.
struct RaceTests {
    @Test(arguments: TestDatabase.all)
    func `many who join at once, and each twice, are all in once`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.found()
            let joiners = [rig.grace, rig.eve, rig.noor, rig.kofi]

            await atOnce(
                (joiners + joiners).map { member in { _ = try await member.call(JoinGroup(group)) } }
            )

            #expect(try await rig.view(rig.ada, group).memberCount == 5)
            #expect(try await rig.server.newEvents() == Array(repeating: "group.member_joined", count: 4))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `one gets the last place of a link`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.found("secret", .hidden)
            let link = try await rig.ada.call(
                CreateGroupInviteLink(to: group, maxUses: GroupInviteUses(2))
            )

            let count = await atOnce(
                [rig.grace, rig.eve, rig.noor, rig.kofi].map { member in
                    { _ = try await member.call(JoinGroupByInvite(link.code)) }
                }
            )

            #expect(count == 2)
            #expect(try await rig.view(rig.ada, group).memberCount == 3)
            #expect(try await rig.ada.call(ListGroupInviteLinks(of: group)).items.map(\.useCount) == [2])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever leaves while the group is handed to them is its owner or gone`(
        _ database: TestDatabase
    ) async throws {
        try await GroupsRig.run(database) { rig async throws in
            for round in 0..<4 {
                let group = try await rig.found("round-\(round)")
                _ = try await rig.noor.call(JoinGroup(group))

                await atOnce([
                    { _ = try await rig.ada.call(ChangeGroupRole(.owner, to: rig.noor.id, in: group)) },
                    { _ = try await rig.noor.call(LeaveGroup(group)) },
                    { _ = try await rig.ada.call(ChangeGroupRole(.moderator, to: rig.noor.id, in: group)) },
                ])

                // A group has one owner: `findings` at the end counts them too.
                let noor = try await rig.view(rig.noor, group).membership.role
                let ada = try await rig.view(rig.ada, group).membership.role
                let isHandedOver = noor == .owner && ada == .moderator
                #expect(isHandedOver || noor == nil && ada == .owner)
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a ban that meets a joining wins`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.found()
            for _ in 0..<4 {
                await atOnce([
                    { _ = try await rig.eve.call(JoinGroup(group)) },
                    { _ = try await rig.ada.call(BanFromGroup(rig.eve.id, from: group)) },
                    { _ = try await rig.ada.call(InviteToGroup(rig.eve.id, to: group)) },
                ])

                #expect(try await rig.view(rig.eve, group).membership == GroupMembership(isBanned: true))
                #expect(try await rig.members(group) == ["ada"])
                _ = try await rig.ada.call(UnbanFromGroup(rig.eve.id, from: group))
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `one address is taken by one of many who want it at once`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let wish = CreateGroup(
                GroupName(trusted: "Wanted"),
                slug: GroupSlug(trusted: "wanted"),
                kind: .open
            )

            let count = await atOnce(rig.people.map { member in { _ = try await member.call(wish) } })

            #expect(count == 1)
            #expect(try await rig.ada.call(ListGroups()).items.count == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `steps of one group rise with its commits`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.found()
            await atOnce(
                [rig.grace, rig.eve, rig.noor, rig.kofi].flatMap {
                    member -> [@Sendable () async throws -> Void] in
                    [
                        { _ = try await member.call(JoinGroup(group)) },
                        { _ = try await member.call(LeaveGroup(group)) },
                        { _ = try await member.call(JoinGroup(group)) },
                    ]
                }
            )

            let steps = try await rig.server.publishedEvents().filter { $0.name.hasPrefix("group.member_") }
                .map { try $0.decoded(as: Stepped.self).step }
            #expect(steps == steps.sorted() && Set(steps).count == steps.count)
        }
    }
}

/// The step of any event about somebody in a group.
private struct Stepped: Event {
    static let name: EventName = "any"
    let step: Int
    var orderingKey: String { "" }
}
