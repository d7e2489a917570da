// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Events
import UsersAPI

/// Ends all ties of somebody whose account is gone, with their events, as if they had ended each.
struct EndTiesOfDeletedUser: EventHandler {
    static let name: HandlerName = "connections.end-ties-of-deleted"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        guard try Departure(of: event.user, at: clock.now.wholeMilliseconds, db).goOn() else { return }
        // Somebody many follow: the rest is done in transactions of its own.
        try db.enqueue(FinishDeparture(user: event.user), uniqueKey: event.user.description)
    }
}

/// Ends the ties that `EndTiesOfDeletedUser` left, some at a time.
struct FinishDeparture: Job {
    static let name: JobName = "connections.finish-departure"  // Durable: never rename.
    let user: UserID
}

extension ConnectionsService {
    /// Ends the remaining ties of somebody whose account is gone.
    func finish(_ departure: FinishDeparture) async throws {
        let clock = clock
        while try await database.write({ db in
            try Departure(of: departure.user, at: clock.now.wholeMilliseconds, db).goOn()
        }) {}
    }
}

/// The end of all that somebody had to do with others. Lives only inside a `write` block.
struct Departure {
    private let user: UserID
    private let at: Timestamp
    private let db: any SQLConnection

    init(of user: UserID, at time: Timestamp, _ db: any SQLConnection) {
        (self.user, self.at, self.db) = (user, time, db)
    }

    /// Ends some ties, and says whether there are more.
    func goOn() throws -> Bool {
        let (bonds, people) = (BondStore(db), PeopleStore(db))
        let others = try bonds.others(tiedTo: user, limit: ConnectionsLimits.departureBatch)
        try people.takeTurns(others + [user])
        // From here on no verb ties anybody to them, and what one did before is seen below.
        try people.noteDeparture(of: user)
        for (other, bond) in try bonds.bonds(of: user, with: others).sorted(by: { $0.key < $1.key }) {
            var bond = bond
            try BondWriter(db: db, actor: user, other: other, at: at).write(try bond.apply(.dissolve))
        }
        guard try bonds.others(tiedTo: user, limit: 1).isEmpty else { return true }
        try HistoryStore.forget(user, db)
        try SuggestionStore(db).forget(user)
        try people.delete(user)
        return false
    }
}
