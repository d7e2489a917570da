// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import GroupsAPI
import NotificationsAPI
import Testing
import Testkit
import UsersAPI

/// Notifications write their own JSON: it must be what their fields say.
struct WrittenJSONTests {
    private static let time = Timestamp(microseconds: 1_700_000_000_123_000)

    @Test(arguments: NotificationKind.allCases)
    func `a notification of every kind`(_ kind: NotificationKind) throws {
        let person = User(
            id: UserID(at: Self.time),
            username: Username(trusted: "ada"),
            displayName: "Ada \"A\"",
            createdAt: Self.time
        )
        let notification = Notification(
            id: NotificationID(at: Self.time),
            kind: kind,
            actors: [person],
            actorCount: 13,
            count: 14,
            subject: NotificationSubject(
                .comment,
                userId: person.id,
                postId: .init(at: Self.time),
                commentId: .init(at: Self.time),
                chatId: .init(at: Self.time),
                groupId: .init(at: Self.time),
                groupSlug: .init(trusted: "the-group"),
                excerpt: "Line\nbreak"
            ),
            createdAt: Self.time,
            readAt: Self.time
        )

        #expect(JSON.bytes(of: notification) == (try jsonByFields(notification)))
    }

    @Test func `a notification with nothing set`() throws {
        let bare = Notification(
            id: NotificationID(at: Self.time),
            kind: .message,
            actors: [],
            actorCount: 0,
            count: 0,
            subject: NotificationSubject(.chat),
            createdAt: Self.time,
            readAt: nil
        )

        #expect(JSON.bytes(of: bare) == (try jsonByFields(bare)))
        #expect(bare.actor == nil)
    }

    @Test func `the number of unread ones`() throws {
        let unread = UnreadNotifications(count: 7)
        #expect(JSON.bytes(of: unread) == (try jsonByFields(unread)))
    }
}
