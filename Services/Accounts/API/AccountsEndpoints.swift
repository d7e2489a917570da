// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// A login as its owner sees it.
public struct LoginSession: Codable, Sendable, Equatable {
    /// The login.
    public var id: SessionID
    /// What the client called itself: browser and system.
    public var device: String
    /// The address it was last used from.
    public var address: String
    /// When it began.
    public var createdAt: Timestamp
    /// When its tokens were last refreshed.
    public var lastSeenAt: Timestamp
    /// Whether it is the one asking.
    public var isCurrent: Bool

    /// A login.
    public init(
        id: SessionID,
        device: String,
        address: String,
        createdAt: Timestamp,
        lastSeenAt: Timestamp,
        isCurrent: Bool
    ) {
        self.id = id
        self.device = device
        self.address = address
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.isCurrent = isCurrent
    }
}

/// What a client gets to act for a person.
public struct Credentials: Codable, Sendable {
    /// The person.
    public var user: User
    /// A JWT for the `Authorization` header.
    public var accessToken: String
    /// What to refresh with, once.
    public var refreshToken: String
    /// How long the access token lasts, in seconds.
    public var expiresIn: Int

    /// A pair of tokens.
    public init(user: User, accessToken: String, refreshToken: String, expiresIn: Int) {
        self.user = user
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.expiresIn = expiresIn
    }
}

/// Opens an account.
public struct Register: Endpoint {
    public static let route: Route = .post("/auth/register")
    public static let summary = "Open an account"
    public static let access: Access = .everyone
    public static let failures: [DeclaredFailure] = [.conflict(.emailTaken), .conflict(.usernameTaken)]
    public static let success: SuccessStatus = .created
    public static let rateClass: RateClass = .login
    public typealias Reply = Credentials

    public var body: Application

    /// What is needed for an account.
    public struct Application: Codable, Sendable {
        public var email: EmailAddress
        public var username: Username
        public var password: NewPassword
        public var displayName: DisplayName?
    }

    /// Opens an account.
    public init(
        email: EmailAddress,
        username: Username,
        password: NewPassword,
        displayName: DisplayName? = nil
    ) {
        body = Application(email: email, username: username, password: password, displayName: displayName)
    }
}

/// Proves who one is with a password.
public struct Login: Endpoint {
    public static let route: Route = .post("/auth/login")
    public static let summary = "Log in with an e-mail address or username"
    public static let access: Access = .everyone
    public static let failures: [DeclaredFailure] = [.unauthenticated(.invalidCredentials)]
    public static let rateClass: RateClass = .login
    public typealias Reply = Credentials

    public var body: Proof

    /// A name and its password.
    public struct Proof: Codable, Sendable {
        public var login: LoginName
        public var password: GivenPassword
    }

    /// Logs in.
    public init(login: LoginName, password: GivenPassword) {
        body = Proof(login: login, password: password)
    }
}

/// Exchanges a refresh token for new tokens.
public struct RefreshTokens: Endpoint {
    public static let route: Route = .post("/auth/refresh")
    public static let summary = "Exchange a refresh token for new tokens; each works once"
    public static let access: Access = .everyone
    public static let failures: [DeclaredFailure] = [.unauthenticated(.invalidRefreshToken)]
    public static let rateClass: RateClass = .login
    public typealias Reply = Credentials

    public var body: Token

    /// The token.
    public struct Token: Codable, Sendable {
        public var refreshToken: RefreshToken
    }

    /// Refreshes.
    public init(_ token: RefreshToken) { body = Token(refreshToken: token) }
}

/// Ends the login that asks.
public struct Logout: Endpoint {
    public static let route: Route = .post("/auth/logout")
    public static let summary = "End this login"
    public static let access: Access = .member
    public typealias Reply = NoReply

    /// Logs out.
    public init() {}
}

/// The person who asks, with what only they may see.
public struct CurrentUser: Codable, Sendable {
    public var id: UserID
    public var username: Username
    public var displayName: String
    public var avatarUrl: String?
    public var bio: String
    public var status: Availability
    public var createdAt: Timestamp
    /// The address of the account.
    public var email: String
    /// What they may do on the site.
    public var roles: [Role]

