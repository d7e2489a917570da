// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import NotificationsAPI
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Notifications

struct ConnectionNotificationTests {
    @Test(arguments: TestDatabase.all)
    func `follows stand together, and go when they end`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            _ = try await rig.eve.call(FollowUser(rig.grace.id))
            rig.goOn()
            _ = try await rig.ada.call(FollowUser(rig.grace.id))

            let list = try await rig.list(of: rig.grace)
            #expect(list.map(\.kind) == [.follow])
            #expect(list[0].actors.map(\.id) == [rig.ada.id, rig.eve.id])
            #expect(list[0].actor?.id == rig.ada.id)
            #expect(list[0].actorCount == 2)
            #expect(list[0].subject == NotificationSubject(.user, userId: rig.ada.id))
            #expect(list[0].readAt == nil)

            _ = try await rig.ada.call(UnfollowUser(rig.grace.id))
            #expect(try await rig.told(rig.grace) == ["FOLLOW eve 1"])
            _ = try await rig.eve.call(UnfollowUser(rig.grace.id))
            #expect(try await rig.told(rig.grace) == [])
            #expect(try await rig.unread(rig.grace) == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a request is told until it is answered, and then its acceptance`(
        _ database: TestDatabase
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            _ = try await rig.ada.call(UpdateConnectionSettings(isPrivate: true))
            _ = try await rig.eve.call(FollowUser(rig.ada.id))
            #expect(try await rig.told(rig.ada) == ["FOLLOW_REQUEST eve 1"])

            rig.goOn()
            _ = try await rig.ada.call(AcceptFollowRequest(from: rig.eve.id))

            #expect(try await rig.told(rig.ada) == ["FOLLOW eve 1"])
            #expect(try await rig.told(rig.eve) == ["FOLLOW_ACCEPTED ada 1"])
            _ = try await rig.eve.call(UnfollowUser(rig.ada.id))
            #expect(try await rig.told(rig.ada) == [])
            #expect(try await rig.told(rig.eve) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a declined request leaves nothing`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            _ = try await rig.ada.call(UpdateConnectionSettings(isPrivate: true))
            _ = try await rig.eve.call(FollowUser(rig.ada.id))
            _ = try await rig.ada.call(DeclineFollowRequest(from: rig.eve.id))

            #expect(try await rig.told(rig.ada) == [])
            #expect(try await rig.told(rig.eve) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a block takes everything between the two away, for good`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            _ = try await rig.eve.call(LikePost(post.id))
            _ = try await rig.grace.call(LikePost(post.id))
            _ = try await rig.ada.call(FollowUser(rig.eve.id))
            #expect(try await rig.told(rig.eve) == ["FOLLOW ada 1"])
            rig.goOn()

            _ = try await rig.ada.call(BlockUser(rig.eve.id))

            #expect(try await rig.told(rig.ada) == ["LIKE grace 1"])
            #expect(try await rig.told(rig.eve) == [])
            rig.goOn()
            _ = try await rig.ada.call(UnblockUser(rig.eve.id))
            #expect(try await rig.told(rig.ada) == ["LIKE grace 1"])
            rig.goOn()
            _ = try await rig.eve.call(CreateComment("Back", on: post.id))
            #expect(try await rig.told(rig.ada) == ["COMMENT eve 1", "LIKE grace 1"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `who is muted is not heard, and never learns of it`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            _ = try await rig.eve.call(LikePost(post.id))
            rig.goOn()
            _ = try await rig.ada.call(MuteUser(rig.eve.id))
            rig.goOn()
            _ = try await rig.eve.call(CreateComment("Hello?", on: post.id))

            #expect(try await rig.told(rig.ada) == [])
            _ = try await rig.ada.call(FollowUser(rig.eve.id))
            #expect(try await rig.told(rig.eve) == ["FOLLOW ada 1"])

            rig.goOn()
            _ = try await rig.ada.call(UnmuteUser(rig.eve.id))
            rig.goOn()
            #expect(try await rig.told(rig.ada) == [])
            _ = try await rig.eve.call(CreateComment("Now?", on: post.id))
            #expect(try await rig.told(rig.ada) == ["COMMENT eve 1"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a deleted account is gone as actor and as receiver`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            _ = try await rig.eve.call(LikePost(post.id))
            _ = try await rig.eve.call(FollowUser(rig.ada.id))
            _ = try await rig.ada.call(FollowUser(rig.eve.id))
            _ = try await rig.eve.call(SetQuietHours(.night))
            #expect(try await rig.list(of: rig.ada).count == 2)

            _ = try await rig.eve.call(DeleteUser(rig.eve.id))

            try await eventually("nothing is left of eve") {
                guard try await rig.told(rig.ada) == [] else { return false }
                return try await rig.service.database.read { db in
                    for table in ["items", "acts", "people", "ties", "choices"] {
                        let found = try db.exists(
                            "SELECT 1 FROM notifications.\(unsafe: table) WHERE user_id = \(rig.eve.id)"
                        )
                        if found { return false }
                    }
                    return true
                }
            }
        }
    }
}

extension QuietHours {
    /// From ten in the evening to seven in the morning in Berlin.
    static let night = QuietHours(
        from: TimeOfDay(minutes: 22 * 60),
        to: TimeOfDay(minutes: 7 * 60),
        timeZone: TimeZoneName(trusted: "Europe/Berlin")
    )
}
