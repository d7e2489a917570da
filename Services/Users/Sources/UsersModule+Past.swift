// SPDX-License-Identifier: Apache-2.0
import Database
package import UsersAPI

extension UsersModule {
    /// Stores profiles as they are, with ids and times of their own, in one transaction, for demo data. Somebody
    /// who is there already stays as they are.
    package func bringIn(_ people: [User]) async throws {
        try await users.database.write { db in
            let store = UserStore(db)
            for person in people { _ = try store.insert(person) }
        }
    }
}
