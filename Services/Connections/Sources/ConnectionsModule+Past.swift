// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
package import Core
import Database
package import Endpoints

/// Something that happened between two people in the past, for demo data: what a verb of the service would have done
/// then.
package struct PastConnection: Sendable, Equatable {
    /// What happened.
    package enum Deed: Sendable, Equatable {
        /// The actor made their account private.
        case wentPrivate
        /// The actor followed somebody, or asked to.
        case followed(UserID)
        /// The actor let somebody follow who asked to.
        case accepted(UserID)
        /// The actor muted somebody.
        case muted(UserID)
    }

    /// Who did it.
    package let actor: UserID
    /// When it happened.
    package let at: Timestamp
    /// What happened.
    package let deed: Deed

    /// Something that happened at a whole millisecond.
    package init(_ deed: Deed, by actor: UserID, at time: Timestamp) {
        (self.deed, self.actor, self.at) = (deed, actor, time)
    }
}

extension ConnectionsModule {
    /// How many are written in one transaction.
    private static let batch = 100

    /// Writes what happened, oldest first, as the service's verbs would have, events included.
    package func bringIn(_ past: [PastConnection]) async throws {
        for start in stride(from: 0, to: past.count, by: Self.batch) {
            let part = past[start..<min(start + Self.batch, past.count)]
            try await connections.database.write { db in
                for act in part { try Self.write(act, db) }
            }
        }
    }

    private static func write(_ act: PastConnection, _ db: any SQLConnection) throws {
        let people = PeopleStore(db)
        func change(with other: UserID, _ deed: Bond.Act) throws {
            var bond = try BondStore(db).bond(of: act.actor, with: other)
            try BondWriter(db: db, actor: act.actor, other: other, at: act.at).write(try bond.apply(deed))
        }
        switch act.deed {
        case .wentPrivate:
            var settings = try people.standing(of: act.actor).settings
            settings.isPrivate = true
            try ConnectionsService.replace(settings, of: act.actor, at: act.at, db)
        case .followed(let other):
            let asksFirst = try people.standing(of: other).settings.isPrivate
            try change(with: other, .follow(asksFirst: asksFirst))
        case .accepted(let other): try change(with: other, .accept)
        case .muted(let other): try change(with: other, .mute)
        }
    }
}
