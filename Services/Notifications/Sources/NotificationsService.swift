// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import GroupsAPI
import NotificationsAPI
import UsersAPI
import UsersClient

/// What the verbs of Notifications share.
struct NotificationsService: Sendable {
    let database: any ServiceDatabase
    let clock: any WallClock
    let directory: ProfileDirectory

    /// One's notifications, the latest first.
    func notifications(_ request: ListNotifications, from caller: Member) async throws -> Page<Notification> {
        let limit = request.limit ?? .standard
        let rows = try await database.read { db in
            try ItemStore(db).page(
                of: caller.id,
                unread: request.unread ?? false,
                after: request.cursor,
                limit: limit.value + 1
            )
        }
        let shown = Array(rows.prefix(limit.value))
        return Page(
            items: try await rendered(shown),
            nextCursor: rows.count > limit.value ? shown.last?.cursor : nil
        )
    }

    /// How many one has not read.
    func unread(_ request: CountUnreadNotifications, from caller: Member) async throws -> UnreadNotifications
    {
        UnreadNotifications(count: try await unread(of: caller.id))
    }

    func unread(of user: UserID) async throws -> Int {
        try await database.read { db in try ItemStore(db).unread(of: user) }
    }

    /// Marks some or all as read.
    func read(_ request: ReadNotifications, from caller: Member) async throws -> UnreadNotifications {
        let selection = request.body
        let all = selection.all == true
        guard all || selection.ids != nil else {
            throw Failure.invalid("ids", "Name the notifications to mark, or say all.")
        }
        let ids = all ? nil : selection.ids?.ids
        let now = clock.now.wholeMilliseconds
        return try await database.write { db in
            try PeopleStore(db).lock(caller.id)
            for chat in try ItemStore(db).chats(of: caller.id, among: ids) {
                try ChatStore(db).see(chat, by: caller.id, dismissing: false)
            }
            if try ItemStore(db).read(ids, of: caller.id, at: now) > 0 {
                try db.publish(UnreadChanged(users: [caller.id]))
            }
            return UnreadNotifications(count: try ItemStore(db).unread(of: caller.id))
        }
    }

    /// Takes one off the list.
    func delete(_ request: DeleteNotification, from caller: Member) async throws -> NoReply {
        try await database.write { db in
            try PeopleStore(db).lock(caller.id)
            guard let item = try ItemStore(db).item(request.id, of: caller.id) else { return }
            try Self.dismiss([item.id], of: caller.id, db)
        }
        return NoReply()
    }

    /// Empties the list.
    func clear(_ request: ClearNotifications, from caller: Member) async throws -> NoReply {
        let limit = NotificationsLimits.sweep
        var isMore = true
        while isMore {
            isMore = try await database.write { db in
                try PeopleStore(db).lock(caller.id)
                let ids = try ItemStore(db).ids(of: caller.id, limit: limit)
                try Self.dismiss(ids, of: caller.id, db)
                return ids.count == limit
            }
        }
        return NoReply()
    }

    private static func dismiss(_ ids: [NotificationID], of user: UserID, _ db: any SQLConnection) throws {
        guard !ids.isEmpty else { return }
        for chat in try ItemStore(db).chats(of: user, among: ids) {
            try ChatStore(db).see(chat, by: user, dismissing: true)
        }
        try remove(ids, db)
        try db.publish(UnreadChanged(users: [user]))
    }

    /// Notifications as they are shown, with who did what.
    func rendered(_ items: [ItemRecord]) async throws -> [Notification] {
        let profiles = try await directory.profiles(Set(items.flatMap(\.actors)))
        return items.map { item in
            Notification(
                id: item.id,
                kind: item.kind,
                actors: item.actors.map { profiles[$0] ?? .deleted($0) },
                actorCount: item.actorCount,
                count: item.count,
                subject: item.subject,
                createdAt: item.at,
                readAt: item.readAt
            )
        }
    }
}

extension ItemRecord {
    /// What it is about.
    var subject: NotificationSubject {
        if let chat { return NotificationSubject(.chat, chatId: chat, excerpt: excerpt) }
        if let comment {
            return NotificationSubject(.comment, postId: post, commentId: comment, excerpt: excerpt)
        }
        if let post { return NotificationSubject(.post, postId: post, excerpt: excerpt) }
        if kind.isAboutGroup {
            let group = GroupID(high: together.high, low: together.low)
            return NotificationSubject(
                .group,
                groupId: group,
                groupSlug: slug.map { GroupSlug(trusted: $0) },
                excerpt: excerpt
            )
        }
        return NotificationSubject(.user, userId: actors.first)
    }
}
