// SPDX-License-Identifier: Apache-2.0
import Connections
import Core
import Endpoints
import Modules
import Testing
import Testkit
import UsersAPI

@testable import roost

struct DemoTiesTests {
    private static let today = Timestamp(seconds: 1_800_000_000 / 86_400 * 86_400)

    private var people: [User] {
        DemoPerson.all.enumerated().map { index, person in
            let joined = Self.today - .days(person.username.text == "eve" ? 41 : 125 - index / 2)
            return User(
                id: UserID(high: 1, low: UInt64(index)),
                username: person.username,
                displayName: person.displayName,
                createdAt: joined
            )
        }
    }

    @Test func `the same people have the same ties`() {
        let once = DemoTies(people: people, today: Self.today).past

        #expect(once == DemoTies(people: people, today: Self.today).past)
        #expect(once.map(\.at) == once.map(\.at).sorted())
        #expect(once.allSatisfy { $0.at < Self.today })
    }

    @Test func `there are some hundred follows, some mutes, two private accounts and one open request`() {
        let past = DemoTies(people: people, today: Self.today).past
        var (follows, mutes, accepted, privates) = (0, 0, 0, Set<UserID>())
        for act in past {
            switch act.deed {
            case .wentPrivate: privates.insert(act.actor)
            case .followed: follows += 1
            case .accepted: accepted += 1
            case .muted: mutes += 1
            }
        }
        let asked = past.count {
            if case .followed(let other) = $0.deed { privates.contains(other) } else { false }
        }

        #expect((300...900).contains(follows), "\(follows)")
        #expect(mutes == 6 && privates.count == 2)
        #expect(asked == accepted + 1)
    }

    @Test func `they are written as the verbs would have, counters included`() async throws {
        try await withServer(ConnectionsModule.self, on: .sqlite) { server async throws in
            let module = try #require(server.site.module(ConnectionsModule.self))
            let past = DemoTies(people: people, today: Self.today).past

            try await module.bringIn(past)

            #expect(try await server.site.findings() == [])
            let asked = try await server.newEvents().filter { $0 == "follow.requested" }.count
            let ended = try await server.publishedEvents().filter { $0.name == "follow.request_ended" }.count
            #expect(asked == ended + 1)
        }
    }
}
