// SPDX-License-Identifier: Apache-2.0
import Connections
import ConnectionsAPI
import Core
import Endpoints
import Modules
import Testing
import Testkit
import UsersAPI

@testable import Users

/// A profile with something in every part.
private let full = UpdateUser.Changes(
    bio: Biography(trusted: "Counts things"),
    status: .away,
    pronouns: Pronouns(trusted: "she/her"),
    location: PlaceName(trusted: "London"),
    website: WebsiteAddress("https://example.org/ada"),
    birthday: Birthday(CalendarDay("1915-12-10"))
)

/// The same audience for all parts.
private func all(_ audience: Audience) -> UpdateProfilePrivacy.Changes {
    .init(
        bio: audience,
        presence: audience,
        cover: audience,
        pronouns: audience,
        location: audience,
        website: audience,
        birthday: audience
    )
}

/// Which parts of a profile somebody is shown.
private func parts(_ profile: UserProfile) -> [String] {
    [
        profile.bio.isEmpty ? nil : "bio", profile.status == .offline ? nil : "presence",
        profile.coverUrl.map { _ in "cover" }, profile.pronouns.map { _ in "pronouns" },
        profile.location.map { _ in "location" }, profile.website.map { _ in "website" },
        profile.birthday.map { _ in "birthday" },
    ].compactMap { $0 }
}

private let everything = ["bio", "presence", "cover", "pronouns", "location", "website", "birthday"]

struct PrivacyTests {
    private func cast(
        _ server: TestServer
    ) async throws -> (ada: TestMember, grace: TestMember, eve: TestMember) {
        let ada = try await server.member("ada")
        let (grace, eve) = (try await server.member("grace"), try await server.member("eve"))
        _ = try await ada.call(UpdateUser(ada.id, full))
        _ = try await server.site.peers.call(SetPicture(.cover, of: ada.id, url: "/covers/ada"))
        _ = try await grace.call(FollowUser(ada.id))
        return (ada, grace, eve)
    }

