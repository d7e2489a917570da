// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Caching
import Core
import Crypto
import Database
import Endpoints
import Foundation
import Modules
import UsersAPI

/// What the verbs of Accounts share.
struct AccountsService: Sendable {
    let database: any ServiceDatabase
    let peers: Peers
    let clock: any WallClock
    let cache: any Cache
    let passwords: PasswordHasher
    let keys: SigningKeys
    let verified: VerifiedTokens
    /// What `GET /auth/me` says: asked by every client at every start.
    let current: LocalCache<UserID, CurrentUser>
    let limits: AccountsLimits

    /// A fresh refresh token: 256 random bits. Only its hash is stored.
    func makeRefreshToken() -> (text: String, hash: [UInt8]) {
        let text = base64URL(Data(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }))
        return (text, Self.hash(text))
    }

    static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Data(token.utf8))) }

    /// Opens a login and gives out its first tokens.
    func openSession(of account: Account, as user: User, for caller: Caller) async throws -> Credentials {
        let now = clock.now
        let session = SessionID(at: now)
        let refresh = makeRefreshToken()
        let end = now + limits.refreshLifetime
        try await database.write { db in
            let store = SessionStore(db)
            try store.insert(
                session,
                of: account.id,
                device: Self.device(of: caller),
                address: caller.address,
                at: now,
                until: end
            )
            try store.insertToken(refresh.hash, of: session, at: now, until: end)
        }
        let member = Member(id: account.id, session: session, roles: account.roles)
        return try await credentials(of: member, as: user, refreshToken: refresh.text, at: now)
    }

    func credentials(
        of member: Member,
        as user: User,
        refreshToken: String,
        at now: Timestamp
    ) async throws -> Credentials {
        let claims = AccessClaims(member, issuedAt: now, lifetime: limits.accessLifetime)
        let token = try await keys.sign(claims)
        // The token was made this moment, so its first use need not check the signature again.
        _ = verified.keep(token[...], of: member, until: claims.expiresAt)
        return Credentials(
            user: user,
            accessToken: token,
            refreshToken: refreshToken,
            expiresIn: Int(limits.accessLifetime.components.seconds)
        )
    }

    /// The profile of an account as its owner sees it; made from the account when Users has not heard of it yet.
    func profile(of account: Account) async throws -> User {
        let known = try await peers.call(GetProfiles(ids: [account.id], asOwners: true)).first
        if let known { return known }
        return try await peers.call(
            EnsureProfile(
                User(
                    id: account.id,
                    username: account.username,
                    displayName: account.username.text,
                    createdAt: account.createdAt
                )
            )
        )
    }

    /// What the client calls itself, cut to what a list of logins can show.
    private static func device(of caller: Caller) -> String {
        let agent = caller.userAgent ?? "Unknown device"
        return String(String.UnicodeScalarView(agent.unicodeScalars.filter { $0.value >= 0x20 }.prefix(200)))
    }
}
