// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Endpoints
import Foundation
import Testing
import Testkit
import UsersAPI

@testable import Accounts

struct RegistrationTests {
    @Test(arguments: TestDatabase.all)
    func `a new account has a profile, tokens and one login`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let ada = try await server.member("ada", displayName: "Ada Lovelace")

            let me = try await ada.call(GetCurrentUser())
            #expect(me.username.text == "ada" && me.displayName == "Ada Lovelace")
            #expect(me.email == "ada@example.org" && me.roles == [.user])
            #expect(ada.tokens?.expiresIn == 900)
            #expect(try await ada.call(GetUser(ada.id)).user == ada.user)
            let sessions = try await ada.call(ListSessions()).items
            #expect(sessions.count == 1 && sessions.first?.isCurrent == true)
            #expect(sessions.first?.device == "Stranger/1" && sessions.first?.address == "192.0.2.1")
            #expect(try await server.newEvents() == ["user.created"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `one sees of oneself what is for nobody else`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            _ = try await ada.call(
                UpdateUser(ada.id, .init(bio: Biography(trusted: "Secret"), status: .away))
            )
            #expect(try await ada.call(GetCurrentUser()).bio == "Secret")

            _ = try await ada.call(UpdateProfilePrivacy(ada.id, .init(bio: .onlyMe, presence: .onlyMe)))

            let me = try await ada.call(GetCurrentUser())
            #expect(me.bio == "Secret" && me.status == .away)
            let seen = try await eve.call(GetUser(ada.id))
            #expect(seen.bio.isEmpty && seen.status == .offline)
            let tokens = try await server.stranger(
                Login(login: LoginName(trusted: "ada"), password: GivenPassword(trusted: TestMember.password))
            )
            #expect(tokens.user.bio == "Secret")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an address and a username are taken once, in any case`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            _ = try await server.member("ada")
            func refusal(_ email: String, _ username: String) async throws -> ErrorCode {
                try await server.refusalOfStranger(
                    Register(
                        email: try #require(EmailAddress(email)),
                        username: Username(trusted: username),
                        password: try #require(NewPassword(TestMember.password))
                    )
                ).code
            }
            _ = try await server.newEvents()

            #expect(try await refusal("ADA@example.org", "other") == .emailTaken)
            #expect(try await refusal("other@example.org", "Ada") == .usernameTaken)
            #expect(try await server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a username asked for by many at once goes to one`(_ database: TestDatabase) async throws {
        try await withServer(AccountsModule.self, on: database) { server async throws in
            let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let form = Register(
                            email: try #require(EmailAddress("ada\(number)@example.org")),
                            username: Username(trusted: "ada"),
                            password: try #require(NewPassword(TestMember.password))
                        )
                        do {
                            _ = try await server.stranger(form)
                            return true
                        } catch let failure as Failure where failure.code == .usernameTaken {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: [Bool]()) { $0.append($1) }
            }

            #expect(outcomes.filter { $0 }.count == 1)
            #expect(try await server.newEvents() == ["user.created"])
        }
    }

    @Test(arguments: [
        (#"{"username":"ada","password":"long enough 1"}"#, "email"),
        (#"{"email":"ada","username":"ada","password":"long enough 1"}"#, "email"),
        (#"{"email":"ada@example","username":"ada","password":"long enough 1"}"#, "email"),
        (#"{"email":"ada@example.org","username":"ad","password":"long enough 1"}"#, "username"),
        (#"{"email":"ada@example.org","username":"ada!","password":"long enough 1"}"#, "username"),
        (#"{"email":"ada@example.org","username":"ada","password":"short"}"#, "password"),
        (#"{"email":"ada@example.org","username":"ada","password":"Password123"}"#, "password"),
        (#"{"email":"ada@example.org","username":"ada","password":"aaaaaaaaaaaa"}"#, "password"),
        (#"{"email":"ada@example.org","username":"ada","password":"abcabcabcabc"}"#, "password"),
        (
            #"{"email":"ada@example.org","username":"ada","password":"long enough 1","displayName":""}"#,
            "displayName"
        ),
        ("", "body"), ("{", "body"), ("[]", "body"),
    ])
    func `a form that is not right is refused by its field`(body: String, field: String) async throws {
        try await withServer(AccountsModule.self, on: .sqlite) { server async throws in
            let failure = await #expect(throws: Failure.self) {
                try await server.send("Register", body: Array(body.utf8), as: Caller())
            }

            #expect(failure?.kind == .invalid)
            #expect(failure?.problems.map(\.field) == [field])
            #expect(try await server.newEvents() == [])
        }
    }
}

struct GuessablePasswordTests {
    @Test(arguments: [
        "qwertyuiop", "QwertyUIOP", "1234567890", "aaaaaaaaaa", "abababababab", "xyz1xyz1xyz1", "1112223331",
    ])
    func `what anybody would guess is common`(password: String) {
        #expect(CommonPasswords.contains(password))
    }

    @Test(arguments: [
        TestMember.password, "correct horse battery", "roost-demo-password", "пароль-подлиннее", "abcdeabcde",
    ])
    func `what takes guessing is not`(password: String) {
        #expect(!CommonPasswords.contains(password))
    }
}

struct AccountValueTests {
    @Test(
        arguments: [
            ("Ada@Example.ORG", "ada@example.org"), ("a.b+c@d-e.f.org", "a.b+c@d-e.f.org"), ("a@b", nil),
            ("@b.org", nil),
            ("a@b@c.org", nil), ("a b@c.org", nil), ("a@c..org", nil), ("a@.org", nil), ("", nil),
            ("ä@example.org", nil), (String(repeating: "a", count: 250) + "@b.org", nil),
        ] as [(String, String?)]
    )
    func `an address is checked and lowered`(raw: String, address: String?) {
        #expect(EmailAddress(raw)?.text == address)
    }

    @Test func `a password has 10 to 200 characters`() {
        #expect(NewPassword("123456789") == nil)
        #expect(NewPassword("1234567890") != nil)
        #expect(NewPassword(String(repeating: "🦆", count: 200)) != nil)
        #expect(NewPassword(String(repeating: "a", count: 201)) == nil)
    }
}
