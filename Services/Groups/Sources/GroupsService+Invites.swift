// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import UsersAPI

extension GroupsService {
    /// Invites somebody; a moderator who invites somebody who asked to join lets them in.
    func invite(_ request: InviteToGroup, from caller: Member) async throws -> NoReply {
        // First whether the caller may, so that a stranger learns nothing of groups by asking about people.
        try await change(request.id, about: [caller.id]) { desk in try Self.requireInviting(caller.id, desk) }
        try await requirePerson(request.user, reachedBy: caller.id)
        try await change(request.id, about: [caller.id, request.user]) { desk in
            try Self.requireInviting(caller.id, desk)
            let other = try desk.place(of: request.user)
            guard other.member == nil else { throw GroupsError.alreadyMember }
            guard other.ban == nil else { throw GroupsError.isBanned }
            let moderates = try desk.place(of: caller.id).moderates
            if other.request != nil && moderates {
                try desk.admit(request.user, by: .requestAccepted, letInBy: caller.id)
                try desk.log(.requestAccepted, by: caller.id, about: request.user)
            } else {
                try desk.invite(request.user, by: caller.id)
                if moderates { try desk.log(.personInvited, by: caller.id, about: request.user) }
            }
        }
        return NoReply()
    }

    /// Moderators invite to any group, members to one that everybody may join.
    private static func requireInviting(_ user: UserID, _ desk: Desk) throws {
        let place = try desk.known(to: user)
        guard place.moderates || place.member != nil && desk.group.kind == .open else {
            throw GroupsError.notAllowed("You may not invite to this group.")
        }
    }

    /// Takes an invitation back.
    func withdraw(_ request: WithdrawGroupInvitation, from caller: Member) async throws -> NoReply {
        try await change(request.id, about: [caller.id, request.user]) { desk in
            let place = try desk.known(to: caller.id)
            guard place.member != nil else { throw GroupsError.notAllowed("You may not take this back.") }
            let invitation = try desk.place(of: request.user).invitation
            guard place.moderates || invitation?.by == caller.id else {
                // Who else is invited is nothing for members.
                throw GroupsError.inviteNotFound
            }
            guard invitation != nil else { throw GroupsError.inviteNotFound }
            try desk.endInvitation(of: request.user, accepted: false)
            if place.moderates { try desk.log(.invitationWithdrawn, by: caller.id, about: request.user) }
        }
        return NoReply()
    }

    /// Who is invited to a group.
    func invitations(
        _ request: ListGroupInvitations,
        from caller: Member
    ) async throws -> Page<GroupInvitation> {
        let limit = request.limit ?? .standard
        let (rows, group) = try await readAsModerator(request.id, caller) { db, now in
            (
                try WaitingStore(db).invitations(
                    to: request.id,
                    after: request.cursor,
                    limit: limit,
                    at: now
                ), try GroupStore(db).record(request.id)
            )
        }
        guard let group else { throw GroupsError.groupNotFound }
        // As those who are invited see it: they know nothing but that they are.
        let shown = GroupView(group: group, membership: GroupMembership(isInvited: true)).shown
        let page = RowPage(rows, limit: limit, cursor: \.cursorOfGroup)
        return Page(
            items: try await rendered(page.rows) { _ in shown },
            nextCursor: page.next
        )
    }

    /// The groups one is invited to, without the invitations of those one blocks or is blocked by.
    func invitations(
        _ request: ListMyGroupInvitations,
        from caller: Member
    ) async throws -> Page<GroupInvitation> {
        let limit = request.limit ?? .standard
        let now = clock.now
        let (rows, views) = try await database.read { db in
            let rows = try WaitingStore(db).invitations(
                of: caller.id,
                after: request.cursor,
                limit: limit,
                at: now
            )
            return (rows, try GroupStore(db).views(rows.map(\.group), for: caller.id, at: now))
        }
        let groups = Dictionary(views.map { ($0.group.id, $0.shown) }) { first, _ in first }
        let page = RowPage(rows, limit: limit, cursor: \.cursorOfUser)
        let reached = try await reached(page.rows.map(\.by), by: caller.id)
        return Page(
            items: try await rendered(page.rows.filter { reached.contains($0.by) }) { groups[$0.group] },
            nextCursor: page.next
        )
    }

    private func rendered(
        _ rows: [InvitationRow],
        _ group: (InvitationRow) -> Group?
    ) async throws -> [GroupInvitation] {
        let users = try await profiles(rows.flatMap { [$0.user, $0.by] })
        return rows.compactMap { row in
            guard let group = group(row) else { return nil }
            return GroupInvitation(
                group: group,
                user: users[row.user] ?? .deleted(row.user),
                invitedBy: users[row.by] ?? .deleted(row.by),
                expiresAt: row.expiresAt,
                createdAt: row.at
            )
        }
    }
}
