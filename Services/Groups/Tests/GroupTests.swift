// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import GroupsAPI
import Modules
import Testing
import Testkit
import UsersAPI

@testable import Groups

struct GroupTests {
    @Test(arguments: TestDatabase.all)
    func `whoever founds a group owns it`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.ada.call(
                CreateGroup(
                    GroupName(trusted: "City gardeners"),
                    slug: GroupSlug(trusted: "city-gardeners"),
                    kind: .open,
                    description: GroupDescription(trusted: "Tomatoes\nand more"),
                    rules: GroupRules([GroupRule(trusted: "Be kind"), GroupRule(trusted: "No peat")])
                )
            )

            #expect(try await rig.server.newEvents() == ["group.created", "group.member_joined"])
            #expect(group.membership.role == .owner && group.membership.showsInHome && group.memberCount == 1)
            #expect(group.rules == ["Be kind", "No peat"] && group.description == "Tomatoes\nand more")
            #expect(try await rig.ada.call(GetGroupBySlug(group.slug)) == group)
            let seen = try await rig.view(rig.eve, group.id)
            #expect(seen.membership == GroupMembership() && seen.name == "City gardeners")
            let joined = try #require(try await rig.server.events(of: GroupMemberJoined.self).first)
            #expect(joined.entrance == .founded && joined.role == .owner && joined.user == rig.ada.id)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an address is given once`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let first = try await rig.found("gardeners")
            let second = try await rig.found("cooks")
            let taken = GroupSlug(trusted: "gardeners")

            let again = try await rig.eve.refusal(
                of: CreateGroup(GroupName(trusted: "Others"), slug: taken, kind: .hidden)
            )
            let moved = try await rig.ada.refusal(of: UpdateGroup(second, .init(slug: taken)))
            _ = try await rig.ada.call(DeleteGroup(first))

