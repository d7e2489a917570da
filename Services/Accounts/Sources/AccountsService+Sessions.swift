// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Database
import Endpoints

extension AccountsService {
    /// One's logins.
    func sessions(_ request: ListSessions, from caller: Member) async throws -> Page<LoginSession> {
        let limit = request.limit ?? .standard
        let rows = try await database.read { db in
            try SessionStore(db).page(
                of: caller.id,
                after: request.cursor,
                limit: limit,
                current: caller.session
            )
        }
        return Page(rows, limit: limit) { Cursor($0.lastSeenAt.microseconds, $0.id) }
    }

    /// Ends one of one's logins.
    func revoke(_ request: RevokeSession, from caller: Member) async throws -> NoReply {
        guard try await end(request.id, of: caller.id) else { throw AccountsError.sessionNotFound }
        return NoReply()
    }

    /// Ends all of one's logins but this one.
    func revokeOthers(_ request: RevokeOtherSessions, from caller: Member) async throws -> NoReply {
        try await endAll(of: caller.id, except: caller.session)
        return NoReply()
    }

    /// Replaces one's password and ends the other logins.
    func changePassword(_ request: ChangePassword, from caller: Member) async throws -> NoReply {
        guard !CommonPasswords.contains(request.body.newPassword.text) else {
            throw AccountsError.commonPassword(field: "newPassword")
        }
        let account = try await database.read { db in try AccountStore(db).account(caller.id) }
        guard let account else { throw AccountsError.invalidToken("account \(caller.id) is gone") }
        guard try await passwords.verify(request.body.currentPassword.text, against: account.passwordHash)
        else {
            throw AccountsError.wrongPassword
        }
        try await setPassword(request.body.newPassword.text, of: caller.id, keeping: caller.session)
        return NoReply()
    }

    /// Sets a password and ends the logins but one.
    func setPassword(_ password: String, of user: UserID, keeping session: SessionID?) async throws {
        let hash = try await passwords.hash(password)
        let ended = try await database.write { db in
            try AccountStore(db).setPassword(hash, of: user)
            return try Self.deleteSessions(of: user, except: session, in: db)
        }
        for session in ended { verified.end(session) }
    }

    /// Ends a login; false when the account has no such one.
    @discardableResult
    func end(_ session: SessionID, of user: UserID) async throws -> Bool {
        let isEnded = try await database.write { db in
            guard try SessionStore(db).delete(session, of: user) else { return false }
            try db.publish(SessionRevoked(user: user, session: session))
            return true
        }
        if isEnded { verified.end(session) }
        return isEnded
    }

    /// Ends the logins of an account, but one.
    func endAll(of user: UserID, except kept: SessionID?) async throws {
        let ended = try await database.write { db in
            try Self.deleteSessions(of: user, except: kept, in: db)
        }
        for session in ended { verified.end(session) }
    }

    /// Deletes the logins of an account but one, or those up to a time, announces each end, and says which they were.
    static func deleteSessions(
        of user: UserID,
        except kept: SessionID?,
        until time: Timestamp? = nil,
        in db: any SQLConnection
    ) throws -> [SessionID] {
        let ended = try SessionStore(db).deleteAll(of: user, except: kept, until: time)
        for session in ended { try db.publish(SessionRevoked(user: user, session: session)) }
        return ended
    }

    /// Drops logins and tokens past their time.
    func expire() async throws {
        let now = clock.now
        verified.sweep()
        try await database.write { db in try SessionStore(db).deleteExpired(at: now) }
    }

    /// Makes the first key, or the next when the present one has signed long enough, and loads what is stored.
    func rotateKeys() async throws {
        let now = clock.now
        let rotation = limits.keyRotation
        let stored = try await database.write { db in
            let store = AccountStore(db)
            let newest = try store.signingKeys().first
            if newest.map({ now - $0.createdAt >= rotation }) ?? true {
                try store.insert(SigningKeys.generate(at: now))
            }
            // A key retires when its successor takes over; its last tokens end minutes later.
            try store.deleteKeys(before: now - rotation - rotation)
            return try store.signingKeys()
        }
        try await keys.use(stored)
    }
}
