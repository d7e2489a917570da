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

struct NotificationListTests {
    @Test(arguments: TestDatabase.all)
    func `what is read collects no more`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            _ = try await rig.grace.call(LikePost(post.id))
            let item = try #require(try await rig.list(of: rig.ada).first)

            #expect(try await rig.ada.call(ReadNotifications([item.id])).count == 0)
            rig.goOn()
            _ = try await rig.eve.call(LikePost(post.id))

            #expect(try await rig.told(rig.ada) == ["LIKE eve 1", "LIKE grace 1"])
            #expect(try await rig.list(of: rig.ada).map { $0.readAt == nil } == [true, false])
            #expect(try await rig.list(of: rig.ada, unread: true).map { $0.actor?.id } == [rig.eve.id])
            #expect(try await rig.ada.call(ReadNotifications(all: true)).count == 0)
            #expect(try await rig.list(of: rig.ada, unread: true).isEmpty)
            _ = try await rig.grace.call(UnlikePost(post.id))
            #expect(try await rig.told(rig.ada) == ["LIKE eve 1"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what was taken off the list stays off`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            _ = try await rig.grace.call(LikePost(post.id))
            let item = try #require(try await rig.list(of: rig.ada).first)

            _ = try await rig.eve.call(DeleteNotification(item.id))
            #expect(try await rig.told(rig.ada) == ["LIKE grace 1"])
            _ = try await rig.ada.call(DeleteNotification(item.id))
            _ = try await rig.ada.call(DeleteNotification(item.id))
            #expect(try await rig.told(rig.ada) == [])

            _ = try await rig.grace.call(UnlikePost(post.id))
            _ = try await rig.grace.call(LikePost(post.id))
            _ = try await rig.eve.call(LikePost(post.id))
            #expect(try await rig.told(rig.ada) == ["LIKE eve 1"])
            _ = try await rig.ada.call(ClearNotifications())
            #expect(try await rig.told(rig.ada) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nobody reads or marks what is somebody else's`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            _ = try await rig.grace.call(LikePost(post.id))
            let item = try #require(try await rig.list(of: rig.ada).first)

            #expect(try await rig.list(of: rig.eve).isEmpty)
            _ = try await rig.eve.call(ReadNotifications([item.id]))

            #expect(try await rig.unread(rig.ada) == 1)
            let failure = try await rig.eve.refusal(of: ReadNotifications(all: false))
            #expect(failure.kind == .invalid)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `pages follow one another without gap or double`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            for number in 0..<7 {
                _ = try await rig.eve.call(CreatePost("@ada \(number)"))
                if number.isMultiple(of: 2) { rig.goOn() }
            }
            let all = try await rig.list(of: rig.ada).map(\.id)
            #expect(all.count == 7)

            var (found, cursor) = ([NotificationID](), Cursor?.none)
            repeat {
                let page = try await rig.ada.call(
                    ListNotifications(limit: PageLimit(clamping: 3), cursor: cursor)
                )
                found += page.items.map(\.id)
                cursor = page.nextCursor
            } while cursor != nil

            #expect(found == all)
            let bad = try await rig.ada.refusal(of: ListNotifications(cursor: Cursor("x")))
            #expect(bad.kind == .invalid)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `after 90 days a notification is gone, and of very many the oldest are`(
        _ database: TestDatabase
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            _ = try await rig.grace.call(LikePost(post.id))
            #expect(try await rig.told(rig.ada) == ["LIKE grace 1"])
            rig.goOn(.days(89))
            _ = try await rig.eve.call(LikePost(post.id))
            try await rig.server.settle()
            try await rig.service.trim()
            #expect(try await rig.told(rig.ada) == ["LIKE eve grace 2"])

            rig.goOn(.days(2))
            try await rig.service.trim()
            #expect(try await rig.told(rig.ada) == ["LIKE eve 1"])
            rig.goOn(.days(90))
            try await rig.service.trim()
            #expect(try await rig.told(rig.ada) == [])

            let now = rig.server.clock.now
            try await rig.service.database.write { [ada = rig.ada.id, eve = rig.eve.id] db in
                for number in 0..<NotificationsLimits.kept + 5 {
                    let source = ThingID(at: now)
                    let deed = Deed(
                        user: ada,
                        kind: .like,
                        source: source,
                        actor: eve,
                        group: source,
                        at: now + .hours(number)
                    )
                    try db.keepLedger { try $0.note(deed, isOn: true, position: 1) }
                }
            }
            try await rig.service.trim()
            let count = try await rig.service.database.read { db in
                try db.value("SELECT count(*) FROM notifications.items", as: Int.self)
            }
            #expect(count == NotificationsLimits.kept)
        }
    }
}
