// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Events
import GroupsAPI
import UsersAPI

/// Takes somebody whose account is gone out of all groups; theirs pass to others.
struct LeaveGroupsOfDeletedUser: EventHandler {
    static let name: HandlerName = "groups.leave-of-deleted"  // Durable: never rename.

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try PeopleStore(db).takeTurns(nil, [event.user])
        // From here on no verb brings them in again, and what one did before is seen by the job.
        try PeopleStore(db).noteDeparture(of: event.user)
        try db.enqueue(FinishDeparture(user: event.user), uniqueKey: event.user.description)
    }
}

/// Takes somebody whose account is gone out of their groups, one at a time.
struct FinishDeparture: Job {
    static let name: JobName = "groups.finish-departure"  // Durable: never rename.
    let user: UserID
}

extension GroupsService {
    /// Takes somebody whose account is gone out of all groups. A job that is interrupted begins again and finds less
    /// to do.
    func finish(_ job: FinishDeparture, _ context: JobContext) async throws {
        let user = job.user
        while let group = try await firstTie(of: user) {
            try Task.checkCancellation()
            let now = clock.now.wholeMilliseconds
            try await database.write { db in
                try PeopleStore(db).takeTurns(group, [user])
                try Self.forget(user, in: group, at: now, db)
            }
        }
        try await database.write { db in
            for link in try LinkStore(db).links(by: user, limit: .max) { try Self.end(link, db) }
            try BanStore(db).forgetModerator(user)
            try LogStore(db).forget(user)
            try PeopleStore(db).forget(user)
        }
    }

    /// A group that somebody has still something to do with.
    private func firstTie(of user: UserID) async throws -> GroupID? {
        try await database.read { db in
            if let group = try MembershipStore(db).groups(of: user, limit: 1).first { return group }
            if let group = try WaitingStore(db).requested(by: user, limit: 1).first { return group }
            if let row = try WaitingStore(db).invitations(naming: user, limit: 1).first { return row.group }
            return try BanStore(db).groups(banning: user, limit: 1).first
        }
    }

    /// Ends all that somebody who is gone has to do with one group.
    private static func forget(
        _ user: UserID,
        in id: GroupID,
        at now: Timestamp,
        _ db: any SQLConnection
    ) throws {
        guard let group = try GroupStore(db).record(id) else {
            // A group that is gone, and what is left of it not swept up yet.
            _ = try Sweep(db).sweep(id)
            return
        }
        let desk = Desk(db: db, at: now, group: group)
        if let member = try MembershipStore(db).member(user, of: id) {
            if member.role == .owner {
                guard let heir = try MembershipStore(db).heir(of: id, after: user) else {
                    return try desk.delete()
                }
                try desk.handOver(from: member, to: heir, by: nil)
                try desk.log(.inherited, by: heir.user)
            }
            // As a handing over left them.
            if let member = try MembershipStore(db).member(user, of: id) {
                try desk.dismiss(member, .accountDeleted)
            }
        }
        try desk.endRequest(of: user, accepted: false)
        try desk.endInvitation(of: user, accepted: false)
        for row in try WaitingStore(db).invitations(naming: user, limit: GroupsLimits.invitations)
        where row.group == id {
            try desk.endInvitation(of: row.user, accepted: false)
        }
        if try BanStore(db).delete(of: user, from: id) { try GroupStore(db).add(-1, to: .bans, of: id) }
    }

    private static func end(_ link: LinkRow, _ db: any SQLConnection) throws {
        guard try LinkStore(db).delete(link.id) else { return }
        try GroupStore(db).add(-1, to: .links, of: link.group)
    }
}
