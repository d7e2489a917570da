// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI

// What other services ask.

extension GroupsService {
    /// What a person may do in some groups.
    func standings(_ request: GetGroupStandings, from caller: Caller) async throws -> [GroupStanding] {
        let (user, groups) = (request.body.user, request.body.groups)
        guard groups.count <= GetGroupStandings.most else {
            throw Failure.invalid("groups", "Must have at most \(GetGroupStandings.most) groups.")
        }
        let views = try await views(groups, for: user)
        return groups.map { views[$0]?.standing ?? GroupStanding(group: $0) }
    }

    /// Several groups as somebody sees them.
    func groups(_ request: GetGroups, from caller: Caller) async throws -> [Group] {
        let (viewer, groups) = (request.body.viewer, request.body.groups)
        guard groups.count <= GetGroups.most else {
            throw Failure.invalid("groups", "Must have at most \(GetGroups.most) groups.")
        }
        let views = try await views(groups, for: viewer)
        return groups.compactMap { id in views[id].flatMap { $0.isKnown ? $0.shown : nil } }
    }

    private func views(_ groups: [GroupID], for user: UserID) async throws -> [GroupID: GroupView] {
        let now = clock.now
        let views = try await database.read { db in
            try GroupStore(db).views(Array(Set(groups)), for: user, at: now)
        }
        return Dictionary(views.map { ($0.group.id, $0) }) { first, _ in first }
    }

    /// The members of a group by id.
    func entries(_ request: ListGroupMemberEntries, from caller: Caller) async throws -> GroupMemberEntries {
        let range = request.body
        guard (1...ListGroupMemberEntries.most).contains(range.limit) else {
            throw Failure.invalid("limit", "Must be from 1 to \(ListGroupMemberEntries.most).")
        }
        let rows = try await database.read { db -> [MemberRow] in
            // What is left of a group that is gone are no members.
            guard try GroupStore(db).record(range.group) != nil else { return [] }
            return try MembershipStore(db).entries(of: range.group, after: range.after, limit: range.limit)
        }
        let page = rows.prefix(range.limit).map { row in
            GroupMemberEntry(
                user: row.user,
                role: row.role,
                showsInHome: row.showsInHome,
                joinedAt: row.joinedAt,
                step: row.step
            )
        }
        return GroupMemberEntries(members: page, next: rows.count > range.limit ? page.last?.user : nil)
    }

    /// What is wrong with the counters, for `roost doctor`.
    func findings() async throws -> [String] {
        try await database.read { db in
            let groups = try GroupStore(db).miscounted()
            let people = try PeopleStore(db).miscounted()
            return groups.map { "The counters of the group \($0) are wrong, or it has no owner." }
                + people.map { "The number of groups of \($0) is wrong." }
        }
    }
}
