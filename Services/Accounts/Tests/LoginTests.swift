// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Endpoints
import Foundation
import Modules
import Testing
import Testkit
import UsersAPI

@testable import Accounts

struct LoginTests {
    @Test(arguments: TestDatabase.all)
    func `one logs in by username or address, in any case`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            _ = try await server.newEvents()

            for name in ["ada", "ADA", "ada@example.org", "Ada@Example.ORG"] {
                let tokens = try await server.stranger(Login(name))
                #expect(tokens.user == ada.user)
                #expect(try await ada.with(tokens).call(GetCurrentUser()).email == "ada@example.org")
            }
            #expect(try await ada.call(ListSessions()).items.count == 5)
            #expect(try await server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a wrong password and an unknown name are told alike`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            _ = try await server.member("ada")

            let wrong = try await server.refusalOfStranger(Login("ada", "not the password"))
            let unknown = try await server.refusalOfStranger(Login("nobody", "not the password"))

            #expect(wrong.code == .invalidCredentials && wrong.kind == .unauthenticated)
            #expect(wrong == unknown)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `after ten wrong passwords even the right one waits`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            _ = try await server.member("ada")
            for name in ["ada", "ada@example.org", "ADA", "ada", "ada", "ada", "ada", "ada", "ada", "ada"] {
                #expect(try await server.refusalOfStranger(Login(name, "wrong")).code == .invalidCredentials)
            }

            let limited = try await server.refusalOfStranger(Login("ada"))

            #expect(limited.code == .rateLimited && limited.kind == .limited)
            #expect(try #require(limited.retryAfter) > .zero)
            server.clock.advance(by: .minutes(31))
            #expect(try await server.stranger(Login("ada")).user.username.text == "ada")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a name that nobody has is limited as well`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            for _ in 0..<10 { _ = try await server.refusalOfStranger(Login("nobody", "wrong")) }

            #expect(try await server.refusalOfStranger(Login("nobody", "wrong")).code == .rateLimited)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the right password clears the count`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            _ = try await server.member("ada")
            for _ in 0..<2 {
                for _ in 0..<9 { _ = try await server.refusalOfStranger(Login("ada", "wrong")) }
                _ = try await server.stranger(Login("ada"))
            }

            #expect(try await server.refusalOfStranger(Login("ada", "wrong")).code == .invalidCredentials)
        }
    }
}

struct RefreshTests {
    @Test(arguments: TestDatabase.all)
    func `a refresh gives new tokens for the same login`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            let old = try #require(ada.tokens)
            server.clock.advance(by: .minutes(5))

            let new = try await server.stranger(RefreshTokens(old.refreshToken))

            #expect(new.refreshToken != old.refreshToken && new.accessToken != old.accessToken)
            #expect(new.user == ada.user)
            let sessions = try await ada.with(new).call(ListSessions()).items
            #expect(sessions.count == 1 && sessions.first?.lastSeenAt == server.clock.now)
            #expect(try await server.newEvents() == ["user.created"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a refresh token used twice ends the login, its newest tokens included`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            let other = ada.with(try await server.stranger(Login("ada")))
            let old = try #require(ada.tokens)
            let new = try await server.stranger(RefreshTokens(old.refreshToken))
            _ = try await server.newEvents()

            #expect(
                try await server.refusalOfStranger(RefreshTokens(old.refreshToken)).code
                    == .invalidRefreshToken
            )

            #expect(
                try await server.refusalOfStranger(RefreshTokens(new.refreshToken)).code
                    == .invalidRefreshToken
            )
            #expect(try await ada.with(new).refusal(of: GetCurrentUser()).code == .invalidToken)
            #expect(try await other.call(ListSessions()).items.count == 1)
            #expect(try await server.newEvents() == ["session.revoked"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of two refreshes at once at most one gets tokens`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            let token = try #require(ada.tokens).refreshToken

            let granted = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask { (try? await server.stranger(RefreshTokens(token))) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }

            #expect(granted <= 1)
            #expect(try await ada.refusal(of: GetCurrentUser()).code == .invalidToken)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a refresh token ends after seven days without use`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            var token = try #require(try await server.member("ada").tokens).refreshToken
            for _ in 0..<2 {
                server.clock.advance(by: .days(6))
                token = try await server.stranger(RefreshTokens(token)).refreshToken
            }

            server.clock.advance(by: .days(7))

            #expect(try await server.refusalOfStranger(RefreshTokens(token)).code == .invalidRefreshToken)
        }
    }

    @Test(arguments: ["x", "not a token", String(repeating: "A", count: 43)])
    func `a token that was never given out is refused`(token: String) async throws {
        try await withServer(AccountsModule.self, on: .sqlite) { server async throws in
            #expect(try await server.refusalOfStranger(RefreshTokens(token)).code == .invalidRefreshToken)
        }
    }
}

