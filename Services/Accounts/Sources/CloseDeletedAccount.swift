// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Database
import Endpoints
import Events
import UsersAPI

/// Deletes the account of a person who is gone, with its logins, so that the name and address are free again.
struct CloseDeletedAccount: EventHandler {
    static let name: HandlerName = "accounts.close-deleted"  // Durable: never rename.
    let verified: VerifiedTokens

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        let ended = try AccountsService.deleteSessions(of: event.user, except: nil, in: db)
        try AccountStore(db).delete(event.user)
        // Refusing a login that turns out not to be deleted yet does no harm: the event comes again.
        for session in ended { verified.end(session) }
    }
}
