// SPDX-License-Identifier: Apache-2.0
import Accounts
public import AccountsAPI
public import Core
public import Endpoints
import Foundation
import Modules
public import UsersAPI

/// One of the cast: ada and grace, who work together, eve, whom nobody knows, root, who runs the site, or anybody.
public struct TestMember: Sendable {
    /// Their password, in every test.
    public static let password = "a pass-phrase of the cast"

    /// Their profile as it was when they joined.
    public let user: User
    /// Their tokens, when the server has accounts.
    public let tokens: Credentials?
    let member: Member
    let server: TestServer

    /// Their id.
    public var id: UserID { user.id }
    /// Their access token; empty when the server has no accounts.
    public var token: String { tokens?.accessToken ?? "" }

    /// Who they are to an endpoint, found out from their token as for every request.
    public func caller() async throws -> Caller {
        var caller = Caller(member: member, address: "192.0.2.7", userAgent: "Testkit/1", requestID: "test")
        guard let authenticator = server.site.authenticator, let tokens else { return caller }
        let token = tokens.accessToken[...]
        let known = authenticator.knownMember(for: token)
        caller.member = if let known { known } else { try await authenticator.member(for: token) }
        return caller
    }

    /// Calls an endpoint.
    public func call<Request: Endpoint>(_ request: Request) async throws -> Request.Reply {
        try await server.call(request, as: try await caller())
    }

    /// Why a call is refused. Throws when it is not.
    public func refusal<Request: Endpoint>(of request: Request) async throws -> Failure {
        do {
            _ = try await call(request)
        } catch let failure as Failure {
            return failure
        }
        throw NotRefused(description: "\(Request.name) was not refused")
    }

    /// Connects a socket.
    public func connect() async throws -> TestSocket { try await server.connect(token: token) }

    /// The same person with other tokens, as after a refresh or another login.
    public func with(_ tokens: Credentials) -> TestMember {
        TestMember(user: user, tokens: tokens, member: member, server: server)
    }
}

extension TestServer {
    /// One of the cast, made by registering where there are accounts.
    public func member(_ name: String, displayName: String? = nil) async throws -> TestMember {
        let shown = displayName ?? name.capitalized
        let roles: Set<Role> = name == "root" ? [.user, .admin] : [.user]
        guard let accounts = site.module(AccountsModule.self) else {
            let user = User(
                id: UserID(at: clock.now),
                username: Username(trusted: name),
                displayName: shown,
                createdAt: clock.now.wholeMilliseconds
            )
            _ = try await site.peers.call(EnsureProfile(user))
            let member = Member(id: user.id, session: SessionID(at: clock.now), roles: roles)
            return TestMember(user: user, tokens: nil, member: member, server: self)
        }
        let form = try Register.Application.cast(name, displayName: shown)
        if name == "root" { _ = try await accounts.createUser(form, roles: roles) }
        let tokens =
            name == "root"
            ? try await stranger(
                Login(
                    login: LoginName(trusted: name),
                    password: GivenPassword(trusted: TestMember.password)
                )
            )
            : try await stranger(
                Register(
                    email: form.email,
                    username: form.username,
                    password: form.password,
                    displayName: form.displayName
                )
            )
        guard let authenticator = site.authenticator else { preconditionFailure("accounts authenticate") }
        let member = try await authenticator.member(for: tokens.accessToken[...])
        return TestMember(user: tokens.user, tokens: tokens, member: member, server: self)
    }
}

extension Register.Application {
    /// The form of one of the cast: their name, `name@example.org` and the password of all.
    public static func cast(_ name: String, displayName: String? = nil) throws -> Self {
        let fields = [
            "email": "\(name)@example.org", "username": name, "password": TestMember.password,
            "displayName": displayName ?? name.capitalized,
        ]
        return try JSONDecoder().decode(Self.self, from: try JSONEncoder().encode(fields))
    }
}