            #expect(again.code == .groupSlugTaken && again.kind == .conflict && moved.code == .groupSlugTaken)
            #expect(try await rig.ada.call(UpdateGroup(second, .init(slug: taken))).slug == taken)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `moderators change what a group says, the owner its kind and address`(
        _ database: TestDatabase
    ) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated()

            let changed = try await rig.grace.call(
                UpdateGroup(group, .init(name: GroupName(trusted: "Gardeners!"), rules: GroupRules([])))
            )
            #expect(changed.name == "Gardeners!")
            #expect(try await rig.server.newEvents() == ["group.updated"])
            _ = try await rig.grace.call(UpdateGroup(group, .init(name: GroupName(trusted: "Gardeners!"))))
            #expect(try await rig.server.newEvents() == [])
            #expect(try await rig.log(group).first == .updated)

            for (member, changes, code) in [
                (rig.grace, UpdateGroup.Changes(kind: .hidden), ErrorCode.groupForbidden),
                (rig.grace, .init(slug: GroupSlug(trusted: "elsewhere")), .groupForbidden),
                (rig.noor, .init(description: GroupDescription(trusted: "Mine")), .groupForbidden),
                (rig.eve, .init(name: GroupName(trusted: "Mine")), .groupForbidden),
            ] {
                #expect(try await member.refusal(of: UpdateGroup(group, changes)).code == code)
            }
            #expect(try await rig.ada.call(UpdateGroup(group, .init(kind: .hidden))).kind == .hidden)
            #expect(
                try await rig.eve.refusal(of: UpdateGroup(group, .init(kind: .open))).code == .groupNotFound
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a hidden group is there for members and those invited`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated("secret", .hidden)
            let slug = GroupSlug(trusted: "secret")

            #expect(try await rig.view(rig.noor, group).memberCount == 3)
            let nobody = try await rig.eve.refusal(of: GetGroup(GroupID(high: 1, low: 1)))
            #expect(try await rig.eve.refusal(of: GetGroup(group)) == nobody)
            #expect(try await rig.eve.refusal(of: GetGroupBySlug(slug)) == nobody)
            #expect(try await rig.eve.refusal(of: JoinGroup(group)) == nobody)
            #expect(try await rig.eve.refusal(of: LeaveGroup(group)) == nobody)
            #expect(try await rig.eve.refusal(of: ListGroupMembers(of: group)) == nobody)
            #expect(try await rig.eve.refusal(of: ListGroupLog(of: group)) == nobody)
            #expect(try await rig.eve.refusal(of: DeleteGroup(group)) == nobody)
            #expect(try await rig.eve.refusal(of: BanFromGroup(rig.noor.id, from: group)) == nobody)
            #expect(try await rig.eve.refusal(of: InviteToGroup(rig.kofi.id, to: group)) == nobody)
            #expect(try await rig.eve.call(ListGroups()).items.isEmpty)

            _ = try await rig.grace.call(InviteToGroup(rig.eve.id, to: group))
            #expect(try await rig.view(rig.eve, group).membership.isInvited)
            #expect(try await rig.eve.refusal(of: ListGroupMembers(of: group)).code == .groupMembersOnly)
            _ = try await rig.eve.call(LeaveGroup(group))
            #expect(try await rig.eve.refusal(of: GetGroup(group)) == nobody)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a private group shows what it is about, and its people to members`(
        _ database: TestDatabase
    ) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated("choir", .closed)

            let seen = try await rig.view(rig.eve, group)
            #expect(seen.kind == .closed && seen.memberCount == 3 && seen.chatId == nil)
            let refusal = try await rig.eve.refusal(of: ListGroupMembers(of: group))
            #expect(refusal.code == .groupMembersOnly && refusal.kind == .forbidden)
            #expect(try await rig.members(group, as: rig.noor) == ["ada", "grace", "noor"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `only the owner deletes a group, and nothing of it is left`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let group = try await rig.populated("choir", .closed)
            _ = try await rig.eve.call(JoinGroup(group))
            _ = try await rig.ada.call(BanFromGroup(rig.kofi.id, from: group))
            _ = try await rig.ada.call(CreateGroupInviteLink(to: group))
            try await rig.forgetEvents()

            #expect(try await rig.grace.refusal(of: DeleteGroup(group)).code == .groupForbidden)
            _ = try await rig.ada.call(DeleteGroup(group))

            #expect(try await rig.server.newEvents() == ["group.deleted"])
            #expect(try await rig.ada.refusal(of: GetGroup(group)).code == .groupNotFound)
            #expect(try await rig.ada.call(ListMyGroups()).items.isEmpty)
            let rows = try await rig.database.read { db -> [Int] in
                let tables: [SQLQuery] = [
                    "groups", "members", "requests", "bans", "links", "log", "invitations",
                ]
                return try tables.map { try db.value("SELECT count(*) FROM groups.\($0)", as: Int.self) ?? 0 }
            }
            #expect(rows == [0, 0, 0, 0, 0, 0, 0])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `groups are found by size, age and the beginning of a name`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            for (slug, kind) in [
                ("cats", GroupKind.open), ("cacti", .closed), ("dogs", .open), ("caves", .hidden),
            ] {
                rig.server.clock.advance(by: .milliseconds(1))
                _ = try await rig.found(slug, kind)
            }
            let dogs = try await rig.ada.call(GetGroupBySlug(GroupSlug(trusted: "dogs"))).id
            _ = try await rig.eve.call(JoinGroup(dogs))

            func slugs(_ request: ListGroups) async throws -> [String] {
                var (found, request) = ([String](), request)
                repeat {
                    let page = try await rig.eve.call(request)
                    #expect(page.items.count <= 1)
                    found += page.items.map(\.slug.text)
                    request.cursor = page.nextCursor
                } while request.cursor != nil
                return found
            }
            let one = PageLimit(clamping: 1)
            #expect(try await slugs(ListGroups(limit: one)) == ["dogs", "cacti", "cats"])
            #expect(try await slugs(ListGroups(order: .newest, limit: one)) == ["dogs", "cacti", "cats"])
            #expect(try await slugs(ListGroups(order: .name, limit: one)) == ["cacti", "cats", "dogs"])
            let names = ListGroups(prefix: NameQuery(trusted: "THE CA"), limit: one)
            #expect(try await slugs(names) == ["cacti", "cats"])
            #expect(try await slugs(ListGroups(prefix: NameQuery(trusted: "do"), limit: one)) == ["dogs"])
            #expect(try await slugs(ListGroups(kind: .closed, limit: one)) == ["cacti"])
            #expect(try await slugs(ListGroups(kind: .hidden, limit: one)) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `one's own groups are listed in pages, the latest joined first`(
        _ database: TestDatabase
    ) async throws {
        try await GroupsRig.run(database) { rig async throws in
            for slug in ["one", "two", "three"] {
                rig.server.clock.advance(by: .milliseconds(1))
                let group = try await rig.found(slug, .hidden)
                try await rig.bring(rig.noor, into: group)
            }

            let first = try await rig.noor.call(ListMyGroups(limit: PageLimit(clamping: 2)))
            let second = try await rig.noor.call(ListMyGroups(cursor: first.nextCursor))

            #expect((first.items + second.items).map(\.slug.text) == ["three", "two", "one"])
            #expect(first.items.count == 2 && second.nextCursor == nil)
            #expect(try await rig.eve.call(ListMyGroups()).items.isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `other services learn what somebody may do`(_ database: TestDatabase) async throws {
        try await GroupsRig.run(database) { rig async throws in
            let open = try await rig.populated("open", .open)
            let hidden = try await rig.populated("hidden", .hidden)
            let nowhere = GroupID(high: 3, low: 3)

            let peers = rig.server.site.peers
            let eve = try await peers.call(GetGroupStandings(of: rig.eve.id, in: [hidden, nowhere, open]))
            let grace = try await peers.call(GetGroupStandings(of: rig.grace.id, in: [hidden]))
            let shown = try await peers.call(GetGroups([hidden, open, nowhere], for: rig.eve.id))
            let entries = try await peers.call(ListGroupMemberEntries(of: open, limit: 2))
            let rest = try await peers.call(ListGroupMemberEntries(of: open, after: entries.next, limit: 2))

            #expect(eve.map(\.group) == [hidden, nowhere, open])
            #expect(eve.map(\.knows) == [false, false, true] && eve.map(\.reads) == [false, false, true])
            #expect(eve.map(\.takesPart) == [false, false, false])
            #expect(grace[0].moderates && grace[0].slug?.text == "hidden")
            #expect(shown.map(\.id) == [open])
            let ids = (entries.members + rest.members).map(\.user)
            #expect(ids == [rig.ada.id, rig.grace.id, rig.noor.id].sorted() && rest.next == nil)
        }
    }
}