    @Test(arguments: TestDatabase.all)
    func `each part is seen by whom it is for`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, ConnectionsModule.self, on: database) { server async throws in
            let (ada, grace, eve) = try await cast(server)
            let root = try await server.member("root")
            let open = everything.filter { $0 != "birthday" }
            #expect(parts(try await eve.call(GetUser(ada.id))) == open)
            #expect(parts(try await grace.call(GetUser(ada.id))) == open)
            let seen: [(Audience, stranger: [String], follower: [String])] = [
                (.everybody, everything, everything), (.followers, [], everything), (.onlyMe, [], []),
            ]

            for (audience, stranger, follower) in seen {
                _ = try await ada.call(UpdateProfilePrivacy(ada.id, all(audience)))

                #expect(parts(try await eve.call(GetUser(ada.id))) == stranger)
                #expect(parts(try await grace.call(GetUser(ada.id))) == follower)
                #expect(parts(try await ada.call(GetUser(ada.id))) == everything)
                #expect(parts(try await root.call(GetUser(ada.id))) == everything)
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `each part has a choice of its own`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, ConnectionsModule.self, on: database) { server async throws in
            let (ada, _, eve) = try await cast(server)
            let choices: [(String, UpdateProfilePrivacy.Changes)] = [
                ("bio", .init(bio: .onlyMe)), ("presence", .init(presence: .onlyMe)),
                ("cover", .init(cover: .onlyMe)), ("pronouns", .init(pronouns: .onlyMe)),
                ("location", .init(location: .onlyMe)), ("website", .init(website: .onlyMe)),
                ("birthday", .init(birthday: .onlyMe)),
            ]

            for (part, choice) in choices {
                _ = try await ada.call(UpdateProfilePrivacy(ada.id, all(.everybody)))
                _ = try await ada.call(UpdateProfilePrivacy(ada.id, choice))

                #expect(parts(try await eve.call(GetUser(ada.id))) == everything.filter { $0 != part })
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `who no longer follows or is blocked sees no more than a stranger`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(UsersModule.self, ConnectionsModule.self, on: database) { server async throws in
            let (ada, grace, eve) = try await cast(server)
            _ = try await ada.call(UpdateProfilePrivacy(ada.id, all(.followers)))
            // Being followed by the owner opens nothing.
            _ = try await ada.call(FollowUser(eve.id))
            #expect(parts(try await eve.call(GetUser(ada.id))).isEmpty)
            #expect(parts(try await grace.call(GetUser(ada.id))) == everything)

            _ = try await grace.call(UnfollowUser(ada.id))
            #expect(parts(try await grace.call(GetUser(ada.id))).isEmpty)
            _ = try await ada.call(UpdateConnectionSettings(isPrivate: true))
            _ = try await grace.call(FollowUser(ada.id))
            #expect(parts(try await grace.call(GetUser(ada.id))).isEmpty, "a request is not a follow")
            _ = try await ada.call(BlockUser(grace.id))
            #expect(try await grace.refusal(of: GetUser(ada.id)).code == .userNotFound)
            #expect(try await grace.refusal(of: GetProfilePrivacy(ada.id)).code == .userNotFound)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is not for everybody is in no list, search, event or reply to other services`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(UsersModule.self, ConnectionsModule.self, on: database) { server async throws in
            let (ada, grace, _) = try await cast(server)
            _ = try await ada.call(UpdateProfilePrivacy(ada.id, .init(bio: .followers, presence: .followers)))
            _ = try await ada.call(UpdateUser(ada.id, .init(bio: Biography(trusted: "Counts sheep"))))
            var known = ada.user
            (known.bio, known.status) = ("", .offline)

            // Not even to a follower: lists are the same for all.
            #expect(try await grace.call(ListUsers()).items.first { $0.id == ada.id } == known)
            #expect(try await grace.call(SearchUsers("ada")).items == [known])
            #expect(try await grace.call(ListFollowing(of: grace.id)).items == [known])
            #expect(try await server.site.peers.call(GetProfiles(ids: [ada.id])) == [known])
            #expect(try await server.site.peers.call(ScanUsers(after: nil)).contains(known))
            #expect(
                try await server.site.peers.call(GetProfiles(ids: [ada.id], asOwners: true)).first?.bio
                    == "Counts sheep"
            )
            let told = try await server.events(of: UserUpdated.self)
            #expect(told.suffix(2).map(\.profile) == [known, known])
            #expect(told.last?.status == .away, "Presence has to know")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is chosen and written at once all holds`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, ConnectionsModule.self, on: database) { server async throws in
            let (ada, _, _) = try await cast(server)
            for _ in 0..<10 {
                _ = try await ada.call(UpdateProfilePrivacy(ada.id, all(.everybody)))
                async let first = ada.call(UpdateProfilePrivacy(ada.id, .init(bio: .onlyMe)))
                async let second = ada.call(UpdateProfilePrivacy(ada.id, .init(presence: .onlyMe)))
                async let status = ada.call(UpdateUser(ada.id, .init(status: .away)))
                async let text = ada.call(UpdateUser(ada.id, .init(bio: Biography(trusted: "At once"))))
                _ = try await (first, second, status, text)

                let privacy = try await ada.call(GetProfilePrivacy(ada.id))
                #expect((privacy.bio, privacy.presence) == (.onlyMe, .onlyMe))
                let profile = try await ada.call(GetUser(ada.id))
                #expect((profile.bio, profile.status) == ("At once", .away))
                _ = try await ada.call(
                    UpdateUser(ada.id, .init(bio: Biography(trusted: "Before"), status: .online))
                )
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `choices are one's own, and told once when they change`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, ConnectionsModule.self, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let root = try await server.member("root")
            let ghost = UserID(high: 9, low: 9)
            #expect(try await ada.call(GetProfilePrivacy(ada.id)) == .standard)

            #expect(try await eve.refusal(of: GetProfilePrivacy(ada.id)).code == .forbidden)
            #expect(
                try await eve.refusal(of: UpdateProfilePrivacy(ada.id, .init(bio: .onlyMe))).code
                    == .forbidden
            )
            #expect(try await eve.refusal(of: GetProfilePrivacy(ghost)).code == .userNotFound)
            #expect(try await root.refusal(of: GetProfilePrivacy(ghost)).code == .userNotFound)
            #expect(try await root.refusal(of: UpdateProfilePrivacy(ghost, .init())).code == .userNotFound)
            #expect(try await ada.call(UpdateProfilePrivacy(ada.id, .init())) == .standard)
            #expect(try await server.newEvents() == [])
            let chosen = try await ada.call(UpdateProfilePrivacy(ada.id, .init(website: .followers)))

            #expect(chosen == ProfilePrivacy(website: .followers))
            #expect(try await root.call(GetProfilePrivacy(ada.id)) == chosen)
            #expect(try await server.newEvents() == ["user.profile_privacy_changed", "user.updated"])
            #expect(
                try await server.events(of: ProfilePrivacyChanged.self).map(\.privacy) == [chosen]
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `without connections nobody follows`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            _ = try await ada.call(UpdateUser(ada.id, full))
            _ = try await ada.call(UpdateProfilePrivacy(ada.id, all(.followers)))

            #expect(parts(try await grace.call(GetUser(ada.id))).isEmpty)
            #expect(parts(try await ada.call(GetUser(ada.id))).count == 6)
        }
    }
}

