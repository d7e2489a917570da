// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import ConnectionsAPI
import Core
import Database
import Endpoints
import GroupsAPI
import Modules
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Activity

/// Nobody reads on a timeline what they may not see.
struct PrivacyTests {
    @Test(arguments: TestDatabase.all)
    func `posts that the viewer may not see are not told of`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            try await rig.has(rig.ada, FollowUser(rig.eve.id))
            let post = try await rig.has(rig.eve, CreatePost("Among friends", visibility: .followers))
            try await rig.has(rig.ada, LikePost(post.id))
            try await rig.has(rig.ada, CreateComment("Nice", on: post.id))
            #expect(try await rig.told(rig.grace) == ["FOLLOW ada eve"])
            #expect(try await rig.told(rig.ada, of: rig.ada).count == 3)

            try await rig.has(rig.grace, FollowUser(rig.eve.id))
            #expect(try await rig.told(rig.grace).count == 3)
            try await rig.has(rig.eve, EditPost(post.id, .init(visibility: .onlyMe)))
            #expect(try await rig.told(rig.grace) == ["FOLLOW ada eve"])
            #expect(try await rig.told(rig.ada, of: rig.ada) == ["FOLLOW ada eve"])
            try await rig.has(rig.eve, EditPost(post.id, .init(visibility: .everyone)))
            #expect(try await rig.told(rig.grace).count == 3)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a private account's posts and followers are for its followers`(
        _ database: TestDatabase
    ) async throws {
        try await ActivityRig.run(database) { rig async throws in
            try await rig.has(rig.ada, FollowUser(rig.eve.id))
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, RepostPost(post.id))
            #expect(try await rig.told(rig.grace) == ["REPOST ada Hello", "FOLLOW ada eve"])

            try await rig.has(rig.eve, UpdateConnectionSettings(isPrivate: true))
            #expect(try await rig.told(rig.grace) == [])

            try await rig.has(rig.ada, UpdateConnectionSettings(isPrivate: true))
            #expect(try await rig.told(rig.eve, of: rig.ada) == [], "a private account shows others nothing")
            try await rig.has(rig.grace, UnfollowUser(rig.ada.id))
            #expect(try await rig.told(rig.grace, of: rig.ada) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a block hides both, whoever made it`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, FollowUser(rig.eve.id))
            try await rig.has(rig.ada, LikePost(post.id))
            #expect(try await rig.told(rig.grace).count == 2)

            try await rig.has(rig.grace, BlockUser(rig.eve.id))
            #expect(try await rig.told(rig.grace) == [])
            try await rig.has(rig.grace, UnblockUser(rig.eve.id))
            #expect(try await rig.told(rig.grace).count == 2)
            try await rig.has(rig.eve, BlockUser(rig.grace.id))
            #expect(try await rig.told(rig.grace) == [])

            try await rig.has(rig.ada, BlockUser(rig.grace.id))
            #expect(try await rig.told(rig.grace) == [])
            let refused = try await rig.grace.refusal(of: ListUserActivity(of: rig.ada.id))
            #expect(refused.code == .userNotFound)
            let nobody = try await rig.grace.refusal(of: ListUserActivity(of: UserID(high: 9, low: 9)))
            #expect(
                (refused.code, refused.message, refused.kind) == (nobody.code, nobody.message, nobody.kind)
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of whom one mutes one reads nothing`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, LikePost(post.id))
            try await rig.has(rig.ada, FollowUser(rig.eve.id))

            try await rig.has(rig.grace, MuteUser(rig.eve.id))
            #expect(try await rig.told(rig.grace) == [], "not what others do about them either")
            try await rig.has(rig.grace, UnmuteUser(rig.eve.id))
            try await rig.has(rig.grace, MuteUser(rig.ada.id))
            #expect(try await rig.told(rig.grace) == [])
            #expect(try await rig.told(rig.grace, of: rig.ada).count == 2, "who is asked for is shown")
            try await rig.has(rig.grace, UnmuteUser(rig.ada.id))
            #expect(try await rig.told(rig.grace).count == 2)
            try await rig.has(rig.grace, UnfollowUser(rig.ada.id))
            #expect(try await rig.told(rig.grace) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a follow is told where neither hides the list that says so`(
        _ database: TestDatabase
    ) async throws {
        try await ActivityRig.run(database) { rig async throws in
            try await rig.has(rig.ada, FollowUser(rig.eve.id))
            #expect(try await rig.told(rig.grace) == ["FOLLOW ada eve"])

            try await rig.has(rig.ada, UpdateConnectionSettings(hidesFollowing: true))
            #expect(try await rig.told(rig.grace) == [])
            #expect(try await rig.told(rig.eve, of: rig.ada) == ["FOLLOW ada eve"], "eve knows")
            #expect(try await rig.told(rig.ada, of: rig.ada) == ["FOLLOW ada eve"])
            try await rig.has(rig.ada, UpdateConnectionSettings(hidesFollowing: false))
            try await rig.has(rig.eve, UpdateConnectionSettings(hidesFollowers: true))
            #expect(try await rig.told(rig.grace) == [])
        }
    }

    @Test(arguments: TestDatabase.all, [GroupKind.closed, .hidden])
    func `what happens in a group that is not public is for its members`(
        _ database: TestDatabase,
        kind: GroupKind
    ) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let looms = try await rig.group(kind, by: rig.ada)
            try await rig.has(rig.ada, InviteToGroup(rig.eve.id, to: looms))
            try await rig.has(rig.eve, JoinGroup(looms))
            let post = try await rig.has(
                rig.ada,
                CreatePost(.saying("For members") { $0.groupId = looms })
            )
            try await rig.has(rig.ada, CreateComment("Well", on: post.id))
            #expect(try await rig.told(rig.grace) == [])
            #expect(
                try await rig.told(rig.eve, of: rig.ada) == ["COMMENT ada Well", "GROUP_CREATE ada Looms"]
            )

            try await rig.has(rig.ada, InviteToGroup(rig.grace.id, to: looms))
            #expect(try await rig.told(rig.grace) == [], "to know of it is not to be in it")
            try await rig.has(rig.grace, JoinGroup(looms))
            #expect(try await rig.told(rig.grace).count == 2)
            try await rig.has(rig.ada, BanFromGroup(rig.grace.id, from: looms))
            #expect(try await rig.told(rig.grace) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whoever hides their account, or is gone, is on no timeline`(
        _ database: TestDatabase
    ) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, LikePost(post.id))
            try await rig.has(rig.ada, FollowUser(rig.eve.id))
            try await rig.has(rig.eve, FollowUser(rig.ada.id))

            let eve = rig.eve.id
            try await rig.has(rig.eve, DeactivateUser(eve))
            #expect(try await rig.told(rig.grace) == [])
            #expect(try await rig.grace.refusal(of: ListUserActivity(of: eve)).code == .userNotFound)
            _ = try await rig.server.site.peers.call(ReactivateUser(eve))
            #expect(try await rig.told(rig.grace).count == 2)
            try await rig.has(rig.ada, DeactivateUser(rig.ada.id))
            #expect(try await rig.told(rig.grace) == [])
            _ = try await rig.server.site.peers.call(ReactivateUser(rig.ada.id))
            #expect(try await rig.told(rig.grace).count == 2)

            try await rig.has(rig.eve, DeleteUser(eve))
            #expect(try await rig.told(rig.grace) == [])
            try await eventually("nothing is kept of them") {
                try await rig.server.settle()
                return try await rig.service.database.read { db in
                    let rows = try db.value(
                        "SELECT count(*) FROM activity.entries WHERE actor_id = \(eve) OR source_id = \(eve)",
                        as: Int.self
                    )
                    let ties = try db.value(
                        "SELECT count(*) FROM activity.ties WHERE user_id = \(eve) OR other_id = \(eve)",
                        as: Int.self
                    )
                    let people = try db.exists("SELECT 1 FROM activity.people WHERE user_id = \(eve)")
                    return rows == 0 && ties == 0 && !people
                }
            }
        }
    }
}
