// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import UsersAPI

extension UsersService {
    /// Deletes an account, when the grace is over.
    func delete(_ request: DeleteUser, from caller: Member) async throws -> NoReply {
        try await requireOwn(request.id, caller)
        let isImmediate = request.immediately ?? false
        guard !isImmediate || caller.isAdmin else { throw UsersError.notYours(request.id) }
        guard !isImmediate, grace > .zero else {
            try await erase(request.id)
            return NoReply()
        }
        try await hide(request.id, deleteAfter: grace)
        return NoReply()
    }

    /// Hides an account until its owner logs in.
    func deactivate(_ request: DeactivateUser, from caller: Member) async throws -> NoReply {
        try await requireOwn(request.id, caller)
        try await hide(request.id, deleteAfter: nil)
        return NoReply()
    }

    /// Shows a hidden account again.
    func reactivate(_ request: ReactivateUser, from caller: Caller) async throws -> NoReply {
        let id = request.body.id
        // Nearly every login is of somebody who is not hidden, and must not wait for those who write.
        guard try await database.read({ db in try HiddenStore(db).isHidden(id) }) else { return NoReply() }
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            guard try HiddenStore(db).show(id) else { return }
            try Self.announce(id, isHidden: false, at: now, db)
        }
        return NoReply()
    }

    /// Deletes the accounts whose grace is over, each in a transaction of its own.
    func eraseDue() async throws {
        let now = clock.now
        while true {
            let due = try await database.read { db in
                try HiddenStore(db).due(at: now, limit: Self.endingsAtOnce)
            }
            for user in due {
                try await database.write { db in
                    // Its owner may have come back meanwhile.
                    guard try HiddenStore(db).isDue(user, at: now), try UserStore(db).delete(user) else {
                        return
                    }
                    try db.publish(UserDeleted(user: user))
                }
            }
            guard due.count == Self.endingsAtOnce else { return }
        }
    }

    private func hide(_ id: UserID, deleteAfter grace: Duration?) async throws {
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            guard let isNew = try HiddenStore(db).hide(id, at: now, deleteAt: grace.map { now + $0 }) else {
                throw UsersError.userNotFound(id)
            }
            if isNew { try Self.announce(id, isHidden: true, at: now, db) }
        }
    }

    private func erase(_ id: UserID) async throws {
        try await database.write { db in
            guard try UserStore(db).delete(id) else { throw UsersError.userNotFound(id) }
            try db.publish(UserDeleted(user: id))
        }
    }

    /// Tells that an account is hidden or shown, and that whatever is known of its profile is so no longer.
    private static func announce(
        _ id: UserID,
        isHidden: Bool,
        at now: Timestamp,
        _ db: any SQLConnection
    ) throws {
        try db.publish(UserHiddenChanged(user: id, isHidden: isHidden, at: now))
        let status = isHidden ? .offline : try PersonStore(db).person(id)?.user.status ?? .offline
        try db.publish(UserUpdated(user: id, status: status))
    }
}
