// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import Feed
import FeedAPI
import GroupsAPI
import Modules
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Groups

/// A small generator with a seed, so that a history that fails can be played again.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) ^ (state << 31)
    }
}

/// Plays a history on a server and on the model: whatever the model forbids has to be refused.
private final class History {
    private let rig: GroupsRig
    private var dice: Dice
    private let ids: [GroupID]
    private(set) var plain = PlainGroups()

    init(_ rig: GroupsRig, seed: UInt64) async throws {
        self.rig = rig
        dice = Dice(state: seed)
        var ids: [GroupID] = []
        for kind in GroupKind.allCases {
            ids.append(try await rig.found("\(kind.rawValue.lowercased())-group", kind))
        }
        self.ids = ids
        for (id, kind) in zip(ids, GroupKind.allCases) {
            plain.groups[id] = .init(kind: kind, members: [rig.ada.id], owner: rig.ada.id)
        }
    }

    private func member() -> TestMember { rig.people[Int.random(in: rig.people.indices, using: &dice)] }

    /// Does something that the model allows, or makes sure that it is refused.
    private func act<Request: Endpoint>(
        _ isAllowed: Bool,
        _ member: TestMember,
        _ request: Request
    ) async throws -> Request.Reply? {
        guard isAllowed else {
            _ = try await member.refusal(of: request)
            return nil
        }
        return try await member.call(request)
    }

    func step() async throws {
        rig.server.clock.advance(by: .milliseconds(1))
        let id = ids[Int.random(in: ids.indices, using: &dice)]
        guard var group = plain.groups[id] else { return }
        let (one, other) = (member(), member())
        switch Int.random(in: 0..<24, using: &dice) {
        case 0..<5: try await join(id, &group, one)
        case 5..<7: try await leave(id, &group, one)
        case 7..<9: try await answer(id, &group, one, other)
        case 9..<11: try await invite(id, &group, one, other)
        case 11: try await changeRole(id, &group, one, other)
        case 12: try await remove(id, &group, one, other)
        case 13..<15: try await ban(id, &group, one, other)
        case 15: try await choose(id, &group, one)
        case 16: try await changeKind(id, &group, one)
        case 17: try await block(one, other)
        case 18..<23: try await post(id, &group, one)
        default: try await deletePost(id, &group, one)
        }
        plain.groups[id] = group
    }

    private func join(_ id: GroupID, _ group: inout PlainGroups.PlainGroup, _ one: TestMember) async throws {
        let isMember = group.members.contains(one.id)
        let isAllowed = isMember || group.knows(one.id) && !group.banned.contains(one.id)
        guard try await act(isAllowed, one, JoinGroup(id)) != nil, !isMember else { return }
        if group.kind == .open || group.invited.contains(one.id) {
            group.admit(one.id)
        } else {
            group.requests.insert(one.id)
        }
    }

    private func leave(_ id: GroupID, _ group: inout PlainGroups.PlainGroup, _ one: TestMember) async throws {
        guard try await act(group.knows(one.id) && group.owner != one.id, one, LeaveGroup(id)) != nil else {
            return
        }
        group.dismiss(one.id)
        group.requests.remove(one.id)
        group.invited.remove(one.id)
    }

    private func answer(
        _ id: GroupID,
        _ group: inout PlainGroups.PlainGroup,
        _ one: TestMember,
        _ other: TestMember
    ) async throws {
        let isAllowed = group.moderates(one.id) && group.requests.contains(other.id)
        if Bool.random(using: &dice) {
            guard try await act(isAllowed, one, AcceptGroupRequest(from: other.id, in: id)) != nil else {
                return
            }
            group.admit(other.id)
        } else {
            guard try await act(isAllowed, one, RefuseGroupRequest(from: other.id, in: id)) != nil else {
                return
            }
            group.requests.remove(other.id)
        }
    }

    private func invite(
        _ id: GroupID,
        _ group: inout PlainGroups.PlainGroup,
        _ one: TestMember,
        _ other: TestMember
    ) async throws {
        let mayInvite = group.moderates(one.id) || group.kind == .open && group.members.contains(one.id)
        let isFree = !group.members.contains(other.id) && !group.banned.contains(other.id)
        let isAllowed = mayInvite && isFree && !plain.isCut(one.id, other.id)
        guard try await act(isAllowed, one, InviteToGroup(other.id, to: id)) != nil else { return }
        if group.requests.contains(other.id) && group.moderates(one.id) {
            group.admit(other.id)
        } else {
            group.invited.insert(other.id)
        }
    }

    private func changeRole(
        _ id: GroupID,
        _ group: inout PlainGroups.PlainGroup,
        _ one: TestMember,
        _ other: TestMember
    ) async throws {
        let role = GroupRole.allCases[Int.random(in: 0..<3, using: &dice)]
        let isOwner = group.owner == one.id
        let stepsDown = one.id == other.id && group.role(of: one.id) == .moderator && role == .member
        let isSame = group.role(of: other.id) == role
        let isAllowed =
            group.members.contains(other.id)
            && (stepsDown || isOwner && (isSame || other.id != one.id))
        guard try await act(isAllowed, one, ChangeGroupRole(role, to: other.id, in: id)) != nil, !isSame
        else {
            return
        }
        group.moderators.remove(other.id)
        switch role {
        case .owner:
            group.moderators.insert(group.owner)
            group.owner = other.id
        case .moderator: group.moderators.insert(other.id)
        case .member: break
        }
    }

