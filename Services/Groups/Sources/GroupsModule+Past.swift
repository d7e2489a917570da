// SPDX-License-Identifier: Apache-2.0
package import Core
import Database
package import Endpoints
package import GroupsAPI

/// Something that happened to a group in the past, for demo data: what a verb of the service would have done then.
package struct PastGroupAct: Sendable {
    /// What happened.
    package enum Deed: Sendable {
        /// Somebody founded a group with these rules.
        case founded(GroupFacts, rules: [String])
        /// Somebody came in: at once, or by an invitation where the group is not public.
        case joined
        /// Somebody asked to join.
        case asked(String)
        /// The owner made somebody a moderator.
        case madeModerator(UserID)
        /// A moderator invited somebody, who has not answered.
        case invited(UserID)
        /// A moderator banned somebody.
        case banned(UserID, String)
        /// A member wants nothing of the group in their home feed.
        case silenced
    }

    /// Who did it.
    package let user: UserID
    /// In which group.
    package let group: GroupID
    /// When it happened.
    package let at: Timestamp
    /// What happened.
    package let deed: Deed

    /// Something that `user` did in a group at a whole millisecond.
    package init(_ deed: Deed, by user: UserID, in group: GroupID, at time: Timestamp) {
        (self.deed, self.user, self.group, self.at) = (deed, user, group, time.wholeMilliseconds)
    }
}

extension GroupsModule {
    /// How many acts are written in one transaction.
    private static let batch = 200

    /// Writes what happened, oldest first, as the service's verbs would have, events included.
    package func bringIn(_ past: [PastGroupAct]) async throws {
        for start in stride(from: 0, to: past.count, by: Self.batch) {
            let part = past[start..<min(start + Self.batch, past.count)]
            try await groups.database.write { db in
                for act in part { try Self.write(act, db) }
            }
        }
    }

    private static func write(_ act: PastGroupAct, _ db: any SQLConnection) throws {
        if case .founded(let facts, let rules) = act.deed {
            let record = GroupRecord(
                id: facts.id,
                slug: facts.slug,
                name: facts.name,
                description: facts.description,
                rules: rules,
                kind: facts.kind,
                createdAt: act.at
            )
            return try GroupsService.found(record, by: act.user, hasChat: false, db)
        }
        guard let group = try GroupStore(db).record(act.group) else { throw GroupsError.groupNotFound }
        try write(act, at: Desk(db: db, at: act.at, group: group))
    }

    private static func write(_ act: PastGroupAct, at desk: Desk) throws {
        let place = try desk.place(of: act.user)
        switch act.deed {
        case .founded: return
        case .joined:
            guard place.member == nil else { return }
            try desk.admit(act.user, by: desk.group.kind == .open ? .joined : .invited)
        case .asked(let note): try desk.ask(act.user, note: note)
        case .madeModerator(let user):
            guard let member = try desk.place(of: user).member else { return }
            try desk.setRole(.moderator, of: member, by: act.user)
            try desk.log(.roleChanged, by: act.user, about: user, GroupRole.moderator.rawValue)
        case .invited(let user):
            try desk.invite(user, by: act.user)
            try desk.log(.personInvited, by: act.user, about: user)
        case .banned(let user, let reason):
            try desk.ban(user, reason: reason, until: nil, by: act.user)
            try desk.log(.personBanned, by: act.user, about: user, reason)
        case .silenced:
            guard let member = place.member else { return }
            try desk.setShowsInHome(false, for: member)
        }
    }
}
