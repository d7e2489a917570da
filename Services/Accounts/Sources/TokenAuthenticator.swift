// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints

/// Tells the holder of an access token: from memory, or by its signature and its login's row.
struct TokenAuthenticator: Authenticator {
    let keys: SigningKeys
    let verified: VerifiedTokens
    let database: any ServiceDatabase
    let clock: any WallClock

    func knownMember(for token: Substring) -> Member? { verified.member(for: token) }

    func member(for token: Substring) async throws -> Member {
        if let member = verified.member(for: token) { return member }
        let claims = try await keys.verify(token)
        guard claims.expiresAt > clock.now else { throw AccountsError.tokenExpired.failure }
        guard let claimed = claims.member else { throw AccountsError.invalidToken("odd claims").failure }
        // The roles come from the account, so that taking one away does not wait for the token to end.
        let roles = try await database.read { db in
            try SessionStore(db).roles(in: claimed.session, of: claimed.id)
        }
        guard let roles else { throw AccountsError.invalidToken("login \(claimed.session) ended").failure }
        let member = Member(id: claimed.id, session: claimed.session, roles: roles)
        guard verified.keep(token, of: member, until: claims.expiresAt) else {
            throw AccountsError.invalidToken("login \(claimed.session) ended").failure
        }
        return member
    }
}
