// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Caching
import Core
import Database
import Endpoints
import Foundation
import Modules
import UsersAPI

extension AccountsService {
    /// Opens an account and logs in to it.
    func register(_ request: Register, from caller: Caller) async throws -> Credentials {
        let form = request.body
        guard !CommonPasswords.contains(form.password.text) else {
            throw AccountsError.commonPassword(field: "password")
        }
        // Asked before hashing, which is dear; the unique keys decide below.
        try await database.read { db in try Self.requireFree(form, AccountStore(db)) }
        let hash = try await passwords.hash(form.password.text)
        let account = try await create(form, hash: hash, roles: [.user])
        let user = try await ensureProfile(of: account, named: form.displayName)
        return try await openSession(of: account, as: user, for: caller)
    }

    /// Proves who the caller is with a password.
    func login(_ request: Login, from caller: Caller) async throws -> Credentials {
        let name = request.body.login.text.lowercased()
        let account = try await database.read { db in try AccountStore(db).account(login: name) }
        // Counted by the account when there is one, so that its two names share a budget.
        try await admitAttempt(at: account?.id.description ?? base64URL(Data(Self.hash(name))))
        guard try await passwords.verify(request.body.password.text, against: account?.passwordHash),
            let account
        else { throw AccountsError.invalidCredentials }
        try await forgetAttempts(at: account.id.description)
        _ = try await peers.call(ReactivateUser(account.id))
        return try await openSession(of: account, as: try await profile(of: account), for: caller)
    }

    /// Exchanges a refresh token. One that was used before ends the login: two parties hold it.
    func refresh(_ request: RefreshTokens, from caller: Caller) async throws -> Credentials {
        let now = clock.now
        let old = Self.hash(request.body.refreshToken.text)
        let new = makeRefreshToken()
        let end = now + limits.refreshLifetime
        let outcome = try await database.write { db -> (SessionStore.Token, Account)? in
            let store = SessionStore(db)
            guard let token = try store.token(old) else {
                throw AccountsError.invalidRefreshToken("unknown refresh token")
            }
            guard token.expiresAt > now else {
                throw AccountsError.invalidRefreshToken("expired, login \(token.session)")
            }
            guard try store.use(old, at: now), let account = try AccountStore(db).account(token.user) else {
                // Not thrown, or the end of the login would be undone.
                _ = try store.delete(token.session, of: token.user)
                try db.publish(SessionRevoked(user: token.user, session: token.session))
                return nil
            }
            try store.insertToken(new.hash, of: token.session, at: now, until: end)
            try store.touch(token.session, address: caller.address, at: now, until: end)
            return (token, account)
        }
        guard let (token, account) = outcome else {
            throw AccountsError.invalidRefreshToken("used twice")
        }
        let member = Member(id: account.id, session: token.session, roles: account.roles)
        return try await credentials(
            of: member,
            as: try await profile(of: account),
            refreshToken: new.text,
            at: now
        )
    }

    /// Ends the login that asks.
    func logout(_ request: Logout, from caller: Member) async throws -> NoReply {
        try await end(caller.session, of: caller.id)
        return NoReply()
    }

    /// Tells the caller who they are.
    func currentUser(_ request: GetCurrentUser, from caller: Member) async throws -> CurrentUser {
        if let known = current.value(for: caller.id) { return known }
        let ticket = current.ticket(for: caller.id)
        guard let account = try await database.read({ db in try AccountStore(db).account(caller.id) }) else {
            throw AccountsError.invalidToken("account \(caller.id) is gone")
        }
        let user = try await profile(of: account)
        let answer = CurrentUser(
            user,
            email: account.email,
            roles: account.roles.sorted { $0.rawValue < $1.rawValue }
        )
        _ = current.fill(answer, for: caller.id, ticket: ticket)
        return answer
    }

    /// The public keys.
    func signingKeys(_ request: GetSigningKeys, from caller: Caller) async throws -> KeySet {
        try keys.published()
    }

    /// Stores an account and announces it.
    func create(_ form: Register.Application, hash: String, roles: Set<Role>) async throws -> Account {
        let now = clock.now.wholeMilliseconds
        let account = Account(
            id: UserID(at: now),
            email: form.email.text,
            username: form.username,
            passwordHash: hash,
            roles: roles,
            createdAt: now
        )
        try await database.write { db in
            let store = AccountStore(db)
            // Again, because somebody may have been faster; two at once are told apart by the unique keys.
            try Self.requireFree(form, store)
            do {
                try store.insert(account)
            } catch let error as DatabaseError where error.kind == .uniqueViolation {
                throw AccountsError.usernameTaken
            }
            try db.publish(
                UserCreated(
                    user: account.id,
                    username: account.username.text,
                    displayName: form.displayName?.text ?? account.username.text,
                    createdAt: now
                )
            )
        }
        return account
    }

    /// Has the profile made now, so that it is there when the reply is; the event makes it if this fails.
    func ensureProfile(of account: Account, named name: DisplayName?) async throws -> User {
        try await peers.call(
            EnsureProfile(
                User(
                    id: account.id,
                    username: account.username,
                    displayName: name?.text ?? account.username.text,
                    createdAt: account.createdAt
                )
            )
        )
    }

    private static func requireFree(_ form: Register.Application, _ store: AccountStore) throws {
        guard try !store.isTaken(email: form.email.text) else { throw AccountsError.emailTaken }
        guard try !store.isTaken(username: form.username) else { throw AccountsError.usernameTaken }
    }

    private func admitAttempt(at name: String) async throws {
        let admission = try await cache.admit(
            "accounts.login:" + name,
            limit: limits.wrongPasswords,
            window: limits.wrongPasswordWindow
        )
        guard admission.allowed else {
            throw AccountsError.tooManyAttempts(
                retryAfter: admission.retryAfter ?? limits.wrongPasswordWindow
            )
        }
    }

    private func forgetAttempts(at name: String) async throws {
        try await cache.remove("accounts.login:" + name)
    }
}
