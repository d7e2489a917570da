// SPDX-License-Identifier: Apache-2.0
package import AccountsAPI
package import Core
import Database
package import Endpoints
package import UsersAPI

extension AccountsModule {
    /// An account that comes with its id and its past, for demo data.
    package struct Arrival: Sendable {
        let id: UserID
        let email: String
        let username: Username
        let displayName: String
        let roles: Set<Role>
        let createdAt: Timestamp

        /// Somebody who has had an account since `createdAt`.
        package init(
            id: UserID,
            email: String,
            username: Username,
            displayName: String,
            roles: Set<Role>,
            createdAt: Timestamp
        ) {
            self.id = id
            self.email = email
            self.username = username
            self.displayName = displayName
            self.roles = roles
            self.createdAt = createdAt
        }
    }

    /// Opens accounts that all have the same password, in one transaction. The password is hashed once, because
    /// a hash takes tens of milliseconds.
    package func bringIn(_ arrivals: [Arrival], password: NewPassword) async throws {
        try await accounts.bringIn(arrivals, password: password)
    }
}

extension AccountsService {
    fileprivate func bringIn(_ arrivals: [AccountsModule.Arrival], password: NewPassword) async throws {
        let hash = try await passwords.hash(password.text)
        try await database.write { db in
            let store = AccountStore(db)
            for arrival in arrivals {
                try store.insert(
                    Account(
                        id: arrival.id,
                        email: arrival.email,
                        username: arrival.username,
                        passwordHash: hash,
                        roles: arrival.roles,
                        createdAt: arrival.createdAt
                    )
                )
                try db.publish(
                    UserCreated(
                        user: arrival.id,
                        username: arrival.username.text,
                        displayName: arrival.displayName,
                        createdAt: arrival.createdAt
                    )
                )
            }
        }
    }
}
