// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules
import NotificationsAPI
import UsersAPI

/// The live channel: tells the devices of people who are connected, and nobody else's.
struct NotificationBroadcasts: Sendable {
    let notifications: NotificationsService
    let sockets: any SocketRooms

    func raised(_ event: NotificationsRaised) async throws {
        for news in event.raised where await sockets.count(in: .user(news.user)) > 0 {
            let (item, unread) = try await notifications.database.read { db in
                let items = ItemStore(db)
                return (try items.item(news.notification, of: news.user), try items.unread(of: news.user))
            }
            // Taken back or read meanwhile.
            guard let item, item.readAt == nil else { continue }
            for notification in try await notifications.rendered([item]) {
                try sockets.broadcast("notification:new", notification, to: .user(news.user))
            }
            try sockets.broadcast(
                "notification:unread",
                UnreadNotifications(count: unread),
                to: .user(news.user)
            )
        }
    }

    func unreadChanged(_ event: UnreadChanged) async throws {
        for user in event.users where await sockets.count(in: .user(user)) > 0 {
            let unread = UnreadNotifications(count: try await notifications.unread(of: user))
            try sockets.broadcast("notification:unread", unread, to: .user(user))
        }
    }
}
