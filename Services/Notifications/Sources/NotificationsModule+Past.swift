// SPDX-License-Identifier: Apache-2.0
package import Core
import Database
import Endpoints
import NotificationsAPI

extension NotificationsModule {
    /// Marks everything from before a time as read a while after it happened, for demo data: people looked at their
    /// lists over the months. What was told of comes from the events of the demo, as everywhere.
    package func readPast(before time: Timestamp) async throws {
        try await notifications.database.write { db in
            _ = try db.run(
                """
                UPDATE notifications.items SET read_at = at + \(Duration.hours(1).wholeMicroseconds)
                WHERE at < \(time) AND read_at IS NULL AND chat_id IS NULL
                """
            )
        }
    }
}
