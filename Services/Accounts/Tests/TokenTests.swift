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

struct AccessTokenTests {
    @Test(arguments: TestDatabase.all)
    func `an access token ends after fifteen minutes`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")

            server.clock.advance(by: .minutes(15) - .seconds(1))
            _ = try await ada.call(GetCurrentUser())
            server.clock.advance(by: .seconds(2))

            #expect(try await ada.refusal(of: GetCurrentUser()).code == .tokenExpired)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `forged tokens are refused`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            let authenticator = try #require(server.site.authenticator)
            let parts = ada.token.split(separator: ".").map(String.init)
            let none = Self.base64(#"{"alg":"none","typ":"JWT"}"#)
            let payload = try #require(Self.text(parts[1]))
            let promoted = Self.base64(payload.replacing("USER", with: "ADMIN"))
            let forgeries = [
                "", "x", "a.b.c", parts[0], "\(parts[0]).\(parts[1]).", "\(none).\(parts[1]).",
                "\(none).\(promoted).\(parts[2])", "\(parts[0]).\(promoted).\(parts[2])",
                "\(parts[0]).\(parts[1]).\(String(parts[2].reversed()))", ada.token + ".x",
            ]

            for forgery in forgeries {
                let failure = await #expect(throws: Failure.self, "\(forgery)") {
                    do {
                        _ = try await authenticator.member(for: forgery[...])
                    } catch let refused as any ServiceError {
                        throw refused.failure
                    }
                }
                #expect(failure?.code == .invalidToken)
                #expect(authenticator.knownMember(for: forgery[...]) == nil)
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a token of another site is refused`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            try await withServer(AccountsModule.self, on: database) { other async throws in
                let theirs = try await other.member("ada")
                _ = try await server.member("ada")

                await #expect(throws: (any Error).self) {
                    try await server.site.authenticator?.member(for: theirs.token[...])
                }
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `roles given or taken hold for the very next call`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let accounts = try #require(server.site.module(AccountsModule.self))
            let rename = UpdateUser(eve.id, .init(bio: Biography(trusted: "Renamed")))
            #expect(try await ada.refusal(of: rename).code == .forbidden)
            _ = try await server.newEvents()

            try await accounts.setRoles([.user, .admin], ofLogin: "ada")
            #expect(try await ada.call(rename).bio == "Renamed")
            #expect(try await ada.call(GetCurrentUser()).roles == [.admin, .user])
            try await accounts.setRoles([.user], ofLogin: "ADA@example.org")

            #expect(try await ada.refusal(of: rename).code == .forbidden)
            #expect(try await ada.call(GetCurrentUser()).roles == [.user])
            #expect(
                try await server.newEvents().sorted() == [
                    "user.roles-changed", "user.roles-changed", "user.updated",
                ]
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a password reset ends every login`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            let accounts = try #require(server.site.module(AccountsModule.self))

            try await accounts.resetPassword(try #require(NewPassword("a forgotten phrase")), ofLogin: "ada")

            #expect(try await ada.refusal(of: GetCurrentUser()).code == .invalidToken)
            #expect(try await server.stranger(Login("ada", "a forgotten phrase")).user == ada.user)
            await #expect(throws: AccountsError.self) {
                try await accounts.resetPassword(
                    try #require(NewPassword("a forgotten phrase")),
                    ofLogin: "nobody"
                )
            }
        }
    }

    private static func base64(_ text: String) -> String { base64URL(Data(text.utf8)) }

    private static func text(_ base64: String) -> String? {
        var padded = base64.replacing("-", with: "+").replacing("_", with: "/")
        padded += String(repeating: "=", count: (4 - padded.count % 4) % 4)
        return Data(base64Encoded: padded).map { String(decoding: $0, as: UTF8.self) }
    }
}

struct SigningKeyTests {
    static let start = Timestamp(seconds: 1_800_000_000)
    private let member = Member(id: UserID(high: 1, low: 2), session: SessionID(high: 3, low: 4))

    private func claims(_ time: Timestamp = SigningKeyTests.start) -> AccessClaims {
        AccessClaims(member, issuedAt: time, lifetime: .minutes(15))
    }

    @Test func `a token says who holds it and until when`() async throws {
        let keys = SigningKeys()
        try await keys.use([SigningKeys.generate(at: Self.start)])

        let read = try await keys.verify(try await keys.sign(claims())[...])

        #expect(read.member == member)
        #expect(read.expiresAt == Self.start + .minutes(15))
    }

