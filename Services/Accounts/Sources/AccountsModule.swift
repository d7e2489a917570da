// SPDX-License-Identifier: Apache-2.0
public import AccountsAPI
import Caching
public import Core
public import Database
public import Endpoints
import Events
public import Modules
import UsersAPI

/// Accounts, logins and the tokens that prove them.
public struct AccountsModule: ServiceModule {
    public static let name: ModuleName = "accounts"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations = AccountsMigrations.all

    let accounts: AccountsService

    public init(_ platform: Platform) throws {
        try self.init(platform, limits: AccountsLimits())
    }

    init(_ platform: Platform, limits: AccountsLimits) throws {
        accounts = AccountsService(
            database: platform.database,
            peers: platform.peers,
            clock: platform.clock,
            cache: platform.cache,
            passwords: try PasswordHasher(cost: limits.hashCost, threads: limits.hashThreads),
            keys: SigningKeys(),
            verified: VerifiedTokens(clock: platform.clock, lifetime: limits.accessLifetime),
            current: LocalCache(
                name: "accounts-current",
                capacity: 50_000,
                lifetime: .minutes(5),
                clock: platform.clock
            ),
            limits: limits
        )
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        module.handle(Register.self, by: accounts.register)
        module.handle(Login.self, by: accounts.login)
        module.handle(RefreshTokens.self, by: accounts.refresh)
        module.handle(Logout.self, by: accounts.logout)
        module.handle(GetCurrentUser.self, by: accounts.currentUser)
        module.handle(ChangePassword.self, by: accounts.changePassword)
        module.handle(ListSessions.self, by: accounts.sessions)
        module.handle(RevokeSession.self, by: accounts.revoke)
        module.handle(RevokeOtherSessions.self, by: accounts.revokeOthers)
        module.handle(GetSigningKeys.self, by: accounts.signingKeys)
        module.subscribe(CloseDeletedAccount(verified: accounts.verified))
        module.subscribe(EndLoginsOfHiddenAccount(verified: accounts.verified))
        module.authenticate(
            by: TokenAuthenticator(
                keys: accounts.keys,
                verified: accounts.verified,
                database: accounts.database,
                clock: accounts.clock
            )
        )
        let accounts = accounts
        module.atCommit(SessionRevoked.self) { accounts.verified.end($0.session) }
        module.atCommit(RolesChanged.self) { accounts.current.invalidate($0.user) }
        module.atCommit(UserUpdated.self) { accounts.current.invalidate($0.user) }
        module.atCommit(UserDeleted.self) { accounts.current.invalidate($0.user) }
        module.disconnect(on: SessionRevoked.self) { .session($0.session) }
        module.schedule("accounts.expire-sessions", .every(.hours(1)), run: accounts.expire)
        module.schedule("accounts.rotate-keys", .every(.hours(1)), run: accounts.rotateKeys)
    }

    public func start() async throws { try await accounts.rotateKeys() }
}

extension AccountsModule {
    /// Opens an account with roles, for the command line and demo data.
    public func createUser(_ form: Register.Application, roles: Set<Role>) async throws -> UserID {
        try await accounts.createUser(form, roles: roles).id
    }

    /// Gives an account other roles.
    public func setRoles(_ roles: Set<Role>, ofLogin login: String) async throws {
        try await accounts.setRoles(roles, ofLogin: login)
    }

    /// Replaces a forgotten password.
    public func resetPassword(_ password: NewPassword, ofLogin login: String) async throws {
        try await accounts.resetPassword(password, ofLogin: login)
    }
}
