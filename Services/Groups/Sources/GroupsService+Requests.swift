// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import Modules
import UsersAPI

extension GroupsService {
    /// Who asks to join a group.
    func requests(_ request: ListGroupRequests, from caller: Member) async throws -> Page<GroupJoinRequest> {
        let limit = request.limit ?? .standard
        let rows = try await readAsModerator(request.id, caller) { db, _ in
            try WaitingStore(db).requests(to: request.id, after: request.cursor, limit: limit)
        }
        let page = RowPage(rows, limit: limit, cursor: \.cursor)
        let users = try await profiles(page.rows.map(\.user))
        return Page(
            items: page.rows.map { row in
                GroupJoinRequest(
                    user: users[row.user] ?? .deleted(row.user),
                    note: row.note,
                    createdAt: row.at
                )
            },
            nextCursor: page.next
        )
    }

    /// Lets somebody in who asked to join.
    func accept(_ request: AcceptGroupRequest, from caller: Member) async throws -> NoReply {
        try await answer(request.id, request.user, caller) { desk in
            try desk.admit(request.user, by: .requestAccepted, letInBy: caller.id)
            try desk.log(.requestAccepted, by: caller.id, about: request.user)
        }
    }

    /// Does not let somebody in who asked to join.
    func refuse(_ request: RefuseGroupRequest, from caller: Member) async throws -> NoReply {
        try await answer(request.id, request.user, caller) { desk in
            try desk.endRequest(of: request.user, accepted: false)
            try desk.log(.requestRefused, by: caller.id, about: request.user)
        }
    }

    private func answer(
        _ group: GroupID,
        _ user: UserID,
        _ caller: Member,
        _ body: @escaping @Sendable (Desk) throws -> Void
    ) async throws -> NoReply {
        try await change(group, about: [caller.id, user]) { desk in
            _ = try desk.moderator(caller.id)
            guard try desk.place(of: user).request != nil else { throw GroupsError.requestNotFound }
            try body(desk)
        }
        return NoReply()
    }

    // MARK: Bans

    /// Keeps somebody out of a group.
    func ban(_ request: BanFromGroup, from caller: Member) async throws -> NoReply {
        let now = clock.now
        let until = request.body?.until?.wholeMilliseconds
        let reason = request.body?.reason?.text ?? ""
        if let until, until <= now { throw GroupsError.unfit("until", "Must be in the future.") }
        // Whoever exists can be banned, also somebody the moderator blocks or is blocked by.
        guard try await !peers.call(GetProfiles(ids: [request.user])).isEmpty else {
            // Of whom the moderator knows nothing but what they may know.
            try await change(request.id, about: [caller.id]) { _ = try $0.moderator(caller.id) }
            throw GroupsError.userNotFound
        }
        try await change(request.id, about: [caller.id, request.user]) { desk in
            let place = try desk.moderator(caller.id)
            guard place.outranks(try desk.place(of: request.user)) else {
                throw GroupsError.notAllowed("You may ban only those below you.")
            }
            try desk.ban(request.user, reason: reason, until: until, by: caller.id)
            try desk.log(.personBanned, by: caller.id, about: request.user, reason)
        }
        return NoReply()
    }

    /// Lets somebody join again.
    func unban(_ request: UnbanFromGroup, from caller: Member) async throws -> NoReply {
        try await change(request.id, about: [caller.id]) { desk in
            _ = try desk.moderator(caller.id)
            guard try desk.unban(request.user, by: caller.id) else { return }
            try desk.log(.personUnbanned, by: caller.id, about: request.user)
        }
        return NoReply()
    }

    /// Who is banned from a group.
    func bans(_ request: ListGroupBans, from caller: Member) async throws -> Page<GroupBan> {
        let limit = request.limit ?? .standard
        let rows = try await readAsModerator(request.id, caller) { db, now in
            try BanStore(db).page(of: request.id, after: request.cursor, limit: limit, at: now)
        }
        let page = RowPage(rows, limit: limit, cursor: \.cursor)
        let users = try await profiles(page.rows.flatMap { [$0.user, $0.by] })
        return Page(
            items: page.rows.map { row in
                GroupBan(
                    user: users[row.user] ?? .deleted(row.user),
                    reason: row.reason,
                    until: row.until,
                    by: users[row.by] ?? .deleted(row.by),
                    createdAt: row.at
                )
            },
            nextCursor: page.next
        )
    }
}