    @Test func `a new key signs and the one before still verifies`() async throws {
        let keys = SigningKeys()
        let first = SigningKeys.generate(at: Self.start)
        let second = SigningKeys.generate(at: Self.start + .days(30))
        try await keys.use([first])
        let old = try await keys.sign(claims())

        try await keys.use([first, second])
        let new = try await keys.sign(claims())

        #expect(try await keys.verify(old[...]).member == member)
        #expect(try await keys.verify(new[...]).member == member)
        #expect(try keys.published().keys.map(\.kid) == [second.id, first.id])
        try await keys.use([second])
        await #expect(throws: AccountsError.self) { try await keys.verify(old[...]) }
    }

    @Test func `without a key nothing is signed`() async throws {
        await #expect(throws: Failure.self) { try await SigningKeys().sign(claims()) }
    }

    @Test(arguments: TestDatabase.all)
    func `keys rotate every thirty days and tokens outlive them`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let before = try await server.stranger(GetSigningKeys()).keys
            let ada = try await server.member("ada")
            server.clock.advance(by: .days(30))

            for module in [try #require(server.site.module(AccountsModule.self))] { try await module.start() }
            let after = try await server.stranger(GetSigningKeys()).keys

            #expect(before.count == 1 && after.count == 2)
            #expect(after.last?.kid == before.first?.kid)
            #expect(
                after.allSatisfy {
                    $0.kty == "EC" && $0.crv == "P-256" && $0.alg == "ES256" && $0.x.count == 43
                }
            )
            #expect(try await ada.refusal(of: GetCurrentUser()).code == .tokenExpired)
            let tokens = try await server.stranger(Login("ada"))
            #expect(try await ada.with(tokens).call(GetCurrentUser()).username.text == "ada")
        }
    }

    @Test func `the set of keys stands alone, without an envelope`() async throws {
        try await withServer(AccountsModule.self, on: .sqlite) { server async throws in
            let reply = try await server.send("GetSigningKeys", as: Caller())

            #expect(String(decoding: reply.body, as: UTF8.self).hasPrefix(#"{"keys":["#))
        }
    }
}

struct VerifiedTokensTests {
    private let clock = FakeClock()
    private let member = Member(id: UserID(high: 1, low: 2), session: SessionID(high: 3, low: 4))

    private func none() -> VerifiedTokens { VerifiedTokens(clock: clock, lifetime: .minutes(15)) }

    @Test func `a token is known until it expires`() {
        let tokens = none()
        #expect(tokens.keep("a", of: member, until: clock.now + .minutes(1)))

        #expect(tokens.member(for: "a") == member)
        #expect(tokens.member(for: "b") == nil)
        clock.advance(by: .minutes(1))
        #expect(tokens.member(for: "a") == nil)
    }

    @Test func `a check that was under way does not bring an ended login back`() {
        let tokens = none()
        #expect(tokens.keep("a", of: member, until: clock.now + .minutes(1)))

        tokens.end(member.session)

        #expect(tokens.member(for: "a") == nil)
        #expect(!tokens.keep("a", of: member, until: clock.now + .minutes(1)))
    }

    @Test func `forgetting reads a token anew`() {
        let tokens = none()
        #expect(tokens.keep("a", of: member, until: clock.now + .minutes(1)))

        tokens.forget(member.session)

        #expect(tokens.member(for: "a") == nil)
        #expect(tokens.keep("a", of: member, until: clock.now + .minutes(1)))
    }
}

struct PasswordHasherTests {
    @Test func `only the password itself matches its hash`() async throws {
        let hasher = try PasswordHasher(cost: .cheapest, threads: 1)
        let hash = try await hasher.hash("a pass-phrase")

        #expect(hash.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"))
        #expect(try await hasher.verify("a pass-phrase", against: hash))
        #expect(try await !hasher.verify("a pass-phrasE", against: hash))
        #expect(try await !hasher.verify("", against: hash))
        #expect(try await !hasher.verify("no password at all", against: nil))
    }

    @Test func `the same password has another hash each time`() async throws {
        let hasher = try PasswordHasher(cost: .cheapest, threads: 1)

        #expect(try await hasher.hash("a pass-phrase") != hasher.hash("a pass-phrase"))
    }
}
