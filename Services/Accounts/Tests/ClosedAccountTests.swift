// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Endpoints
import Modules
import Testing
import Testkit
import UsersAPI

@testable import Accounts

struct ClosedAccountTests {
    @Test(arguments: TestDatabase.all)
    func `who deletes themselves is logged out everywhere and their name is free`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            _ = try await server.newEvents()

            _ = try await ada.call(DeleteUser(ada.id))
            try await server.settle()

            #expect(try await ada.refusal(of: GetCurrentUser()).code == .invalidToken)
            #expect(try await server.refusalOfStranger(Login("ada")).code == .invalidCredentials)
            #expect(
                try await server.refusalOfStranger(RefreshTokens(ada.tokens?.refreshToken ?? "")).code
                    == .invalidRefreshToken
            )
            #expect(try await server.newEvents().sorted() == ["session.revoked", "user.deleted"])
            let second = try await server.member("ada")
            #expect(second.id != ada.id)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `asking who one is while the account closes brings no profile back`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            try await server.settle()

            // Whatever comes first: the handler that closes the account, or these.
            _ = try await ada.call(DeleteUser(ada.id))
            async let asked = try? ada.call(GetCurrentUser())
            async let login = try? server.stranger(Login("ada"))
            _ = await (asked, login)
            _ = try await server.site.peers.call(EnsureProfile(ada.user))
            try await server.settle()

            #expect(try await grace.refusal(of: GetUser(ada.id)).code == .userNotFound)
            #expect(try await grace.call(SearchUsers("ada")).items.isEmpty)
        }
    }
}
