// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import GroupsAPI
import SearchAPI
import Testing
import Testkit
import UsersAPI

@testable import Search

/// What people and groups say about themselves.
struct AboutTests {
    private func say(_ text: String, _ member: TestMember) async throws {
        _ = try await member.call(UpdateUser(member.id, .init(bio: Biography(trusted: text))))
    }

    @Test(arguments: TestDatabase.all)
    func `words of biographies are found after names, as wholes, and are not suggested`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            try await rig.name(rig.ada, "Ada Gardener")
            try await say("I am a gardener, of roses mostly", rig.grace)

            #expect(try await rig.find("gardener", as: rig.eve).map { $0.contains("@ada") } == [true, false])
            #expect(try await rig.find("roses", as: rig.eve, [.person]).count == 1)
            #expect(try await rig.find("grace roses", as: rig.eve).count == 1)
            #expect(try await rig.find("ros", as: rig.eve) == [])
            #expect(try await rig.counts("gardener", as: rig.eve) == [.person: 2])
            #expect(
                try await rig.eve.call(SuggestSearch("gardener")).items.map(\.id) == [rig.ada.id.description]
            )
            let hit = try #require(try await rig.eve.call(SearchEverything("roses")).items.first)
            #expect(hit.highlight.contains(HighlightPiece("roses", isMatch: true)))
            try await rig.module.rebuildIndex()
            #expect(try await rig.find("roses", as: rig.eve).count == 1)

            try await say("I am tired", rig.grace)

            #expect(try await rig.find("roses", as: rig.eve) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a biography that is not for everybody is neither found nor shown`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            try await say("I grow roses", rig.grace)
            #expect(try await rig.find("roses", as: rig.eve).count == 1)

            for audience in [Audience.followers, .onlyMe] {
                _ = try await rig.grace.call(UpdateProfilePrivacy(rig.grace.id, .init(bio: audience)))
                #expect(try await rig.find("roses", as: rig.eve) == [])
                try await say("I grow roses and \(audience)", rig.grace)
                #expect(try await rig.find("roses", as: rig.eve) == [])
                try await rig.module.rebuildIndex()
                #expect(try await rig.find("roses", as: rig.eve) == [])
                let hit = try #require(try await rig.eve.call(SearchEverything("grace")).items.first)
                #expect(!hit.highlight.contains { $0.text.contains("roses") })
            }
            _ = try await rig.grace.call(UpdateProfilePrivacy(rig.grace.id, .init(bio: .everybody)))

            #expect(try await rig.find("roses", as: rig.eve).count == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `words of descriptions find the groups that one may know of`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            for kind in GroupKind.allCases {
                _ = try await rig.ada.call(
                    CreateGroup(
                        GroupName(trusted: "Some \(kind.rawValue)"),
                        slug: GroupSlug(trusted: "some-\(kind.rawValue.lowercased())"),
                        kind: kind,
                        description: GroupDescription(trusted: "All about linen")
                    )
                )
            }

            #expect(try await rig.counts("linen", as: rig.ada) == [.group: 3])
            #expect(try await rig.find("linen", as: rig.eve).count == 2)
            #expect(try await rig.findAll("linen", as: rig.eve, pages: 1).count == 2)
        }
    }
}
