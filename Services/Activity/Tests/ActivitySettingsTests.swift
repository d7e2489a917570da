// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import ConnectionsAPI
import Core
import Endpoints
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Activity

/// Everybody says who sees what they do.
struct ActivitySettingsTests {
    @Test(arguments: TestDatabase.all)
    func `likes are for followers until somebody says otherwise`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let usual = try await rig.ada.call(GetActivitySettings())
            #expect(usual.audience == .everyone)
            #expect(usual.kinds.map(\.kind) == ActivityKind.allCases)
            #expect(usual.kinds.filter { $0.audience != .everyone } == [.init(.like, for: .followers)])
            let post = try await rig.has(rig.ada, CreatePost("Hello"))
            try await rig.has(rig.ada, LikePost(post.id))
            try await rig.has(rig.ada, CreateComment("Well", on: post.id))

            #expect(try await rig.told(rig.eve, of: rig.ada) == ["COMMENT ada Well"])
            #expect(try await rig.told(rig.grace, of: rig.ada).count == 2)
            _ = try await rig.ada.call(UpdateActivitySettings(kinds: [.init(.like, for: .everyone)]))
            #expect(try await rig.told(rig.eve, of: rig.ada).count == 2)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `choices made at once all hold`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            for audience in [ActivityAudience.nobody, .everyone, .nobody, .everyone] {
                let kinds = [ActivityKind.comment, .follow, .like]
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for kind in kinds {
                        group.addTask {
                            let choice = ActivityChoice(kind, for: audience)
                            _ = try await rig.ada.call(UpdateActivitySettings(kinds: [choice]))
                        }
                    }
                    try await group.waitForAll()
                }

                let settings = try await rig.ada.call(GetActivitySettings())
                for kind in kinds {
                    #expect(settings.kinds.first { $0.kind == kind }?.audience == audience)
                }
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a stranger learns nothing of a private account, not even that there is more`(
        _ database: TestDatabase
    ) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.grace, CreatePost("Hello"))
            try await rig.has(rig.ada, CreateComment("Well", on: post.id))
            #expect(try await rig.told(rig.eve, of: rig.ada).count == 1)

            _ = try await rig.ada.call(UpdateConnectionSettings(isPrivate: true))

            let page = try await rig.eve.call(ListUserActivity(of: rig.ada.id))
            #expect(page.items.isEmpty && page.nextCursor == nil)
            #expect(try await rig.told(rig.ada, of: rig.ada).count == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is kept back is hidden at once, and shown again when it is not`(
        _ database: TestDatabase
    ) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.ada, CreatePost("Hello"))
            try await rig.has(rig.ada, LikePost(post.id))
            try await rig.has(rig.ada, CreateComment("Well", on: post.id))
            let all = ["COMMENT ada Well", "LIKE ada Hello"]
            #expect(try await rig.told(rig.grace) == all)

            let choice = try await rig.ada.call(
                UpdateActivitySettings(kinds: [.init(.comment, for: .nobody)])
            )
            #expect(choice.kinds.first { $0.kind == .comment }?.audience == .nobody)
            #expect(try await rig.told(rig.grace) == ["LIKE ada Hello"])
            #expect(try await rig.told(rig.grace, of: rig.ada) == ["LIKE ada Hello"])
            _ = try await rig.ada.call(UpdateActivitySettings(audience: .nobody))
            #expect(try await rig.told(rig.grace) == [])
            #expect(try await rig.told(rig.ada, of: rig.ada) == all, "one sees one's own")
            _ = try await rig.ada.call(
                UpdateActivitySettings(audience: .followers, kinds: [.init(.comment, for: .everyone)])
            )
            #expect(try await rig.told(rig.grace) == all)
            #expect(try await rig.told(rig.eve, of: rig.ada) == [], "the narrower holds")
            #expect(try await rig.eve.call(GetActivitySettings()) == .usual, "each has their own")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a kind named twice is refused, and nothing changes`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let twice = UpdateActivitySettings(
                audience: .nobody,
                kinds: [.init(.like, for: .nobody), .init(.like, for: .everyone)]
            )
            let failure = try await rig.ada.refusal(of: twice)

            #expect(failure.kind == .invalid)
            #expect(failure.message.isEmpty == false)
            #expect(try await rig.ada.call(GetActivitySettings()) == .usual)
            #expect(try await rig.ada.call(UpdateActivitySettings()) == .usual)
        }
    }
}
