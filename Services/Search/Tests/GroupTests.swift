// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import GroupsAPI
import Modules
import PostsAPI
import SearchAPI
import Testing
import Testkit

@testable import Search

struct GroupTests {
    private func found(_ name: String, _ kind: GroupKind, by member: TestMember) async throws -> Group {
        let slug = name.lowercased().replacing(" ", with: "-")
        return try await member.call(
            CreateGroup(GroupName(trusted: name), slug: GroupSlug(trusted: slug), kind: kind)
        )
    }

    private func post(_ text: String, in group: Group, by member: TestMember) async throws -> Post {
        try await member.call(CreatePost(.saying(text) { $0.groupId = group.id }))
    }

    @Test(arguments: TestDatabase.all)
    func `groups are found by those who may know of them, and their posts by those who may read them`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            for kind in GroupKind.allCases {
                // A rebuild goes by ids, which are in the order of time.
                rig.server.clock.advance(by: .seconds(1))
                let group = try await found("Weavers \(kind.rawValue)", kind, by: rig.ada)
                let post = try await post("linen \(kind.rawValue)", in: group, by: rig.ada)
                _ = try await rig.ada.call(CreateComment("linen indeed", on: post.id))
            }

            #expect(try await rig.counts("weavers", as: rig.ada) == [.group: 3])
            #expect(try await rig.counts("weavers", as: rig.grace) == [.group: 2])
            #expect(try await rig.find("weavers", as: rig.eve) == ["Weavers PRIVATE", "Weavers PUBLIC"])
            #expect(try await rig.counts("linen", as: rig.ada) == [.post: 3, .comment: 3])
            #expect(try await rig.counts("linen", as: rig.grace) == [.post: 1, .comment: 1])
            #expect(try await rig.find("linen", as: rig.eve, [.post]) == ["linen PUBLIC"])
            #expect(try await rig.find("indeed", as: rig.eve, [.comment]).count == 1)
            #expect(try await rig.find("indeed", as: rig.ada, [.comment]).count == 3)
            try await rig.module.rebuildIndex()
            #expect(try await rig.find("weavers", as: rig.eve) == ["Weavers PRIVATE", "Weavers PUBLIC"])
            #expect(try await rig.find("linen", as: rig.eve, [.post]) == ["linen PUBLIC"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a group is gone with what was posted in it`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            let group = try await found("Weavers", .open, by: rig.ada)
            _ = try await post("linen", in: group, by: rig.ada)
            #expect(try await rig.find("linen", as: rig.eve) == ["linen"])

            _ = try await rig.ada.call(DeleteGroup(group.id))

            try await eventually("nothing of the group is found") {
                let group = try await rig.find("weavers", as: rig.ada)
                let post = try await rig.find("linen", as: rig.ada)
                let words = try await rig.vocabulary()
                return group.isEmpty && post.isEmpty && !words.contains("linen")
            }
            #expect(try await rig.server.site.findings() == [])
        }
    }
}