struct DetailsTests {
    @Test(arguments: TestDatabase.all)
    func `details are set one by one, and taken away by nothing`(_ database: TestDatabase) async throws {
        try await withServer(UsersModule.self, on: database) { server async throws in
            let ada = try await server.member("ada")
            let set = try await ada.call(UpdateUser(ada.id, full))
            let moved = try await ada.call(UpdateUser(ada.id, .init(location: PlaceName(trusted: "Paris"))))
            let cleared = try await ada.call(
                UpdateUser(
                    ada.id,
                    .init(
                        pronouns: Pronouns(trusted: ""),
                        location: PlaceName(trusted: ""),
                        website: WebsiteAddress(""),
                        birthday: Birthday(nil)
                    )
                )
            )

            #expect(set.pronouns == "she/her" && set.birthday?.description == "1915-12-10")
            #expect(moved.location == "Paris" && moved.website == "https://example.org/ada")
            #expect(try await ada.call(GetUser(ada.id)) == cleared)
            #expect(
                [cleared.pronouns, cleared.location, cleared.website, cleared.birthday?.description]
                    == [nil, nil, nil, nil]
            )
        }
    }

    @Test(arguments: [
        (#"{"pronouns":"a\u0000b"}"#, "pronouns"),
        ("{\"pronouns\":\"\(String(repeating: "x", count: 41))\"}", "pronouns"),
        (#"{"location":"a\nb"}"#, "location"),
        ("{\"location\":\"\(String(repeating: "x", count: 101))\"}", "location"),
        (#"{"website":"example.org"}"#, "website"), (#"{"website":"javascript:alert(1)"}"#, "website"),
        (#"{"website":"https://"}"#, "website"), (#"{"website":"https:///path"}"#, "website"),
        (#"{"website":"https://example.org@evil.example/"}"#, "website"),
        (#"{"website":"https://example.org\\@evil.example/"}"#, "website"),
        (#"{"website":"https://ex ample.org/"}"#, "website"),
        (#"{"website":"https://example.org/\"onclick=x"}"#, "website"),
        (#"{"website":"https://\u202eexample.org/"}"#, "website"),
        ("{\"website\":\"https://example.org/\(String(repeating: "x", count: 300))\"}", "website"),
        (#"{"birthday":"1899-12-31"}"#, "birthday"), (#"{"birthday":"2001-02-29"}"#, "birthday"),
        (#"{"birthday":"2001-13-01"}"#, "birthday"), (#"{"birthday":"2001-00-10"}"#, "birthday"),
        (#"{"birthday":"10.12.1990"}"#, "birthday"), (#"{"birthday":"+990-12-10"}"#, "birthday"),
        (#"{"birthday":"9999-12-31"}"#, "birthday"), (#"{"birthday":19901210}"#, "birthday"),
    ])
    func `a detail outside its limits is refused by its field`(body: String, field: String) async throws {
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

    @Test(arguments: [
        "", "http://example.org", "HTTPS://Example.org:8443/a/b?c=d#e", "https://[2001:db8::1]/",
        "https://xn--bcher-kva.example/~ada/@home",
    ])
    func `addresses that lead where they say are taken`(address: String) {
        #expect(WebsiteAddress(address)?.text == address)
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("2000-02-29", 11_016), ("1900-01-01", -25_567), ("2026-11-28", 20_785),
    ])
    func `a day knows when it begins`(text: String, days: Int64) {
        #expect(CalendarDay(text)?.start == Timestamp(seconds: days * 86_400))
        #expect(CalendarDay(text)?.description == text)
    }

    @Test func `a day exists or not`() {
        #expect(CalendarDay("2000-02-29") != nil && CalendarDay("1900-02-29") == nil)
        #expect(CalendarDay("2026-04-31") == nil && CalendarDay("2026-4-30") == nil)
        #expect(CalendarDay("٢٠٢٦-04-30") == nil && CalendarDay("2026-04-30 ") == nil)
    }
}
