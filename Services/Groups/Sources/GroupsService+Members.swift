// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import Modules
import UsersAPI

extension GroupsService {
    /// Joins a group, or asks to.
    func join(_ request: JoinGroup, from caller: Member) async throws -> Group {
        let note = request.body?.note?.text ?? ""
        try await change(request.id, about: [caller.id]) { desk in
            let place = try desk.known(to: caller.id)
            guard place.member == nil else { return }
            guard place.ban == nil else { throw GroupsError.banned }
            if let invitation = place.invitation {
                try desk.admit(caller.id, by: .invited, letInBy: invitation.by)
            } else if desk.group.kind == .open {
                try desk.admit(caller.id, by: .joined)
            } else if place.request == nil {
                try desk.ask(caller.id, note: note)
            }
        }
        return try await group(request.id, for: caller.id)
    }

    /// Leaves a group, or ends one's request or invitation.
    func leave(_ request: LeaveGroup, from caller: Member) async throws -> NoReply {
        try await change(request.id, about: [caller.id]) { desk in
            let place = try desk.known(to: caller.id)
            if let member = place.member {
                guard member.role != .owner else { throw GroupsError.needsOwner }
                try desk.dismiss(member, .left)
            } else {
                try desk.endRequest(of: caller.id, accepted: false)
                try desk.endInvitation(of: caller.id, accepted: false)
            }
        }
        return NoReply()
    }

    /// Chooses whether posts come into one's home feed.
    func choose(_ request: UpdateGroupMembership, from caller: Member) async throws -> Group {
        try await change(request.id, about: [caller.id]) { desk in
            guard let member = try desk.known(to: caller.id).member else { throw GroupsError.membersOnly }
            try desk.setShowsInHome(request.body.showsInHome, for: member)
        }
        return try await group(request.id, for: caller.id)
    }

    /// Gives a member another role.
    func changeRole(_ request: ChangeGroupRole, from caller: Member) async throws -> NoReply {
        let role = request.body.role
        try await change(request.id, about: [caller.id, request.user]) { desk in
            let place = try desk.known(to: caller.id)
            // A moderator may step down.
            let stepsDown = request.user == caller.id && place.role == .moderator && role == .member
            if !stepsDown { _ = try desk.owner(caller.id) }
            guard let member = try desk.place(of: request.user).member else {
                throw GroupsError.memberNotFound
            }
            guard role != member.role else { return }
            guard member.role != .owner else { throw GroupsError.needsOwner }
            if role == .owner, let owner = place.member {
                try desk.handOver(from: owner, to: member, by: caller.id)
                try desk.log(.handedOver, by: caller.id, about: member.user)
            } else {
                try desk.setRole(role, of: member, by: caller.id)
                try desk.log(.roleChanged, by: caller.id, about: member.user, role.rawValue)
            }
        }
        return NoReply()
    }

    /// Takes somebody out, who may come back.
    func remove(_ request: RemoveGroupMember, from caller: Member) async throws -> NoReply {
        try await change(request.id, about: [caller.id, request.user]) { desk in
            let place = try desk.moderator(caller.id)
            let other = try desk.place(of: request.user)
            guard let member = other.member else { throw GroupsError.memberNotFound }
            guard place.outranks(other) else {
                throw GroupsError.notAllowed("You may take out only those below you.")
            }
            try desk.dismiss(member, .removed)
            try desk.log(.memberRemoved, by: caller.id, about: member.user)
        }
        return NoReply()
    }

    // MARK: Lists

    /// The people of a group, without those of whom the caller blocks one or is blocked by.
    func members(_ request: ListGroupMembers, from caller: Member) async throws -> Page<GroupMember> {
        let now = clock.now
        try await database.read { db in
            guard let view = try GroupStore(db).view(request.id, for: caller.id, at: now), view.isKnown else {
                throw GroupsError.groupNotFound
            }
            guard view.standing.reads else { throw GroupsError.membersOnly }
        }
        if let query = request.q { return try await search(query, request, caller) }
        let limit = request.limit ?? .standard
        let rows = try await database.read { db in
            try MembershipStore(db).page(
                of: request.id,
                role: request.role,
                after: request.cursor,
                limit: limit
            )
        }
        let page = RowPage(rows, limit: limit, cursor: \.cursor)
        let reached = try await reached(page.rows.map(\.user), by: caller.id)
        let shown = page.rows.filter { reached.contains($0.user) }
        let users = try await profiles(shown.map(\.user))
        return Page(
            items: shown.map { row in
                GroupMember(
                    user: users[row.user] ?? .deleted(row.user),
                    role: row.role,
                    joinedAt: row.joinedAt
                )
            },
            nextCursor: page.next
        )
    }

    /// Members by name: Users knows the names, so it is asked for people, of whom the members are kept. A page may be
    /// short, or empty, and still have a next one.
    private func search(
        _ query: NameQuery,
        _ request: ListGroupMembers,
        _ caller: Member
    ) async throws -> Page<GroupMember> {
        let limit = request.limit ?? .standard
        var cursor = request.cursor
        var found: [GroupMember] = []
        for _ in 0..<GroupsLimits.searchRounds {
            let people = try await peers.call(
                SearchUsers(query, limit: limit, cursor: cursor),
                as: Caller(member: caller)
            )
            let users = Dictionary(people.items.map { ($0.id, $0) }) { first, _ in first }
            let rows = try await database.read { db in
                try MembershipStore(db).members(people.items.map(\.id), of: request.id)
            }
            for row in rows where request.role == nil || row.role == request.role {
                guard let user = users[row.user] else { continue }
                found.append(GroupMember(user: user, role: row.role, joinedAt: row.joinedAt))
            }
            cursor = people.nextCursor
            // What is found goes out as it is: a page of the people asked for has at most as many members.
            if cursor == nil || !found.isEmpty { break }
        }
        return Page(items: found, nextCursor: cursor)
    }
}