    private func remove(
        _ id: GroupID,
        _ group: inout PlainGroups.PlainGroup,
        _ one: TestMember,
        _ other: TestMember
    ) async throws {
        let isAllowed = group.members.contains(other.id) && group.outranks(one.id, other.id)
        guard try await act(isAllowed, one, RemoveGroupMember(other.id, from: id)) != nil else { return }
        group.dismiss(other.id)
    }

    private func ban(
        _ id: GroupID,
        _ group: inout PlainGroups.PlainGroup,
        _ one: TestMember,
        _ other: TestMember
    ) async throws {
        if Bool.random(using: &dice) {
            let isAllowed = group.outranks(one.id, other.id)
            guard try await act(isAllowed, one, BanFromGroup(other.id, from: id)) != nil else { return }
            group.dismiss(other.id)
            group.requests.remove(other.id)
            group.invited.remove(other.id)
            group.banned.insert(other.id)
        } else {
            guard try await act(group.moderates(one.id), one, UnbanFromGroup(other.id, from: id)) != nil
            else {
                return
            }
            group.banned.remove(other.id)
        }
    }

    private func choose(_ id: GroupID, _ group: inout PlainGroups.PlainGroup, _ one: TestMember) async throws
    {
        let shows = Bool.random(using: &dice)
        let request = UpdateGroupMembership(id, showsInHome: shows)
        guard try await act(group.members.contains(one.id), one, request) != nil else { return }
        if shows { group.quiet.remove(one.id) } else { group.quiet.insert(one.id) }
    }

    private func changeKind(
        _ id: GroupID,
        _ group: inout PlainGroups.PlainGroup,
        _ one: TestMember
    ) async throws {
        let kind = GroupKind.allCases[Int.random(in: 0..<3, using: &dice)]
        guard try await act(group.owner == one.id, one, UpdateGroup(id, .init(kind: kind))) != nil else {
            return
        }
        group.kind = kind
    }

    private func block(_ one: TestMember, _ other: TestMember) async throws {
        guard one.id != other.id else { return }
        if Int.random(in: 0..<3, using: &dice) == 0 {
            _ = try await one.call(BlockUser(other.id))
            plain.blocks.append((one.id, other.id))
        } else {
            _ = try await one.call(UnblockUser(other.id))
            plain.blocks.removeAll { $0 == (one.id, other.id) }
        }
    }

    private func post(_ id: GroupID, _ group: inout PlainGroups.PlainGroup, _ one: TestMember) async throws {
        let draft = PostDraft.saying("No. \(group.posts.count)") { $0.groupId = id }
        guard let post = try await act(group.members.contains(one.id), one, CreatePost(draft)) else { return }
        group.posts.append((post.id, one.id))
    }

    private func deletePost(
        _ id: GroupID,
        _ group: inout PlainGroups.PlainGroup,
        _ one: TestMember
    ) async throws {
        guard let post = group.posts.randomElement(using: &dice) else { return }
        let sees = group.reads(one.id) && !plain.isCut(one.id, post.author)
        let isAllowed = post.author == one.id || sees && group.moderates(one.id)
        guard try await act(isAllowed, one, DeletePost(post.id)) != nil else { return }
        group.posts.removeAll { $0.id == post.id }
    }

    /// Makes sure that everybody sees everything as the model says.
    func agree() async throws {
        try await rig.server.settle()
        for member in rig.people {
            for (id, group) in plain.groups {
                guard group.knows(member.id) else {
                    #expect(try await member.refusal(of: GetGroup(id)).code == .groupNotFound)
                    continue
                }
                var shown = try await member.call(GetGroup(id))
                shown.membership.joinedAt = nil
                #expect(shown.memberCount == group.members.count && shown.kind == group.kind)
                #expect(shown.membership == group.membership(of: member.id))
                try await agreeOnReading(id, group, member)
            }
            let home = try await member.call(GetFeed(limit: PageLimit(clamping: 100))).items.map(\.id)
            #expect(home == plain.home(of: member.id))
            let mine = try await member.call(ListMyGroups()).items.map(\.id)
            #expect(Set(mine) == Set(plain.groups.filter { $0.value.members.contains(member.id) }.keys))
        }
    }

    private func agreeOnReading(
        _ id: GroupID,
        _ group: PlainGroups.PlainGroup,
        _ member: TestMember
    ) async throws {
        guard let feed = plain.feed(of: id, for: member.id) else {
            #expect(try await member.refusal(of: ListGroupPosts(of: id)).code == .groupMembersOnly)
            if let post = group.posts.last {
                #expect(try await member.refusal(of: GetPost(post.id)).code == .postNotFound)
            }
            return
        }
        let read = try await member.call(ListGroupPosts(of: id, limit: PageLimit(clamping: 100)))
        #expect(read.items.map(\.id) == feed)
        let people = try await member.call(ListGroupMembers(of: id)).items.map(\.user.id)
        #expect(people == group.members.filter { !plain.isCut(member.id, $0) })
    }
}

struct GroupModelTests {
    @Test(arguments: TestDatabase.all, [1, 2, 3, 4] as [UInt64])
    func `after any history everybody sees what a plain model says`(
        _ database: TestDatabase,
        seed: UInt64
    ) async throws {
        let modules: [any ServiceModule.Type] = [PostsModule.self, FeedModule.self]
        try await GroupsRig.run(database, with: modules) { rig async throws in
            let history = try await History(rig, seed: seed)

            for step in 1...120 {
                try await history.step()
                if step.isMultiple(of: 60) { try await history.agree() }
            }
        }
    }
}
