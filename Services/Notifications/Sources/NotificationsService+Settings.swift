// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import NotificationsAPI
import UsersAPI

extension NotificationsService {
    /// What one wants to hear of.
    func settings(_ request: GetNotificationSettings, from caller: Member) async throws -> NotificationSettings {
        try await database.read { db in try Self.settings(of: caller.id, db) }
    }

    /// Changes by which channels one hears of a kind, from now on: what is on the list stays there.
    func update(_ request: UpdateNotificationChoice, from caller: Member) async throws -> NotificationSettings {
        try await database.write { db in
            let people = PeopleStore(db)
            var choice = try people.choice(of: caller.id, on: request.kind)
            choice.inApp = request.body.inApp ?? choice.inApp
            choice.live = request.body.live ?? choice.live
            try people.set(choice, of: caller.id)
            return try Self.settings(of: caller.id, db)
        }
    }

    /// Chooses quiet hours.
    func set(_ request: SetQuietHours, from caller: Member) async throws -> NotificationSettings {
        guard request.body.timeZone.isKnown else {
            throw Failure.invalid("timeZone", "Must be the name of a time zone, like Europe/Berlin.")
        }
        return try await setQuietHours(request.body, of: caller.id)
    }

    /// Ends quiet hours.
    func end(_ request: EndQuietHours, from caller: Member) async throws -> NotificationSettings {
        try await setQuietHours(nil, of: caller.id)
    }

    private func setQuietHours(_ hours: QuietHours?, of user: UserID) async throws -> NotificationSettings {
        try await database.write { db in
            try PeopleStore(db).setQuietHours(hours, of: user)
            return try Self.settings(of: user, db)
        }
    }

    private static func settings(of user: UserID, _ db: any SQLConnection) throws -> NotificationSettings {
        NotificationSettings(
            kinds: try PeopleStore(db).choices(of: user),
            quietHours: try PeopleStore(db).quietHours(of: user)
        )
    }
}
