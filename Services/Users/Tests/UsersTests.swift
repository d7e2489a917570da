// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Foundation
import Modules
import Testing
import Testkit
import UsersAPI

@testable import Users

struct ProfileTests {
    @Test(arguments: TestDatabase.all)
    func `one changes what is named and nothing else`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))

            let changed = try await ada.call(
                UpdateUser(
                    ada.id,
                    .init(displayName: DisplayName(trusted: "Ada L."), status: .doNotDisturb)
                )
            )
            let again = try await ada.call(
                UpdateUser(ada.id, .init(bio: Biography(trusted: "First\nof all")))
            )

            #expect(changed.displayName == "Ada L." && changed.status == .doNotDisturb)
            #expect(
                again.displayName == "Ada L." && again.bio == "First\nof all"
                    && again.username == ada.user.username
            )
            #expect(try await grace.call(GetUser(ada.id)).user == again.user)
            #expect(try await server.newEvents() == ["user.updated", "user.updated"])
            #expect(
                try await server.events(of: UserUpdated.self).map(\.status) == [.doNotDisturb, .doNotDisturb]
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `only an admin changes or deletes another's account`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let root = try await server.member("root")
            let rename = UpdateUser.Changes(displayName: DisplayName(trusted: "Renamed"))

            #expect(try await eve.refusal(of: UpdateUser(ada.id, rename)).code == .forbidden)
            #expect(try await eve.refusal(of: DeleteUser(ada.id)).code == .forbidden)
            #expect(try await server.newEvents() == [])
            #expect(try await root.call(UpdateUser(ada.id, rename)).displayName == "Renamed")
            _ = try await root.call(DeleteUser(ada.id))

            #expect(try await eve.refusal(of: GetUser(ada.id)).code == .userNotFound)
            #expect(try await server.newEvents() == ["user.updated", "user.deleted"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nobody is changed, deleted or shown who is not there`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let (ada, root) = (try await server.member("ada"), try await server.member("root"))
            let ghost = UserID(high: 9, low: 9)

            for member in [ada, root] {
                #expect(try await member.refusal(of: GetUser(ghost)).code == .userNotFound)
                #expect(try await member.refusal(of: UpdateUser(ghost, .init())).code == .userNotFound)
                #expect(try await member.refusal(of: DeleteUser(ghost)).code == .userNotFound)
            }
            #expect(try await server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `who is deleted stays deleted`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))

            _ = try await ada.call(DeleteUser(ada.id))
            // A registration's second half, or a login that was under way.
            _ = try await server.site.peers.call(EnsureProfile(ada.user))

            #expect(try await ada.refusal(of: DeleteUser(ada.id)).code == .userNotFound)
            #expect(try await grace.refusal(of: GetUser(ada.id)).code == .userNotFound)
            #expect(try await grace.call(SearchUsers("ada")).items.isEmpty)
            #expect(try await server.newEvents() == ["user.deleted"])
        }
    }

    @Test(arguments: [
        (#"{"displayName":"   "}"#, "displayName"),
        (#"{"displayName":"a\u0007b"}"#, "displayName"),
        ("{\"displayName\":\"\(String(repeating: "x", count: 51))\"}", "displayName"),
        ("{\"bio\":\"\(String(repeating: "x", count: 501))\"}", "bio"),
        (#"{"status":"BUSY"}"#, "status"), (#"{"status":1}"#, "status"),
        (#"{"avatarUrl":"http://example.org/a.png"}"#, "avatarUrl"),
        (#"{"avatarUrl":"//example.org/a.png"}"#, "avatarUrl"),
        (#"{"avatarUrl":"data:image/png;base64,AA"}"#, "avatarUrl"),
        (#"{"avatarUrl":"/a b"}"#, "avatarUrl"),
    ])
    func `a value outside its limits is refused by its field`(body: String, field: String) async throws {
        try await withServer(UsersModule.self, on: .sqlite) { server async throws in
            let ada = try await server.member("ada")

            let failure = await #expect(throws: Failure.self) {
                try await server.send(
                    "UpdateUser",
                    parameters: [ada.id.description],
                    body: Array(body.utf8),
                    as: try await ada.caller()
                )
            }

            #expect(failure?.problems.map(\.field) == [field])
            #expect(try await server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `hostile text comes back as it was`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            for text in ["'; DROP TABLE users; --", "<script>alert(1)</script>", "%_\\", "‮evil", "👩‍👩‍👧‍👦"] {
                let changed = try await ada.call(
                    UpdateUser(
                        ada.id,
                        .init(displayName: DisplayName(trusted: text), bio: Biography(trusted: text))
                    )
                )
                #expect(changed.displayName == text && changed.bio == text)
                #expect(try await ada.call(GetUser(ada.id)) == changed)
            }
        }
    }
}

struct ListUsersTests {
    @Test(arguments: TestDatabase.all)
    func `everybody is listed in pages, newest first`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            var names: [String] = []
            for number in 0..<7 {
                server.clock.advance(by: .seconds(1))
                names.append(try await server.member("user\(number)").user.username.text)
            }
            let ada = try await server.member("ada")
            var found: [String] = []
            var cursor: Cursor?

            repeat {
                let page = try await ada.call(ListUsers(limit: PageLimit(clamping: 3), cursor: cursor))
                #expect(page.items.count <= 3)
                found += page.items.map(\.username.text)
                cursor = page.nextCursor
            } while cursor != nil

            #expect(Set(found) == Set(names + ["ada"]) && found.count == 8)
            #expect(found.filter { $0 != "ada" && $0 != "user6" } == names.dropLast().reversed())
        }
    }

    @Test(arguments: ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=YXxi", "cursor=%00"])
    func `a limit or cursor that is none is refused by its field`(query: String) async throws {
        try await withServer(UsersModule.self, on: .sqlite) { server async throws in
            let ada = try await server.member("ada")

            let failure = await #expect(throws: Failure.self) {
                try await server.send("ListUsers", query: query, as: try await ada.caller())
            }

            #expect(failure?.problems.map(\.field) == [String(query.prefix { $0 != "=" })])
        }
    }
}

struct SearchUsersTests {
    private func names(_ server: TestServer, _ text: String) async throws -> [String] {
        let anybody = try await server.member(
            "zz\(text.utf8.reduce(0) { ($0 + Int($1)) % 9973 })",
            displayName: "-"
        )
        return try await anybody.call(SearchUsers(text)).items.map(\.username.text)
    }

    @Test(arguments: TestDatabase.all)
    func `people are found by the beginning of any word of their name`(_ database: TestDatabase) async throws
    {
        try await withServer(UsersModule.self, on: database) { server async throws in
            _ = try await server.member("ada", displayName: "Ada Lovelace")
            _ = try await server.member("grace.hopper", displayName: "Amazing Grace")
            _ = try await server.member("jose_m", displayName: "José Ñandú")
            _ = try await server.member("tanaka", displayName: "田中太郎")
            _ = try await server.member("minji", displayName: "김민지")

            #expect(try await names(server, "a") == ["ada", "grace.hopper"])
            #expect(try await names(server, "LOVE") == ["ada"])
            #expect(try await names(server, "hopper") == ["grace.hopper"])
            #expect(try await names(server, "grace.h") == ["grace.hopper"])
            #expect(try await names(server, "ama gra") == ["grace.hopper"])
            #expect(try await names(server, "ama love") == [])
            #expect(try await names(server, "jose") == ["jose_m"])
            #expect(try await names(server, "nandu") == ["jose_m"])
            #expect(try await names(server, "JOSÉ") == ["jose_m"])
            #expect(try await names(server, "太郎") == ["tanaka"])
            #expect(try await names(server, "田中") == ["tanaka"])
            #expect(try await names(server, "민지") == ["minji"])
            #expect(try await names(server, "ovelace") == [])
            #expect(try await names(server, "%") == [])
            #expect(try await names(server, "'; --") == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `pages go by username without loss`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            for number in 10..<17 { _ = try await server.member("ada\(number)") }
            let eve = try await server.member("eve")
            var found: [String] = []
            var cursor: Cursor?

            repeat {
                let page = try await eve.call(SearchUsers("ada", limit: 3, cursor: cursor))
                found += page.items.map(\.username.text)
                cursor = page.nextCursor
            } while cursor != nil

            #expect(found == (10..<17).map { "ada\($0)" })
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a new name is found and the old one no more`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let ada = try await server.member("ada", displayName: "Ada Byron")

            _ = try await ada.call(
                UpdateUser(ada.id, .init(displayName: DisplayName(trusted: "Ada Lovelace")))
            )

            #expect(try await names(server, "byron") == [])
            #expect(try await names(server, "lovelace") == ["ada"])
        }
    }

    @Test(arguments: ["", "q=", "q=%20", "q=" + String(repeating: "x", count: 51)])
    func `a query needs 1 to 50 characters`(query: String) async throws {
        try await withServer(UsersModule.self, on: .sqlite) { server async throws in
            let ada = try await server.member("ada")

            let failure = await #expect(throws: Failure.self) {
                try await server.send("SearchUsers", query: query, as: try await ada.caller())
            }

            #expect(failure?.problems.map(\.field) == ["q"])
        }
    }
}

struct NameWordsTests {
    private func words(_ username: String, _ name: String) -> Set<String> {
        NameWords.words(username: Username(trusted: username), displayName: name)
    }

    @Test func `words are lower case and without accents`() {
        #expect(words("jose_m", "José ÑANDÚ") == ["jose_m", "jose", "m", "nandu"])
        #expect(words("ada", "Ａｄａ") == ["ada"])
    }

    @Test func `scripts without spaces are found from the middle`() {
        #expect(words("tanaka", "田中太郎") == ["tanaka", "田中太郎", "中太郎", "太郎", "郎"])
    }

    @Test func `a name of signs has no words`() {
        #expect(words("ada", "★ ♥ —") == ["ada"])
        #expect(NameWords.split("★") == [])
    }

    @Test func `the words of one person are limited`() {
        #expect(words("ada", String(repeating: "田中", count: 200)).count <= NameWords.most)
    }
}

struct UsernameTests {
    @Test(arguments: [
        ("ada", "ada"), ("ADA_1.b", "ada_1.b"), ("ab", nil), ("a b", nil), ("adä", nil), ("", nil),
        (String(repeating: "a", count: 30), String(repeating: "a", count: 30)),
        (String(repeating: "a", count: 31), nil), ("İda", nil), ("ada\n", nil),
    ])
    func `a username is checked and lowered`(raw: String, name: String?) {
        #expect(Username(raw)?.text == name)
    }
}

struct InternalEndpointTests {
    @Test(arguments: TestDatabase.all)
    func `several profiles are asked for by id and name, unknown ones left out`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))

            let found = try await server.site.peers.call(
                GetProfiles(
                    ids: [ada.id, UserID(high: 9, low: 9)],
                    usernames: [grace.user.username, Username(trusted: "nobody")]
                )
            )

            #expect(Set(found.map(\.id)) == [ada.id, grace.id])
            #expect(try await server.site.peers.call(GetProfiles()).isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `no client reaches what is for services, not even an admin`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let root = try await server.member("root")

            #expect(try await root.refusal(of: GetProfiles(ids: [root.id])).code == .notFound)
            #expect(try await server.refusalOfStranger(EnsureProfile(root.user)).code == .notFound)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `ensuring a profile again changes nothing`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            var other = ada.user
            other.displayName = "Somebody else"

            #expect(try await server.site.peers.call(EnsureProfile(other)) == ada.user)
            #expect(try await ada.call(GetUser(ada.id)).user == ada.user)
        }
    }
}

struct UserJSONTests {
    @Test(arguments: [nil, "/avatars/ada.webp"])
    func `a person writes what their fields say`(avatar: String?) throws {
        let user = User(
            id: ID(high: 1, low: 2),
            username: Username(trusted: "ada"),
            displayName: "Ada \"L\"",
            avatarUrl: avatar,
            bio: "First\nof all",
            status: .doNotDisturb,
            createdAt: Timestamp(seconds: 1)
        )
        #expect(JSON.bytes(of: user) == (try jsonByFields(user)))
    }
}
