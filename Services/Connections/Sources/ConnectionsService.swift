// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import UsersAPI

/// What the verbs of Connections share.
struct ConnectionsService: Sendable {
    let database: any ServiceDatabase
    let peers: Peers
    let clock: any WallClock

    /// Makes sure that somebody exists.
    func requirePerson(_ id: UserID) async throws {
        guard try await !peers.call(GetProfiles(ids: [id])).isEmpty else {
            throw ConnectionsError.userNotFound
        }
    }

    /// Begins something with a person who exists: one transaction of rows, counters, history and events.
    func begin(
        with other: UserID,
        from caller: Member,
        _ act: @escaping @Sendable (PeopleStore) throws -> Bond.Act
    ) async throws -> NoReply {
        guard other != caller.id else { throw ConnectionsError.withOneself }
        try await requirePerson(other)
        return try await change(between: caller.id, and: other, act)
    }

    /// Ends something with a person, who need not exist any more.
    func end(_ act: Bond.Act, with other: UserID, from caller: Member) async throws -> NoReply {
        guard other != caller.id else { return NoReply() }
        do {
            return try await change(between: caller.id, and: other) { _ in act }
        } catch ConnectionsError.userNotFound {
            return NoReply()  // They are gone, and what was between the two with them.
        }
    }

    func change(
        between actor: UserID,
        and other: UserID,
        _ act: @escaping @Sendable (PeopleStore) throws -> Bond.Act
    ) async throws -> NoReply {
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            let people = PeopleStore(db)
            try people.takeTurns([actor, other])
            // They may have gone since Users was asked.
            guard try !people.hasDeparted(anyOf: [actor, other]) else { throw ConnectionsError.userNotFound }
            var bond = try BondStore(db).bond(of: actor, with: other)
            let changes = try bond.apply(try act(people))
            try BondWriter(db: db, actor: actor, other: other, at: now).write(changes)
        }
        return NoReply()
    }

    /// The profiles of some people, by id; who is gone is left out.
    func profiles(_ ids: [UserID]) async throws -> [UserID: User] {
        guard !ids.isEmpty else { return [:] }
        let users = try await peers.call(GetProfiles(ids: ids))
        return Dictionary(users.map { ($0.id, $0) }) { first, _ in first }
    }
}
