// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Database
import Events
import UsersAPI

/// Gives a new account its profile. Registration asks for it at once as well; whoever is second finds it made.
struct CreateProfileOfNewAccount: EventHandler {
    static let name: HandlerName = "users.create-profile"  // Durable: never rename.

    func handle(_ event: UserCreated, _ delivery: Delivery, in db: any SQLConnection) throws {
        _ = try UserStore(db).insert(
            User(
                id: event.user,
                username: Username(trusted: event.username),
                displayName: event.displayName,
                createdAt: event.createdAt
            )
        )
    }
}
