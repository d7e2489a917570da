// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Database
import Endpoints
import Events
import UsersAPI

/// Ends the logins of an account that was hidden. Whoever has logged in since stays: that has shown it again.
struct EndLoginsOfHiddenAccount: EventHandler {
    static let name: HandlerName = "accounts.end-logins-of-hidden"  // Durable: never rename.
    let verified: VerifiedTokens

    func handle(_ event: UserHiddenChanged, _ delivery: Delivery, in db: any SQLConnection) throws {
        guard event.isHidden else { return }
        let ended = try AccountsService.deleteSessions(of: event.user, except: nil, until: event.at, in: db)
        // Refusing a login that turns out not to be deleted yet does no harm: the event comes again.
        for session in ended { verified.end(session) }
    }
}