struct SessionTests {
    @Test(arguments: TestDatabase.all)
    func `after a logout both tokens are dead at once`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            _ = try await ada.call(GetCurrentUser())
            _ = try await server.newEvents()

            _ = try await ada.call(Logout())

            #expect(try await ada.refusal(of: GetCurrentUser()).code == .invalidToken)
            #expect(
                try await server.refusalOfStranger(RefreshTokens(ada.tokens?.refreshToken ?? "")).code
                    == .invalidRefreshToken
            )
            #expect(try await server.newEvents() == ["session.revoked"])
            let actions = try await server.roomActions(atLeast: 1)
            #expect(actions.last?.description.hasPrefix("end session:") == true)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `one ends another of one's logins, and only one's own`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let phone = ada.with(try await server.stranger(Login("ada")))
            let session = try #require(try await phone.call(ListSessions()).items.first { $0.isCurrent }).id
            _ = try await phone.call(GetCurrentUser())
            _ = try await server.newEvents()

            #expect(try await eve.refusal(of: RevokeSession(session)).code == .sessionNotFound)
            _ = try await ada.call(RevokeSession(session))

            #expect(try await phone.refusal(of: GetCurrentUser()).code == .invalidToken)
            #expect(try await ada.refusal(of: RevokeSession(session)).code == .sessionNotFound)
            #expect(try await ada.call(ListSessions()).items.count == 1)
            #expect(try await server.newEvents() == ["session.revoked"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `all other logins end together`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            var others: [TestMember] = []
            for _ in 0..<3 { others.append(ada.with(try await server.stranger(Login("ada")))) }
            _ = try await server.newEvents()

            _ = try await ada.call(RevokeOtherSessions())

            for other in others {
                #expect(try await other.refusal(of: GetCurrentUser()).code == .invalidToken)
            }
            #expect(try await ada.call(ListSessions()).items.map(\.isCurrent) == [true])
            #expect(try await server.newEvents() == Array(repeating: "session.revoked", count: 3))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `logins are listed in pages, the latest used first`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            for _ in 0..<4 {
                server.clock.advance(by: .seconds(1))
                _ = try await server.stranger(Login("ada"))
            }

            let first = try await ada.call(ListSessions(limit: PageLimit(clamping: 3)))
            let second = try await ada.call(
                ListSessions(limit: PageLimit(clamping: 3), cursor: first.nextCursor)
            )

            let times = (first.items + second.items).map(\.createdAt)
            #expect(times.count == 5 && times == times.sorted(by: >))
            #expect(second.nextCursor == nil && second.items.last?.isCurrent == true)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a new password ends the other logins and is the one that works`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            let phone = ada.with(try await server.stranger(Login("ada")))
            let new = try #require(NewPassword("another pass-phrase"))
            func change(from old: String, to new: NewPassword) -> ChangePassword {
                ChangePassword(from: GivenPassword(trusted: old), to: new)
            }
            let common = try #require(NewPassword("password123"))
            _ = try await server.newEvents()

            #expect(try await ada.refusal(of: change(from: "wrong", to: new)).code == .wrongPassword)
            #expect(
                try await ada.refusal(of: change(from: TestMember.password, to: common)).problems.first?.field
                    == "newPassword"
            )
            _ = try await ada.call(change(from: TestMember.password, to: new))

            #expect(try await phone.refusal(of: GetCurrentUser()).code == .invalidToken)
            #expect(try await ada.call(GetCurrentUser()).username.text == "ada")
            #expect(try await server.refusalOfStranger(Login("ada")).code == .invalidCredentials)
            #expect(try await server.stranger(Login("ada", new.text)).user == ada.user)
            #expect(try await server.newEvents() == ["session.revoked"])
        }
    }
}
