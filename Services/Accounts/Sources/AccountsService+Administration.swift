// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Database
import Endpoints
import UsersAPI

extension AccountsService {
    /// Opens an account with roles, for the command line.
    func createUser(_ form: Register.Application, roles: Set<Role>) async throws -> User {
        guard !CommonPasswords.contains(form.password.text) else {
            throw AccountsError.commonPassword(field: "password")
        }
        let hash = try await passwords.hash(form.password.text)
        let account = try await create(form, hash: hash, roles: roles)
        return try await ensureProfile(of: account, named: form.displayName)
    }

    /// Gives an account other roles; those of its tokens follow at once.
    func setRoles(_ roles: Set<Role>, ofLogin login: String) async throws {
        let sessions = try await database.write { db in
            let store = AccountStore(db)
            guard let account = try store.account(login: login) else {
                throw AccountsError.unknownLogin(login)
            }
            try store.setRoles(roles, of: account.id)
            try db.publish(RolesChanged(user: account.id, roles: roles.sorted { $0.rawValue < $1.rawValue }))
            return try SessionStore(db).all(of: account.id)
        }
        for session in sessions { verified.forget(session) }
    }

    /// Replaces a password somebody forgot, and ends all their logins.
    func resetPassword(_ password: NewPassword, ofLogin login: String) async throws {
        guard !CommonPasswords.contains(password.text) else {
            throw AccountsError.commonPassword(field: "password")
        }
        let account = try await database.read { db in try AccountStore(db).account(login: login) }
        guard let account else { throw AccountsError.unknownLogin(login) }
        try await setPassword(password.text, of: account.id, keeping: nil)
    }
}
