// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import GroupsAPI
import Modules
import UsersAPI

/// What the verbs of Groups share.
struct GroupsService: Sendable {
    let database: any ServiceDatabase
    let peers: Peers
    let clock: any WallClock

    /// Changes a group in one transaction: waits for the turn, makes sure that nobody it is about is gone, and shows
    /// the group.
    func change<Value: Sendable>(
        _ id: GroupID,
        about people: [UserID],
        _ body: @escaping @Sendable (inout Desk) throws -> Value
    ) async throws -> Value {
        let now = clock.now.wholeMilliseconds
        return try await database.write { db in
            try PeopleStore(db).takeTurns(id, people)
            guard let group = try GroupStore(db).record(id) else { throw GroupsError.groupNotFound }
            guard try !PeopleStore(db).hasDeparted(anyOf: people) else { throw GroupsError.userNotFound }
            var desk = Desk(db: db, at: now, group: group)
            return try body(&desk)
        }
    }

    /// A group as somebody sees it who may know of it.
    func group(_ id: GroupID, for viewer: UserID) async throws -> Group {
        let now = clock.now
        let view = try await database.read { db in try GroupStore(db).view(id, for: viewer, at: now) }
        guard let view, view.isKnown else { throw GroupsError.groupNotFound }
        return view.shown
    }

    /// Reads something of a group that is for those who look after it.
    func readAsModerator<Value: Sendable>(
        _ id: GroupID,
        _ caller: Member,
        _ body: @escaping @Sendable (any SQLConnection, Timestamp) throws -> Value
    ) async throws -> Value {
        let now = clock.now
        return try await database.read { db in
            guard let view = try GroupStore(db).view(id, for: caller.id, at: now), view.isKnown else {
                throw GroupsError.groupNotFound
            }
            guard view.membership.role?.moderates == true else {
                throw GroupsError.notAllowed("Only the owner and moderators of the group may see this.")
            }
            return try body(db, now)
        }
    }

    /// Makes sure that somebody is there for the caller.
    func requirePerson(_ id: UserID, reachedBy caller: UserID) async throws {
        guard try await !peers.call(GetProfiles(ids: [id])).isEmpty else { throw GroupsError.userNotFound }
        guard try await reached([id], by: caller).contains(id) else { throw GroupsError.userNotFound }
    }

    /// Those of some people between whom and the viewer there is no block.
    func reached(_ people: [UserID], by viewer: UserID) async throws -> Set<UserID> {
        let others = people.filter { $0 != viewer }
        guard !others.isEmpty, let ties = try await peers.ask(GetTies(of: viewer, with: others)) else {
            return Set(people)
        }
        return Set(people).subtracting(ties.filter(\.isCut).map(\.user))
    }

    /// The profiles of some people, by id; a placeholder for whoever is gone.
    func profiles(_ ids: [UserID]) async throws -> [UserID: User] {
        var found: [UserID: User] = [:]
        for id in ids { found[id] = .deleted(id) }
        let wanted = Array(found.keys.filter { $0 != .nobody })
        guard !wanted.isEmpty else { return found }
        for user in try await peers.call(GetProfiles(ids: wanted)) { found[user.id] = user }
        return found
    }
}

/// A page of rows cut out of one more than asked for, and where the next begins.
struct RowPage<Row: Sendable>: Sendable {
    let rows: [Row]
    let next: Cursor?

    /// Cuts a page: a row too many proves that there is a next one.
    init(_ rows: [Row], limit: PageLimit, cursor: (Row) -> Cursor) {
        self.rows = Array(rows.prefix(limit.value))
        next = rows.count > limit.value ? self.rows.last.map(cursor) : nil
    }
}
