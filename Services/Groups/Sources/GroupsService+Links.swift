// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import UsersAPI

extension GroupsService {
    /// Makes an invite link.
    func createLink(_ request: CreateGroupInviteLink, from caller: Member) async throws -> GroupInviteLink {
        let now = clock.now.wholeMilliseconds
        let expiresAt = request.body?.expiresAt?.wholeMilliseconds
        if let expiresAt, expiresAt <= now || expiresAt > now + GroupsLimits.linkLife {
            throw GroupsError.unfit("expiresAt", "Must be in the future, and at most a year away.")
        }
        let link = LinkRow(
            id: GroupInviteLinkID(at: now),
            group: request.id,
            code: Self.newCode(),
            maxUses: request.body?.maxUses?.value,
            expiresAt: expiresAt,
            by: caller.id,
            at: now
        )
        try await change(request.id, about: [caller.id]) { desk in
            _ = try desk.moderator(caller.id)
            try GroupStore(desk.db).add(1, to: .links, of: request.id)
            try LinkStore(desk.db).insert(link)
            try desk.log(.linkCreated, by: caller.id)
        }
        return try await rendered([link])[0]
    }

    /// 22 letters and digits: 130 bits, which nobody guesses.
    private static func newCode() -> GroupInviteCode {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        var generator = SystemRandomNumberGenerator()
        let code = (0..<22).map { _ in letters[Int.random(in: letters.indices, using: &generator)] }
        return GroupInviteCode(trusted: String(code))
    }

    /// The invite links of a group.
    func links(_ request: ListGroupInviteLinks, from caller: Member) async throws -> Page<GroupInviteLink> {
        let limit = request.limit ?? .standard
        let before = try request.cursor?.field(0, as: GroupInviteLinkID.self)
        let rows = try await readAsModerator(request.id, caller) { db, _ in
            try LinkStore(db).page(of: request.id, before: before, limit: limit)
        }
        let page = RowPage(rows, limit: limit) { Cursor($0.id) }
        return Page(items: try await rendered(page.rows), nextCursor: page.next)
    }

    /// Ends a link.
    func revoke(_ request: RevokeGroupInviteLink, from caller: Member) async throws -> NoReply {
        try await change(request.id, about: [caller.id]) { desk in
            _ = try desk.moderator(caller.id)
            guard try LinkStore(desk.db).link(request.link)?.group == request.id,
                try LinkStore(desk.db).delete(request.link)
            else { throw GroupsError.inviteNotFound }
            try GroupStore(desk.db).add(-1, to: .links, of: request.id)
            try desk.log(.linkRevoked, by: caller.id)
        }
        return NoReply()
    }

    /// The group that a link leads to.
    func group(_ request: GetGroupByInvite, from caller: Member) async throws -> Group {
        let now = clock.now
        let view = try await database.read { db -> GroupView? in
            guard let link = try LinkStore(db).link(request.code) else { return nil }
            let view = try GroupStore(db).view(link.group, for: caller.id, at: now)
            // Who is in the group already may follow the link however often it was used.
            return link.holds(at: now) || view?.membership.role != nil ? view : nil
        }
        guard let view, !view.membership.isBanned else { throw GroupsError.inviteNotFound }
        return view.shown
    }

    /// Joins by a link.
    func join(_ request: JoinGroupByInvite, from caller: Member) async throws -> Group {
        guard let group = try await database.read({ db in try LinkStore(db).link(request.code)?.group })
        else {
            throw GroupsError.inviteNotFound
        }
        do {
            try await change(group, about: [caller.id]) { desk in
                let place = try desk.place(of: caller.id)
                // To whom is banned a link is worth nothing, and says nothing.
                guard place.ban == nil, let link = try LinkStore(desk.db).link(request.code) else {
                    throw GroupsError.inviteNotFound
                }
                guard place.member == nil else { return }
                guard link.holds(at: desk.at) else { throw GroupsError.inviteNotFound }
                try LinkStore(desk.db).countUse(of: link.id)
                try desk.admit(caller.id, by: .link, letInBy: link.by)
            }
        } catch GroupsError.groupNotFound {
            throw GroupsError.inviteNotFound
        }
        return try await self.group(group, for: caller.id)
    }

    private func rendered(_ rows: [LinkRow]) async throws -> [GroupInviteLink] {
        let users = try await profiles(rows.map(\.by))
        return rows.map { row in
            GroupInviteLink(
                id: row.id,
                code: row.code,
                useCount: row.useCount,
                maxUses: row.maxUses,
                expiresAt: row.expiresAt,
                createdBy: users[row.by] ?? .deleted(row.by),
                createdAt: row.at
            )
        }
    }
}