    /// A person with their address and roles.
    public init(_ user: User, email: String, roles: [Role]) {
        id = user.id
        username = user.username
        displayName = user.displayName
        avatarUrl = user.avatarUrl
        bio = user.bio
        status = user.status
        createdAt = user.createdAt
        self.email = email
        self.roles = roles
    }
}

/// Who is asking.
public struct GetCurrentUser: Endpoint {
    public static let route: Route = .get("/auth/me")
    public static let summary = "Get one's own account"
    public static let access: Access = .member
    public typealias Reply = CurrentUser

    /// Asks who one is.
    public init() {}
}

/// Replaces one's password and ends the other logins.
public struct ChangePassword: Endpoint {
    public static let route: Route = .post("/auth/password")
    public static let summary = "Change one's password; the other logins end"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.forbidden(.wrongPassword)]
    public static let rateClass: RateClass = .login
    public typealias Reply = NoReply

    public var body: Change

    /// The old and the new password.
    public struct Change: Codable, Sendable {
        public var currentPassword: GivenPassword
        public var newPassword: NewPassword
    }

    /// Changes the password.
    public init(from current: GivenPassword, to new: NewPassword) {
        body = Change(currentPassword: current, newPassword: new)
    }
}

/// One's logins, the latest used first.
public struct ListSessions: Endpoint {
    public static let route: Route = .get("/auth/sessions")
    public static let summary = "List one's logins, the latest used first"
    public static let access: Access = .member
    public typealias Reply = Page<LoginSession>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// Ends one of one's logins.
public struct RevokeSession: Endpoint {
    public static let route: Route = .delete("/auth/sessions/{id}")
    public static let summary = "End one of one's logins"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.sessionNotFound)]
    public typealias Reply = NoReply

    public var id: SessionID

    /// Ends a login.
    public init(_ id: SessionID) { self.id = id }
}

/// Ends all of one's logins but the one that asks.
public struct RevokeOtherSessions: Endpoint {
    public static let route: Route = .delete("/auth/sessions")
    public static let summary = "End all of one's logins but this one"
    public static let access: Access = .member
    public typealias Reply = NoReply

    /// Ends the other logins.
    public init() {}
}

/// The public keys that access tokens are signed with (RFC 7517).
public struct GetSigningKeys: Endpoint {
    public static let route = Route(.get, "/.well-known/jwks.json", atRoot: true)
    public static let summary = "Get the public keys of access tokens"
    public static let access: Access = .everyone
    public static let isBare = true
    public typealias Reply = KeySet

    /// Asks for the keys.
    public init() {}
}

/// A JSON Web Key Set (RFC 7517).
public struct KeySet: Codable, Sendable {
    /// The keys in use, the newest first.
    public var keys: [PublicKey]

    /// One public key on the curve P-256 (RFC 7518, 6.2).
    public struct PublicKey: Codable, Sendable {
        public var kty: String
        public var crv: String
        public var alg: String
        public var use: String
        public var kid: String
        public var x: String
        public var y: String

        /// A key by its coordinates, in base64url.
        public init(kid: String, x: String, y: String) {
            (kty, crv, alg, use) = ("EC", "P-256", "ES256", "sig")
            (self.kid, self.x, self.y) = (kid, x, y)
        }
    }

    /// Some keys.
    public init(keys: [PublicKey]) { self.keys = keys }
}

extension ErrorCode {
    /// The e-mail address has an account.
    public static let emailTaken: ErrorCode = "auth.email_taken"
    /// The username has an account.
    public static let usernameTaken: ErrorCode = "auth.username_taken"
    /// There is no such login with this password.
    public static let invalidCredentials: ErrorCode = "auth.invalid_credentials"
    /// The refresh token is unknown, used, expired or revoked.
    public static let invalidRefreshToken: ErrorCode = "auth.invalid_refresh_token"
    /// The access token is malformed, forged or revoked.
    public static let invalidToken: ErrorCode = "auth.invalid_token"
    /// The current password does not match.
    public static let wrongPassword: ErrorCode = "auth.wrong_password"
    /// One has no such login.
    public static let sessionNotFound: ErrorCode = "auth.session_not_found"
}
