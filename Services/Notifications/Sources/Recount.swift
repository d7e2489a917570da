// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import NotificationsAPI
import UsersAPI

/// Counts again what stands in notifications: for `roost doctor` alone, for it reads everything.
struct Recount: Sendable {
    private static let most = 20
    let database: any ServiceDatabase

    func findings() async throws -> [String] {
        try await database.read { db in try Self.wrong(in: db) }.map { "The notification \($0) does not say how many acts stand in it." }
    }

    /// Some notifications that do not say how many acts stand in them.
    static func wrong(in db: any SQLConnection) throws -> [NotificationID] {
        try db.all(
            """
            SELECT i.id FROM notifications.items i
            WHERE i.chat_id IS NULL AND i.count < \(NotificationsLimits.counted)
                AND (i.count <> (SELECT count(*) FROM notifications.acts a WHERE a.item_id = i.id)
                    OR i.actor_count <> (
                        SELECT count(DISTINCT a.actor_id) FROM notifications.acts a WHERE a.item_id = i.id))
            ORDER BY i.id LIMIT \(Self.most)
            """
        ) { try $0[0] }
    }
}
